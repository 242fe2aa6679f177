import CommandLanguage
import SessionRecord
import TerminalText

extension OutcomePresenter {
  /// What draws the outcomes of a session as its record holds them.
  ///
  /// - Throws: `StoreError` where the notebook's private values cannot be read.
  static func record(of session: NotebookSession) throws -> OutcomePresenter {
    OutcomePresenter(
      database: session.database, canvas: .record, rowLimit: SessionRecorder.pictureRows,
      pseudonyms: try session.pseudonyms(), privacies: session.privacy.privacies)
  }

  /// The blocks of a statement as its record holds them; a note is in its statement whole.
  ///
  /// - Parameters:
  ///   - outcome: What the statement gave.
  ///   - source: Its text.
  /// - Returns: The blocks, in order.
  /// - Throws: `StoreError` where its rows cannot be read.
  func recordedBlocks(of outcome: Outcome, given source: String) throws -> [RecordedBlock] {
    let kind = StatementSplitter.split(SourceText(source), isFinal: true).first?.kind
    return kind == .note ? [] : try recordedBlocks(of: outcome)
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
