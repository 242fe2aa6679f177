import CommandLanguage
import Plotting
import SessionRecord
import Store
import TerminalText

/// Records a session as it goes: each statement before it runs, what came of it after.
///
/// With a journal the record is on disk before a statement runs, and `kill -9` loses nothing that
/// had finished. Without one it lives as long as the session, for `save session`.
public final class SessionRecorder {
  private let journal: Journal?
  private var contents: JournalContents
  private var preamble: Preamble
  private var pendingNumber: Int?

  /// The journal's file, or nil where there is none.
  public var path: String? { journal?.path }
  /// How many statements the session's script would hold.
  public var recordedCount: Int { contents.recorded.count }

  /// Starts a record.
  ///
  /// - Parameters:
  ///   - begin: What the session stands on.
  ///   - journalFolder: Where its journal lives, or nil to keep it in memory only.
  ///   - session: The session, whose notebook's older lineage a script must make again.
  /// - Throws: `SessionRecordError` where the journal cannot be written.
  public init(begin: JournalBegin, journalFolder: String?, for session: NotebookSession) throws {
    journal = try journalFolder.map { try Journal.begin(in: $0, begin) }
    contents = JournalContents(beginning: begin)
    preamble = Preamble(
      lineage: try session.database.lineage(), folder: begin.folder,
      settings: NotebookSettings(begin: begin), grammar: session.catalogue.grammar)
  }

  /// Writes a statement ahead of its run, after the preamble that it needs.
  func willRun(_ source: String, reading names: Set<String>, in session: NotebookSession) throws {
    for entry in preamble.entries(before: names, settings: session.settings) {
      let number = try begin(entry.source, session)
      try finish(
        number,
        JournalOutcome(.succeeded, isRecorded: true, facts: entry.facts, effects: ["preamble"]))
    }
    pendingNumber = try begin(source, session)
  }

  /// Writes what came of the statement that ran last.
  func didRun(_ evaluation: Evaluation, in session: NotebookSession) throws {
    guard let number = pendingNumber else { return }
    pendingNumber = nil
    try finish(number, try outcome(of: evaluation, in: session))
  }

  /// Notes in the journal what was typed and not understood; it is no part of the script.
  public func note(mistake source: String, _ diagnostic: Diagnostic, in session: NotebookSession) {
    guard let number = try? begin(source, session) else { return }
    let error = RecordedError(code: diagnostic.code, message: diagnostic.headline)
    try? finish(number, JournalOutcome(.failed, isRecorded: false, error: error))
  }

  /// Ends the record in order.
  public func end() {
    // At the end nothing can be mended: a journal without its last line is recovered next time.
    try? journal?.end()
  }

  private func begin(_ source: String, _ session: NotebookSession) throws -> Int {
    let settings = session.settings.text.split(separator: " ").map(String.init)
    let number = try journal?.willRun(source, settings: settings) ?? contents.statements.count + 1
    contents.statements.append(
      JournalStatement(number: number, source: source, settings: settings))
    return number
  }

  private func finish(_ number: Int, _ outcome: JournalOutcome) throws {
    if let index = contents.statements.lastIndex(where: { $0.number == number }) {
      contents.statements[index].outcome = outcome
    }
    try journal?.didRun(number, outcome)
  }

  private func outcome(of evaluation: Evaluation, in session: NotebookSession) throws
    -> JournalOutcome
  {
    let pseudonyms = try session.pseudonyms()
    if let failure = evaluation.failure {
      let error = RecordedError(
        code: failure.code, message: pseudonyms.replacing(in: failure.headline))
      return JournalOutcome(
        failure.code == "E-stopped" ? .cancelled : .failed, isRecorded: true, error: error,
        canonical: evaluation.canonical)
    }
    guard let outcome = evaluation.outcome else {
      return JournalOutcome(.succeeded, isRecorded: false)
    }
    guard outcome.isRecorded else {
      return JournalOutcome(.succeeded, isRecorded: false, canonical: evaluation.canonical)
    }
    let presenter = OutcomePresenter(
      database: session.database, canvas: .record, rowLimit: Self.pictureRows,
      pseudonyms: pseudonyms)
    let picture = try presenter.pictureLines(of: outcome)
    // A note is in its statement whole.
    let kind = StatementSplitter.split(SourceText(evaluation.canonical), isFinal: true).first?.kind
    let blocks = kind == .note ? [] : try presenter.recordedBlocks(of: outcome)
    return JournalOutcome(
      .succeeded, isRecorded: true, facts: outcome.facts, picture: picture,
      blocks: blocks,
      volatile: evaluation.seconds >= Self.shownSeconds ? [Self.text(of: evaluation.seconds)] : [],
      canonical: evaluation.canonical)
  }

  /// Rows of a table that a script's picture holds: enough to recognise it by.
  static let pictureRows = 20
  /// Durations below this say nothing.
  private static let shownSeconds = 0.1

  private static func text(of seconds: Double) -> String {
    let tenths = Int((seconds * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }
}

// MARK: - The script

extension SessionRecorder {
  /// Writes the session so far as a script.
  ///
  /// - Parameters:
  ///   - path: The file, absolute.
  ///   - replacing: Whether a file that exists may be written over.
  ///   - session: The session.
  /// - Returns: How many statements the script holds.
  /// - Throws: `SessionRecordError` where it exists already or cannot be written.
  @discardableResult
  public func save(as path: String, replacing: Bool, in session: NotebookSession) throws -> Int {
    let folder = FilePath.relative(session.folder, from: FilePath.folder(of: path))
    let file = file(folder: folder, pseudonyms: try session.pseudonyms())
    try file.write(to: path, replacing: replacing)
    return file.entries.count
  }

  /// The session so far as a script.
  ///
  /// - Parameters:
  ///   - folder: The way from the script to the folder that its paths start from.
  ///   - pseudonyms: Hides the clients whose datasets came after a picture was drawn.
  /// - Returns: The script, its preamble in front.
  func file(folder: String, pseudonyms: Pseudonyms? = nil) -> SessionFile {
    SessionFile(
      from: contents, options: SessionFileOptions(folder: folder, pseudonyms: pseudonyms))
  }
}
