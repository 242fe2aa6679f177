import CommandLanguage
import Files
import FleetModel
import SessionRecord
import Store
import Synchronization
import TerminalText

@testable import Notebook

/// A session for one test: in memory unless told otherwise, in a world that is always the same.
struct NotebookHarness {
  let session: NotebookSession

  /// Makes a session.
  init(
    _ location: NotebookLocation = .memory, folder: String = Self.repository,
    settings: NotebookSettings? = nil,
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    seconds: @escaping @Sendable () -> Double = { 0 }
  ) throws {
    var context = Self.context(folder: folder, isInterrupted: isInterrupted)
    context.seconds = seconds
    session = try NotebookSession(location, context: context, settings: settings)
  }

  init(session: NotebookSession) { self.session = session }

  /// The checkout's root.
  static let repository = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast(3).joined(separator: "/")

  static func context(
    folder: String = repository, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) -> NotebookContext {
    NotebookContext(
      folder: folder, files: FileGate(), version: "0.0.0-test", kernel: "test",
      isInterrupted: isInterrupted)
  }

  /// A Ctrl-C that comes once the session has asked for it some times.
  static func interruption(after asks: Int) -> @Sendable () -> Bool {
    let asked = Mutex(0)
    return {
      asked.withLock {
        $0 += 1
        return $0 > asks
      }
    }
  }

  /// A session with the October data loaded.
  static func october() throws -> NotebookHarness {
    let notebook = try NotebookHarness()
    try notebook.outcome("load \"datasets/october-2025.xlsx\" as october")
    return notebook
  }

  /// Has the session recorded, so that it can be saved.
  func record() throws {
    session.recorder = try SessionRecorder(
      begin: JournalBegin(
        carnet: "0.0.0-test", seed: 1, libm: "test", sqlite: NotebookDatabase.sqliteVersion,
        folder: session.folder, process: 1,
        started: "now"),
      journalFolder: nil, for: session)
  }

  /// Saves the recorded session as a file of the session's folder, and replays it.
  func replay(savedAs name: String) throws -> ReplayReport {
    try outcome("save session as \"\(name)\"")
    return try SessionReplay(context: Self.context(folder: session.folder))
      .run(session.folder + "/" + name, show: { _, _, _ in })
  }

  /// Runs statements; the evaluations in order.
  @discardableResult
  func run(_ text: String) -> [Evaluation] {
    let source = SourceText(text)
    return session.parser(.script).statements(of: source).map {
      session.evaluate($0, in: source)
    }
  }

  /// Runs statements that must all succeed; the last one's outcome.
  @discardableResult
  func outcome(_ text: String) throws -> Outcome {
    var last = Outcome()
    for evaluation in run(text) {
      if let failure = evaluation.failure { throw failure }
      last = evaluation.outcome ?? last
    }
    return last
  }

  /// Runs statements that must succeed; the rows of `_` after them.
  func rows(_ text: String) throws -> [[SQLValue]] {
    try outcome(text)
    return try session.database.rows("SELECT * FROM _")
  }

  /// The mistake of the last statement of a text, or nil where it succeeds.
  func failure(_ text: String) -> Diagnostic? {
    run(text).last?.failure
  }

  /// The part of a text that the last statement's mistake points at.
  func blamed(_ text: String) -> String? {
    failure(text).map { SourceText(text)[$0.span] }
  }

  /// What is talked and warned in an outcome, a line each.
  static func talk(_ outcome: Outcome) -> [String] {
    outcome.blocks.compactMap {
      switch $0 {
      case .talk(let sentence), .warning(let sentence): sentence.text
      default: nil
      }
    }
  }

  /// The tables that an outcome shows beside its result, by heading.
  static func tables(_ outcome: Outcome) -> [String: ResultTable] {
    var tables: [String: ResultTable] = [:]
    for case .table(let heading, let table) in outcome.blocks { tables[heading] = table }
    return tables
  }

  /// A plan as it is kept.
  func plan(_ name: String) throws -> PlanRecord? { try session.database.plan(named: name) }

  /// All that the notebook holds, to tell whether a statement changed anything.
  func contents() throws -> [[SQLValue]] {
    let database = session.database
    var all: [[SQLValue]] = []
    let tables = try database.rows(
      "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    for table in tables {
      all.append(table)
      guard case .text(let name) = table[0], case .text(let sql) = table[1],
        sql.hasPrefix("CREATE TABLE")
      else { continue }
      all += try database.rows("SELECT * FROM \(SQLIdentifier(name)) ORDER BY 1")
    }
    return all
  }
}

extension [SQLValue] {
  /// The texts among the values.
  var texts: [String] {
    compactMap { if case .text(let text) = $0 { text } else { nil } }
  }
}

extension ResultTable {
  /// A row as a dictionary by column.
  func row(_ index: Int) -> [String: SQLValue] {
    Dictionary(
      zip(columns.map(\.name), rows[index]).map { ($0, $1) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The values of a column, top down; empty where there is no such column.
  func column(_ name: String) -> [SQLValue] {
    guard let place = columns.firstIndex(where: { $0.name == name }) else { return [] }
    return rows.map { $0[place] }
  }
}

/// Tests name codes as records and users see them.
extension ErrorCode: ExpressibleByStringLiteral {
  public init(stringLiteral code: String) { self = ErrorCode(rawValue: code) ?? .internalFault }

  static func == (left: ErrorCode, right: String) -> Bool { left.rawValue == right }
  static func != (left: ErrorCode, right: String) -> Bool { left.rawValue != right }
}

extension ErrorCode? {
  static func == (left: ErrorCode?, right: String?) -> Bool { left?.rawValue == right }
  static func == (left: ErrorCode?, right: String) -> Bool { left?.rawValue == right }
}
