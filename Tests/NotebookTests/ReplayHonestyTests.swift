import Foundation
import SessionRecord
import Testing

@testable import Notebook

/// Sessions recorded here, then changed as a careless or dishonest hand would change them.
@Suite("Replay: what is not as recorded is never called verified")
struct ReplayHonestyTests {
  private static let table = "driver,km,note\nAnna,10.5,a\nBo,20.5,b\nCleo,30.5,c\nDora,40.5,d\n"
  private static let script = """
    load "t.csv" as t
    select driver, km from t order by driver;
    select km from t order by km desc;
    """

  /// A folder with a session over a small table, recorded as `s.carnet`.
  private static func recorded(_ script: String = script) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    try folder.write(table.utf8, to: "t.csv")
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    notebook.run(script)
    try notebook.outcome("save session as \"s.carnet\"")
    return folder
  }

  private static func replay(_ folder: TemporaryDirectory, _ name: String = "s.carnet") throws
    -> ReplayReport
  {
    try SessionReplay(context: NotebookHarness.context(folder: folder.path))
      .run(folder.path + "/" + name, show: { _, _, _ in })
  }

  /// Replaces a text of the recorded session, which must be there.
  private static func edit(_ folder: TemporaryDirectory, _ old: String, _ new: String) throws {
    let text = try TemporaryDirectory.text(of: folder.path + "/s.carnet")
    try #require(text.contains(old), "\(old) is not in \(text)")
    try folder.write(text.replacing(old, with: new, maxReplacements: 1).utf8, to: "s.carnet")
  }

  private static func words(_ report: ReplayReport) -> [String] { report.lines.map(\.verdict.word) }

  // MARK: Reals

  @Test("exchanged reals of a file move the statements that show them, and their cells are named")
  func exchangedReals() throws {
    let folder = try Self.recorded()
    #expect(try Self.replay(folder).isVerified)
    let swapped = Self.table.replacing("20.5", with: "x").replacing("30.5", with: "20.5")
      .replacing("x", with: "30.5")
    try folder.write(swapped.utf8, to: "t.csv")
    let report = try Self.replay(folder)
    #expect(Self.words(report)[1] == "diverged")
    #expect(report.lines[0].cause?.word == "data")
    #expect(report.lines[1].cause == .consequence(line: report.lines[0].fileLine, name: "t"))
    #expect(
      report.lines[1].because.hasSuffix(
        "km of Bo 20.5 → 30.5; km of Cleo 30.5 → 20.5; the same values of km in another order"))
    let notebook = try NotebookHarness(folder: folder.path)
    try folder.write(Self.table.utf8, to: "t.csv")
    try folder.write(swapped.utf8, to: "t-swapped.csv")
    let moved = try #require(
      try notebook.outcome("replay \"s.carnet\" with data \"t-swapped.csv\" for t").result)
    #expect(moved.column("figure").texts.prefix(2) == ["km of Bo", "km of Cleo"])
  }

  @Test("a statement that gives exchanged reals or another order diverges")
  func editedStatement() throws {
    let folder = try Self.recorded()
    try Self.edit(
      folder, "select driver, km from t order by driver;",
      "select driver, case driver when 'Bo' then 30.5 when 'Cleo' then 20.5 else km end as km "
        + "from t order by driver;")
    try Self.edit(folder, "order by km desc", "order by km asc")
    let report = try Self.replay(folder)
    #expect(report.exitCode == 3)
    #expect(Self.words(report)[1...] == ["diverged", "diverged"])
    #expect(
      report.lines[1].because
        == "km of Bo 20.5 → 30.5; km of Cleo 30.5 → 20.5; the same values of km in another order")
  }

  @Test("a NULL in another row diverges")
  func movedNull() throws {
    let folder = try Self.recorded(
      "select 1 as a, 10.0 as x union all select 2, null union all select 3, 20.0 order by 1;")
    try Self.edit(folder, "2, null union all select 3, 20.0", "2, 20.0 union all select 3, null")
    let report = try Self.replay(folder)
    #expect(Self.words(report) == ["diverged"])
    #expect(report.lines[0].because.contains("x of row 2 NULL → 20.0"))
  }

  // MARK: Files that hold nothing to compare

  @Test("a text without a format line is a script, and replay refuses it")
  func noRecord() throws {
    let folder = try TemporaryDirectory()
    for text in ["", "# just a text\n", "<<<<<<< HEAD\nselect 1;\n"] {
      try folder.write(text.utf8, to: "s.carnet")
      #expect(throws: SessionRecordError.self) { try Self.replay(folder) }
    }
  }

  @Test("a header alone, and statements with nothing recorded, are not verified")
  func nothingCompared() throws {
    let folder = try TemporaryDirectory()
    for text in ["#carnet 2\n#end\n", "#carnet 2\nselect 1 as a;\n#end\n"] {
      try folder.write(text.utf8, to: "s.carnet")
      let report = try Self.replay(folder)
      #expect(report.exitCode == 3)
      #expect(report.summary.hasSuffix("nothing was compared"))
    }
    try folder.write("#carnet 2\nassert 1 = 1;\n#end\n".utf8, to: "s.carnet")
    #expect(try Self.replay(folder).exitCode == 0)
  }

  @Test("a file without its last line is cut short, though its statements verify")
  func cutShort() throws {
    let folder = try Self.recorded()
    try Self.edit(folder, "#end\n", "")
    let report = try Self.replay(folder)
    #expect(report.divergedCount == 0)
    #expect(report.exitCode == 3)
    #expect(report.summary.contains("cut short"))
  }

  @Test("a rule in the header that does not exist is an error, in either form")
  func unknownRule() throws {
    let folder = try TemporaryDirectory()
    for form in 1...2 {
      try folder.write(
        "#carnet \(form)\n#: seed 1, rules bording=9\nselect 1 as a;\n#end\n".utf8, to: "s.carnet")
      #expect(throws: SessionRecordError.self) { try Self.replay(folder) }
    }
  }

  // MARK: Forged records

  @Test("another error of the same code is not the recorded one, nor is a forged sentence")
  func otherError() throws {
    let folder = try Self.recorded("select * from nowhere;")
    #expect(try Self.replay(folder).isVerified)
    try Self.edit(folder, "#x E-sql: no such table: nowhere", "#x E-sql: disk is full")
    #expect(Self.words(try Self.replay(folder)) == ["other error"])
    let other = try Self.recorded("select * from nowhere;")
    try Self.edit(other, "select * from nowhere;", "select 1 from ;")
    let report = try Self.replay(other)
    #expect(Self.words(report) == ["other error"])
    #expect(report.lines[0].cause == .otherError)
  }

  @Test("a picture that the statement did not give is an edited picture")
  func forgedPicture() throws {
    let folder = try Self.recorded("select 12 as gap;")
    try Self.edit(folder, "#|  12", "#|   1")
    let report = try Self.replay(folder)
    #expect(Self.words(report) == ["picture edited"])
    #expect(report.lines[0].cause?.word == "record edited")
    #expect(report.exitCode == 3)
  }

  @Test("a forged or struck block is not verified")
  func forgedBlock() throws {
    let folder = try Self.recorded("select 'Bo' as driver, 12 as gap;")
    try Self.edit(folder, "[[\"Bo\",12]]", "[[\"Bo\",1]]")
    let report = try Self.replay(folder)
    #expect(Self.words(report) == ["picture edited"])
    #expect(report.lines[0].because.contains("gap of Bo 1 → 12"))
    let struck = try Self.recorded("select 'Bo' as driver, 12 as gap;")
    let text = try TemporaryDirectory.text(of: struck.path + "/s.carnet")
    let kept = text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("#^") }
    try struck.write(kept.joined(separator: "\n").utf8, to: "s.carnet")
    let second = try Self.replay(struck)
    #expect(Self.words(second) == ["diverged"])
    #expect(second.lines[0].cause?.word == "record edited")
  }

  @Test("a fact that was struck out of a record is missed")
  func struckFact() throws {
    let folder = try Self.recorded("select 'Bo' as driver, 12 as gap;")
    try Self.edit(folder, "#= rows 1\n", "")
    let report = try Self.replay(folder)
    #expect(Self.words(report) == ["diverged"])
    #expect(report.lines[0].cause == .recordEdited("the fact `rows` was removed"))
  }

  // MARK: What is open

  @Test("rows in another order verify where the statement leaves the order open")
  func openOrder() throws {
    let folder = try Self.recorded(
      """
      load "t.csv" as t
      create table u as select * from t;
      select driver, km from u where km > 0;
      """)
    try Self.edit(
      folder, "select driver, km from u where",
      "create index i on u(km desc);\nselect driver, km from u where")
    let report = try Self.replay(folder)
    #expect(report.exitCode == 0, "\(report.summary)")
    #expect(report.lines.last?.because.contains("rows compared in any order") == true)
  }

  @Test(
    "what reads the clock, and what reads that, is not verifiable, and does not fail the session")
  func clock() throws {
    let folder = try Self.recorded(
      """
      select 1 as a;
      create view today as select date('now') as day;
      t = select * from today;
      select day > '2000' as late from t;
      """)
    let report = try Self.replay(folder)
    #expect(
      Self.words(report) == ["verified", "verified", "not verifiable", "not verifiable"])
    #expect(report.lines[2].because.hasPrefix("this reads the clock"))
    #expect(
      report.lines[3].because
        == "it depends on line \(report.lines[2].fileLine), which is not verifiable")
    #expect(report.exitCode == 0)
  }

  // MARK: Causes

  @Test("a folder in a file's place and a missing file are causes of their own")
  func folderAndMissingFile() throws {
    let folder = try Self.recorded()
    unlink(folder.path + "/t.csv")
    #expect(try Self.replay(folder).lines[0].cause == .missingFile("t.csv"))
    try folder.makeFolder("t.csv")
    let report = try Self.replay(folder)
    #expect(report.lines[0].cause == .folder("t.csv"))
    #expect(report.lines[1].cause == .consequence(line: report.lines[0].fileLine, name: "t"))
  }

  @Test(
    "a reader that fails makes nothing diverge, a writer all that reads what it would have written")
  func failingReader() throws {
    let folder = try Self.recorded(
      """
      create table a (n);
      create table b (n);
      select n from b;
      insert into a select count(n) from b;
      select n from a;
      select 5 as x;
      """)
    try Self.edit(folder, "create table b (n);", "create table b (m);")
    let report = try Self.replay(folder)
    let edited = report.lines[1].fileLine
    #expect(report.lines[2].cause == .consequence(line: edited, name: "b"))
    #expect(report.lines[3].cause == .consequence(line: edited, name: "b"))
    #expect(report.lines[4].cause == .consequence(line: edited, name: "a"))
    #expect(report.lines[5].verdict.isVerified)
  }

  @Test("a command that fails to read a thing has not replaced it, nor made others of its kind")
  func failingCommand() throws {
    let folder = try Self.recorded(
      """
      load "t.csv" as t;
      create table b (n);
      head b;
      select count(*) as n from rides;
      select count(*) as n from t;
      """)
    try Self.edit(folder, "create table b (n);", "create table c (n);")
    let report = try Self.replay(folder)
    let edited = report.lines[1].fileLine
    #expect(report.lines[2].cause == .consequence(line: edited, name: "b"))
    #expect(Self.words(report)[3...] == ["verified", "verified"], "\(report.summary)")
  }
}
