import CommandLanguage
import Glibc
import Store
import Synchronization
import Testing

@testable import Notebook

/// A Ctrl-C that comes at the Nth asking of one statement, and counts what is asked after it.
private final class ArmedInterruption: Sendable {
  private struct State {
    var isArmed = false
    var last = Int.max
    var asked = 0
  }

  private let state = Mutex(State())

  func arm(after last: Int = .max) {
    state.withLock { $0 = State(isArmed: true, last: last) }
  }

  func disarm() { state.withLock { $0.isArmed = false } }

  var asked: Int { state.withLock { $0.asked } }

  @Sendable func isInterrupted() -> Bool {
    state.withLock { state in
      guard state.isArmed else { return false }
      state.asked += 1
      return state.asked > state.last
    }
  }
}

@Suite("Ctrl-C in long work")
struct InterruptionTests {
  /// A statement that takes long on a large notebook, and what it needs.
  struct Work: Sendable, CustomTestStringConvertible {
    var statement: String
    var setup = ""
    /// The fewest askings that it must come to.
    var least: Int

    var testDescription: String { statement }
  }

  static let table = """
    create table t as with recursive n(i) as (select 1 union all select i + 1 from n where i < 9000)
    select i, i * 0.5 as r, 'text ' || i as s from n;
    """

  static let work = [
    Work(statement: "load \"t.csv\"", least: 10),
    Work(statement: "load \"t.json\"", least: 10),
    Work(statement: "load \"t.jsonl\"", least: 10),
    Work(statement: "load \"t.xlsx\"", least: 10),
    Work(
      statement: "load \"\(NotebookHarness.repository)/datasets/october-2025.xlsx\"", least: 100),
    Work(statement: "load \"\(NotebookHarness.repository)/datasets/week-2025-43.json\"", least: 50),
    Work(
      statement: "load \"\(NotebookHarness.repository)/datasets/places.csv\" replace", least: 50),
    Work(statement: "export t to \"x.csv\"", setup: table, least: 9_000),
    Work(statement: "export t to \"x.json\"", setup: table, least: 9_000),
    Work(statement: "export t to \"x.md\"", setup: table, least: 9_000),
    Work(statement: "export t to \"x.xlsx\"", setup: table, least: 18_000),
    Work(statement: "select * from t;", setup: table, least: 5),
    Work(
      statement: "replay \"\(NotebookHarness.repository)/sessions/quickstart.carnet\"", least: 20),
  ]

  /// A folder with one table in every form that is loaded.
  private static func folder() throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome(table)
    for ending in ["csv", "json", "jsonl", "xlsx"] {
      try notebook.outcome("export t to \"t.\(ending)\"")
    }
    return folder
  }

  @Test("it is asked for all along, and ends the statement within a few steps", arguments: work)
  func stops(work: Work) throws {
    let folder = try Self.folder()
    let interruption = ArmedInterruption()
    func opened() throws -> NotebookHarness {
      let notebook = try NotebookHarness(
        folder: folder.path, isInterrupted: interruption.isInterrupted)
      // Drivers and places come with the first command.
      try notebook.outcome("tables")
      if !work.setup.isEmpty { try notebook.outcome(work.setup) }
      return notebook
    }
    let whole = try opened()
    interruption.arm()
    try whole.outcome(work.statement)
    interruption.disarm()
    let asked = interruption.asked
    #expect(asked >= work.least)
    for name in ["x.csv", "x.json", "x.md", "x.xlsx"] { unlink(folder.path + "/" + name) }
    let files = folder.names()
    for last in (0..<4).map({ asked * $0 / 4 }) {
      let notebook = try opened()
      let before = try notebook.contents()
      interruption.arm(after: last)
      let failure = notebook.failure(work.statement)
      interruption.disarm()
      // How often one waits for another thread differs from run to run: it may have been too late.
      guard interruption.asked > last else { continue }
      if last == 0 { #expect(failure != nil) }
      #expect(failure?.code == "E-stopped", "at \(last) of \(asked)")
      #expect(interruption.asked - last < 50, "\(interruption.asked - last) steps after \(last)")
      #expect(try notebook.contents() == before, "at \(last) of \(asked)")
      #expect(folder.names() == files, "at \(last) of \(asked)")
    }
  }
}
