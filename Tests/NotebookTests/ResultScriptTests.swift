import CommandLanguage
import SessionRecord
import Store
import TerminalText
import Testing

@testable import Notebook

@Suite("The script of one result, and warnings of what does not replay")
struct ResultScriptTests {
  @Test("only what a result stands on is in its script, which verifies")
  func smallest() throws {
    let folder = try TemporaryDirectory()
    _ = try MutatedSession(in: folder)
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.record()
    try notebook.outcome(
      """
      load "t.csv" as t
      load "sheet.csv" as fleet
      set rule speed 33
      wrong = select 1 as one;
      base = select id, driver, km from t order by id;
      select count(*) as n from base;
      sums = select driver, sum(km) as km from base group by driver order by driver;
      set rule speed 20
      dispatch fleet with greedy as plan
      """)
    let outcome = try notebook.outcome("save sums as \"sums.carnet\"")
    #expect(NotebookHarness.talk(outcome).first?.hasPrefix("sums.carnet: ") == true)
    let file = try SessionFile.read(folder.path + "/sums.carnet")
    #expect(
      file.entries.map(\.source).filter { !$0.hasPrefix("set ") }.map { String($0.prefix(6)) }
        == ["load \"", "base =", "sums ="])
    let context = NotebookHarness.context(folder: folder.path)
    let report = try SessionReplay(context: context).run(
      folder.path + "/sums.carnet", show: { _, _, _ in })
    #expect(report.isVerified, "\(report.lines)")
    try notebook.outcome("save plan as \"plan.carnet\"")
    let plan = try SessionFile.read(folder.path + "/plan.carnet").entries.map(\.source)
    #expect(plan.last?.hasPrefix("dispatch fleet") == true)
    #expect(plan.contains("set rule speed 20"))
  }

  @Test("a result that does not come out the same is not written")
  func unproven() throws {
    let folder = try TemporaryDirectory()
    let notebook = try NotebookHarness(folder: folder.path)
    // The second of the same statements draws other numbers than the first, alone too.
    try notebook.outcome("b = select random() as r;\nb = select random() as r;")
    try notebook.outcome("save b as \"b.carnet\"")
    try folder.write("x\n1\n".utf8, to: "a.csv")
    try notebook.outcome("load \"a.csv\" as a")
    try folder.write("x\n2\n".utf8, to: "a.csv")
    let failure = try #require(notebook.failure("save a as \"a.carnet\""))
    #expect(failure.code == "E-record")
    #expect(!FilePath.exists(folder.path + "/a.carnet"))
  }

  private static func warnings(_ notebook: NotebookHarness, _ text: String) throws -> [String] {
    try notebook.outcome(text).blocks.compactMap {
      if case .warning(let sentence) = $0 { sentence.text } else { nil }
    }
  }

  @Test(
    "a limit without a total order is warned about, and no other",
    arguments: [
      ("select driver from t limit 3;", true), ("select km from t limit 5;", true),
      ("select driver, km from t order by driver limit 5;", true),
      ("select id, km from t order by id limit 3;", false),
      ("select driver, id from t order by driver, id limit 3;", false),
      ("select driver, id from t order by 1, 2 desc limit 3;", false),
      (
        "select driver, count(*) as n from t group by driver order by n desc, driver limit 2;",
        false
      ),
      (
        "select driver, km from (select 'a' as driver, 1 as km union all select 'b', 1) order by km limit 1;",
        true
      ),
      ("select count(*) as n from t limit 9;", false), ("select id from t;", false),
      ("select * from (select id from t limit 3);", false),
    ])
  func limits(sql: String, isLoose: Bool) throws {
    let folder = try TemporaryDirectory()
    _ = try MutatedSession(in: folder)
    let notebook = try NotebookHarness(folder: folder.path)
    try notebook.outcome("load \"t.csv\" as t")
    #expect(try Self.warnings(notebook, sql).contains { $0.contains("limit") } == isLoose)
  }

  @Test("the clock, foreign paths and clients are warned about")
  func others() throws {
    let folder = try TemporaryDirectory()
    _ = try MutatedSession(in: folder)
    let notebook = try NotebookHarness(folder: folder.path)
    #expect(try Self.warnings(notebook, "load \"sheet.csv\" as fleet").isEmpty)
    #expect(try Self.warnings(notebook, "load \"\(folder.path)/t.csv\" as t").count == 1)
    #expect(try Self.warnings(notebook, "select date('now') as d;").count == 1)
    #expect(try Self.warnings(notebook, "select current_timestamp as d;").count == 1)
    #expect(try Self.warnings(notebook, "select 'now' as d, random() as r;").isEmpty)
    #expect(
      try Self.warnings(notebook, "select * from fleet where client = 'ARVALOZ Anne';").count == 1)
    #expect(try Self.warnings(notebook, "note \"Arvaloz Anne waits\"").count == 1)
  }
}
