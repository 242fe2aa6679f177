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
}
