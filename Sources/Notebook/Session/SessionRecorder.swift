import CommandLanguage
import Files
import Naming
import Plotting
import SessionRecord
import Store
import TerminalText

/// Records a session as it goes: each statement before it runs, what came of it after.
///
/// With a journal the record is on disk before a statement runs, and `kill -9` loses nothing that
/// had finished. Without one it lives as long as the session, for `save session`. A journal that
/// cannot be written keeps no statement from running: it is told once, and the session goes on.
public final class SessionRecorder {
  private let journal: Journal?
  /// Whether the journal takes no more lines.
  private var isLost = false
  /// Told why nothing more is recorded on disk, once.
  private let tell: (String) -> Void
  private var contents: JournalContents
  private var history: NotebookHistory
  private var pendingNumber: Int?
  /// How much was known as private when each statement was drawn, by its number.
  private var extents: [Int: Int64] = [:]
  private var lastExtent: Int64?

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
  ///   - tell: Is given one sentence where the journal cannot be written, at its beginning or later.
  /// - Throws: `StoreError` where the notebook cannot be read.
  public init(
    begin: JournalBegin, journalFolder: String?, for session: NotebookSession,
    tell: @escaping (String) -> Void = { _ in }
  ) throws {
    self.tell = tell
    do throws(SessionRecordError) {
      journal = try journalFolder.map { folder throws(SessionRecordError) in
        try Journal.begin(in: folder, begin, through: session.files)
      }
    } catch {
      journal = nil
      tell(Self.sentence(of: error, from: "this session is not recorded"))
    }
    contents = JournalContents(beginning: begin)
    history = NotebookHistory(
      try session.database.lineage(), folder: begin.folder, grammar: session.catalogue.grammar)
  }

  /// Writes a statement ahead of its run.
  func willRun(_ source: String, in session: NotebookSession) throws {
    pendingNumber = begin(source, settings: session.settings.text)
  }

  /// Writes the statements of the notebook's history that make what a statement used.
  private func keepHistory(for effects: Effects) {
    for (place, entry) in history.entries(for: effects) {
      finish(
        begin(entry.source, settings: entry.settings),
        JournalOutcome(
          .succeeded, isRecorded: true, facts: entry.factSet.madeEarlier,
          effects: [JournalOutcome.preamble, "\(place)"]))
    }
  }

  /// Writes what came of the statement that ran last; what is not recorded stands in the journal alone.
  func didRun(
    _ evaluation: Evaluation, isRecorded: Bool, in session: NotebookSession
  ) throws {
    guard let number = pendingNumber else { return }
    pendingNumber = nil
    extents[number] = try extent(after: evaluation, in: session)
    finish(number, try outcome(of: evaluation, isRecorded: isRecorded, in: session))
    if isRecorded { keepHistory(for: evaluation.effects) }
  }

  /// How much is known as private after a statement; a query learns nothing.
  private func extent(
    after evaluation: Evaluation, in session: NotebookSession
  ) throws -> Int64 {
    let isQuery = evaluation.outcome?.result?.relation == NotebookDatabase.lastResult
    if isQuery, let lastExtent { return lastExtent }
    let extent = try session.privacy.extent()
    lastExtent = extent
    return extent
  }

  /// Notes in the journal what was typed and not understood; it is not part of the script.
  public func note(mistake source: String, _ diagnostic: Diagnostic, in session: NotebookSession) {
    let number = begin(source, settings: session.settings.text)
    let error = RecordedError(diagnostic)
    finish(number, JournalOutcome(.failed, isRecorded: false, error: error))
  }

  /// Ends the record in order.
  public func end() {
    // At the end nothing can be mended: a journal without its last line is recovered next time.
    try? journal?.end()
  }

  /// Writes into the journal, or reports once that it cannot be written.
  private func journalling(_ body: (Journal) throws(SessionRecordError) -> Void) {
    guard let journal, !isLost else { return }
    do throws(SessionRecordError) {
      try body(journal)
    } catch {
      isLost = true
      tell(Self.sentence(of: error, from: "the rest of this session is not recorded"))
    }
  }

  private static func sentence(of error: SessionRecordError, from fact: String) -> String {
    "\(fact): \(error.headline)" + (error.file.map { " (\($0))" } ?? "")
      + "; statements still run, and `save session` saves them"
  }

  private func begin(_ source: String, settings text: String) -> Int {
    let settings = NotebookSettings.list(text)
    let number = (contents.statements.last?.number ?? 0) + 1
    journalling { journal throws(SessionRecordError) in
      _ = try journal.willRun(source, settings: settings)
    }
    contents.statements.append(
      JournalStatement(number: number, source: source, settings: settings))
    return number
  }

  private func finish(_ number: Int, _ outcome: JournalOutcome) {
    if let index = contents.statements.lastIndex(where: { $0.number == number }) {
      contents.statements[index].outcome = outcome
    }
    journalling { journal throws(SessionRecordError) in try journal.didRun(number, outcome) }
  }

  private func outcome(
    of evaluation: Evaluation, isRecorded: Bool, in session: NotebookSession
  ) throws -> JournalOutcome {
    if let failure = evaluation.failure {
      return JournalOutcome(
        failure.code == .stopped ? .cancelled : .failed, isRecorded: isRecorded,
        error: try Self.error(failure, in: session), canonical: evaluation.canonical)
    }
    guard let outcome = evaluation.outcome else {
      return JournalOutcome(.succeeded, isRecorded: false)
    }
    guard isRecorded else {
      return JournalOutcome(.succeeded, isRecorded: false, canonical: evaluation.canonical)
    }
    let blocks = try OutcomePresenter.record(of: session).recordedBlocks(of: outcome)
    return JournalOutcome(
      .succeeded, isRecorded: true, facts: outcome.facts,
      picture: BlockPicture.lines(of: blocks), blocks: blocks,
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
  ///   - agents: Agents of before the session that are read from files.
  ///   - session: The session.
  /// - Returns: How many statements the script holds.
  /// - Throws: `SessionRecordError` where it exists already or cannot be written.
  @discardableResult
  func save(
    as path: String, replacing: Bool, agents: GivenAgents = GivenAgents(),
    in session: NotebookSession
  ) throws -> Int {
    let folder = FilePath.relative(session.folder, from: FilePath.folder(of: path))
    let file = file(
      folder: folder, pseudonyms: try session.pseudonyms(), extent: try session.privacy.extent(),
      agents: agents)
    try file.write(to: path, replacing: replacing, through: session.files)
    return file.entries.count
  }

  /// How many statements and notes of the script hold a private value, as they were typed.
  func namedCount(_ pseudonyms: Pseudonyms) -> Int {
    contents.recorded.count { statement in
      let source = statement.outcome?.canonical ?? statement.source
      return pseudonyms.replacing(inCode: source) != source
    }
  }

  /// The session so far as a script.
  ///
  /// - Parameters:
  ///   - folder: The way from the script to the folder that its paths start from.
  ///   - pseudonyms: Hides the clients whose datasets came after a statement was drawn.
  ///   - extent: How much is known as private; a statement that was drawn with as much hides it already.
  ///   - agents: Agents of before the session that are read from files in place of being trained.
  /// - Returns: The script, its preamble in front.
  func file(
    folder: String, pseudonyms: Pseudonyms? = nil, extent: Int64? = nil,
    agents: GivenAgents = GivenAgents()
  ) -> SessionFile {
    var options = SessionFileOptions(folder: folder, pseudonyms: pseudonyms)
    options.draw = BlockPicture.lines
    options.settle = NotebookSettings.settling(contents.begin)
    options.isHidden = { [extents] in extent != nil && extents[$0] == extent }
    return SessionFile(from: contents(given: agents), options: options)
  }

  /// The agents of before the session that it needs as they were, by folded name, each with the place of
  /// the statement that made it; a parent that only others go on from is none of them.
  var earlierAgents: [String: Int] {
    let agents = history.agents
    let needed = history.places(given: Set(agents.values))
    return agents.filter { needed.contains($0.value) }
  }

  /// The record with agents read from files, and without what only made them.
  private func contents(given agents: GivenAgents) -> JournalContents {
    guard !agents.isEmpty else { return contents }
    let needed = history.places(given: agents.places)
    var contents = contents
    contents.statements = contents.statements.compactMap { statement in
      guard let place = statement.place else { return statement }
      return needed.contains(place) ? agents.reading(statement, at: place) : nil
    }
    return contents
  }
}
