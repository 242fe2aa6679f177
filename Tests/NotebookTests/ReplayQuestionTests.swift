import CommandLanguage
import Foundation
import SessionRecord
import Store
import Testing

@testable import Notebook

@Suite("Replay: what would be, updates, differences")
struct ReplayQuestionTests {
  /// A folder with a recorded session over two small files.
  private static func recorded() throws -> (TemporaryDirectory, NotebookHarness) {
    let folder = try TemporaryDirectory()
    let session = try MutatedSession(in: folder)
    try folder.write(session.text.utf8, to: "s.carnet")
    return (folder, try NotebookHarness(folder: folder.path))
  }

  @Test("over seeds only what draws moves, and its figures are described")
  func seeds() throws {
    let (folder, notebook) = try Self.recorded()
    try folder.write(
      "#carnet 1\nselect 0.5 as half;\n#= rows 1\nselect abs(random() % 1000) * 0.5 as draw;\n"
        .utf8,
      to: "r.carnet")
    let outcome = try notebook.outcome("replay \"r.carnet\" with seed 1..5")
    let table = try #require(outcome.result)
    #expect(Set(table.column("line")) == [.integer(4)])
    #expect(table.column("n").allSatisfy { $0 == .integer(5) })
    #expect(table.column("figure").texts == ["draw of row 1"])
    #expect(!outcome.hasDiverged)
    #expect(
      notebook.failure("replay \"r.carnet\" with seed 5..1")?.code == "E-seed")
  }

  @Test("over seeds cells are figures, by the names of their rows where all runs have these")
  func seededCells() throws {
    let (folder, notebook) = try Self.recorded()
    try folder.write(
      """
      #carnet 2
      with n(name) as (values ('Anna'), ('Bo')) select name, abs(random() % 9) as draw from n;
      select 'r' || abs(random() % 1000) as word, abs(random() % 1000) as draw;
      create table long as
        with recursive n(i) as (values (1) union all select i + 1 from n where i < 200)
        select i, random() % 1000 * 1.0 as draw from n;
      select * from long;
      #end

      """.utf8, to: "r.carnet")
    let outcome = try notebook.outcome("replay \"r.carnet\" with seed 1..5")
    let names = try #require(outcome.result).column("figure").texts
    #expect(names.prefix(3) == ["sum(draw)", "min(draw)", "max(draw)"])
    #expect(names.contains("draw of Anna") && names.contains("draw of Bo"))
    #expect(names.contains("draw of row 1") && names.contains("draw of row 100"))
    #expect(!names.contains("draw of row 101"))
    let talk = NotebookHarness.talk(outcome).joined(separator: "\n")
    #expect(talk.contains("1 more cell moved but contains no number"))
    #expect(talk.contains("1 table of more than 100 rows"))
    try folder.write(
      "#carnet 2\ncreate table t as select abs(random() % 99) as a;\n#end\n".utf8, to: "t.carnet")
    let told = NotebookHarness.talk(try notebook.outcome("replay \"t.carnet\" with seed 1..3"))
    #expect(told.contains("1 statement returned other contents that no figure shows"))
  }

  @Test("with another rule the facts that stand on it move, and nothing is verified")
  func rule() throws {
    let (folder, notebook) = try Self.recorded()
    defer { withExtendedLifetime(folder) {} }
    let outcome = try notebook.outcome("replay \"s.carnet\" with rule speed 9")
    let statements = try #require(outcome.result).column("statement").texts
    #expect(statements.contains { $0.hasPrefix("dispatch fleet") })
    #expect(!statements.contains { $0.hasPrefix("select id, km from t") })
    #expect(!outcome.hasDiverged)
  }

  @Test("with another file the facts that stand on it move by so much")
  func data() throws {
    let (folder, notebook) = try Self.recorded()
    try folder.write("id,driver,km\n1,Anna,1.5\n2,Bo,2.5\n".utf8, to: "other.csv")
    let table = try #require(
      try notebook.outcome("replay \"s.carnet\" with data \"other.csv\" for t").result)
    let rows = (0..<table.rowCount).map(table.row)
    let sum = try #require(rows.first { $0["figure"] == .text("sum(km)") })
    #expect(sum["is"] == .real(4))
    let count = try #require(rows.first { $0["figure"] == .text("rows") })
    #expect(count["was"] == .integer(24))
    #expect(count["is"] == .integer(2))
    #expect(count["difference"] == .integer(-22))
    #expect(count["percent"] == .real(-91.67))
    #expect(
      notebook.failure("replay \"s.carnet\" with data \"other.csv\" for nothing")?.code == "E-name")
  }

  @Test("an update writes what differs and leaves a script that verifies; a failure writes nothing")
  func update() throws {
    let (folder, notebook) = try Self.recorded()
    let path = folder.path + "/s.carnet"
    var text = try TemporaryDirectory.text(of: path)
    text = text.replacing("rows 24", with: "rows 25").replacing(
      "#carnet 1\n", with: "#carnet 1\n# mine\n")
    try folder.write(text.utf8, to: "s.carnet")
    #expect(try notebook.outcome("replay \"s.carnet\"").hasDiverged)
    let table = try #require(try notebook.outcome("replay \"s.carnet\" update").result)
    #expect(Set(table.column("figure").texts) == ["rows"])
    #expect(
      try TemporaryDirectory.text(of: path) == text.replacing("rows 25", with: "rows 24"))
    #expect(try !notebook.outcome("replay \"s.carnet\"").hasDiverged)
    unlink(folder.path + "/t.csv")
    #expect(notebook.failure("replay \"s.carnet\" update")?.code == "E-record")
    #expect(
      try TemporaryDirectory.text(of: path) == text.replacing("rows 25", with: "rows 24"))
  }

  @Test("until a line, the statements behind it do not run")
  func until() throws {
    let (folder, notebook) = try Self.recorded()
    defer { withExtendedLifetime(folder) {} }
    let all = try #require(try notebook.outcome("replay \"s.carnet\"").result)
    guard case .integer(let line) = all.column("line")[4] else { return }
    let some = try #require(try notebook.outcome("replay \"s.carnet\" until \(line)").result)
    #expect(some.rowCount == 5)
  }

  @Test("two sessions are compared without running anything")
  func diff() throws {
    let (folder, notebook) = try Self.recorded()
    let text = try TemporaryDirectory.text(of: folder.path + "/s.carnet")
    try folder.write(
      text.replacing("rows 24", with: "rows 25", maxReplacements: 1).utf8, to: "o.carnet")
    let table = try #require(try notebook.outcome("diff \"s.carnet\" \"o.carnet\"").result)
    #expect(table.rowCount == 1)
    #expect(table.row(0)["what"] == .text("rows"))
    #expect(table.row(0)["is"] == .integer(25))
  }
}
