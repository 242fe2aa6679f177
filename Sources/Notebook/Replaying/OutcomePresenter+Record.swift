import CommandLanguage
import SessionRecord
import TerminalText

extension OutcomePresenter {
  /// What takes the outcomes of a session as its record holds them.
  ///
  /// - Throws: `StoreError` where the notebook's private values cannot be read.
  static func record(of session: NotebookSession) throws -> OutcomePresenter {
    var presenter = truth(of: session)
    presenter.pseudonyms = try session.pseudonyms()
    return presenter
  }

  /// As ``record(of:)``, with every name, address and number in place: what a record is held against.
  static func truth(of session: NotebookSession) -> OutcomePresenter {
    OutcomePresenter(
      database: session.database, canvas: .record, privacies: session.privacy.privacies)
  }
}

extension SessionRecorder {
  /// A failure as a record of a session holds it, without private values.
  ///
  /// - Throws: `StoreError` where the notebook's private values cannot be read.
  static func error(_ failure: Diagnostic, in session: NotebookSession) throws -> RecordedError {
    let pseudonyms = try session.pseudonyms()
    return RecordedError(failure).mappingTexts { pseudonyms.replacing(inCode: $0) }
  }
}
