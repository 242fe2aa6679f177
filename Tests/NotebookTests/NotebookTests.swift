import CommandLanguage
import Foundation
import Plotting
import SessionRecord
import Store
import TerminalText
import Testing

@testable import Notebook

@Suite("The notebook")
struct NotebookTests {
  @Test(
    "what analyst SQL may not do is refused before it runs, with a reason and a way out",
    arguments: [
      ("delete from october;", "an imported dataset"), ("drop table october;", "a dataset dropped"),
      ("insert into rides values (1);", "a built-in view"),
      ("update places set kind = 1;", "places"),
      ("delete from \"october recorded\";", "a recorded plan"),
      ("delete from carnet_ride;", "the notebook's own table"),
      ("create table rides (a);", "a reserved name"),
      ("create trigger t instead of delete on october begin select 1; end;", "a trigger on it"),
      ("attach 'x' as y;", "another file"), ("pragma user_version;", "a pragma"),
      ("begin", "begin"),
      ("commit", "commit"), ("savepoint a", "a savepoint"), ("vacuum;", "vacuum"),
      ("select load_extension('x');", "code"),
      ("create virtual table v using fts5(a);", "a module"),
    ])
  func refused(statement: String, reason: String) throws {
    let notebook = try NotebookHarness.october()
    let before = try notebook.contents()
    let failure = try #require(notebook.failure(statement), "\(reason) was allowed")
    #expect(failure.code == "E-refused", "\(reason): \(failure.headline)")
    #expect(failure.remedy?.isEmpty == false, "\(reason)")
    #expect(try notebook.contents() == before, "\(reason) changed something")
  }

  @Test("an analyst's own tables can be made, changed and dropped")
  func ownTables() throws {
    let notebook = try NotebookHarness.october()
    #expect(
      try notebook.rows(
        """
        create table mine as select driver, count(*) as n from october group by driver;
        update mine set n = n + 1; create view v as select sum(n) as total from mine;
        with t as (select total from v) select total, row_number() over () from t;
        """) == [[.integer(216), .integer(1)]])
    #expect(notebook.failure("drop view v; drop table mine;") == nil)
  }

  @Test("a statement that fails half-way changes nothing")
  func atomic() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("create table t (a integer unique); insert into t values (1);")
    let before = try notebook.contents()
    #expect(notebook.failure("insert into t values (2), (1);")?.code == "E-sql")
    #expect(try notebook.contents() == before)
  }

  @Test("any text survives as a column's name and as a value")
  func nastyNames() throws {
    let notebook = try NotebookHarness()
    for name in ["a\"b", "'", "é ü", "select", "x;--", "\t", "日本", " "] {
      let quoted = "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\""
      let outcome = try notebook.outcome("kept = select 'v' as \(quoted);")
      #expect(outcome.result?.columns.map(\.name) == [name])
      #expect(try notebook.session.database.columnNames(of: "kept") == [name])
    }
  }

  @Test("random() draws from the session's seed: two sessions draw the same, two statements not")
  func seededRandom() throws {
    let first = try NotebookHarness().rows("select random();")
    #expect(try NotebookHarness().rows("select random();") == first)
    #expect(try NotebookHarness().rows("select random() as other;") != first)
  }

  @Test("a runaway query stops when it is told to, and changes nothing")
  func interruption() throws {
    let notebook = try NotebookHarness(isInterrupted: NotebookHarness.interruption(after: 3))
    let failure = notebook.failure(
      "create table x as with recursive t(n) as (select 1 union all select n + 1 from t) "
        + "select n from t;")
    #expect(failure?.code == "E-stopped")
    #expect(try notebook.session.database.relations().contains { $0.name == "x" } == false)
  }

  @Test("a Ctrl-C that comes before a statement starts stops it, however short it is")
  func interruptedBefore() throws {
    let notebook = try NotebookHarness(isInterrupted: { true })
    #expect(notebook.failure("create table x (a);")?.code == "E-stopped")
    #expect(try notebook.session.database.relations().contains { $0.name == "x" } == false)
  }

  @Test("22 October is 6-2-2 as recorded and 4-3-3 by greedy, and neither breaks a rule")
  func referenceDay() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome(
      "dispatch october on 2025-10-22 with recorded as office\n"
        + "dispatch october on 2025-10-22 with greedy as wednesday")
    func loads(_ plan: String) throws -> [[SQLValue]] {
      try notebook.rows(
        "select rides from loads where plan = '\(plan)' order by rides desc, driver;")
    }
    #expect(try loads("office") == [[.integer(6)], [.integer(2)], [.integer(2)]])
    #expect(try loads("wednesday") == [[.integer(4)], [.integer(3)], [.integer(3)]])
    #expect(
      try notebook.rows("select count(*) from violations where plan in ('office', 'wednesday');")
        == [[.integer(0)]])
  }

  @Test("a plan without a name gets the next free one, and the record says which")
  func planName() throws {
    let notebook = try NotebookHarness.october()
    let evaluations = notebook.run(
      "dispatch october on 2025-10-22 with nearest\ndispatch october on 2025-10-22 with greedy")
    #expect(
      evaluations.map(\.canonical) == [
        "dispatch october on 2025-10-22 with nearest as plan_1",
        "dispatch october on 2025-10-22 with greedy as plan_2",
      ])
  }

  @Test("the recorded plan's broken rules are shown with it")
  func violations() throws {
    let outcome = try NotebookHarness.october().outcome(
      "dispatch october with recorded as all_days")
    #expect(NotebookHarness.talk(outcome).contains { $0.contains("breaks 4 rules") })
  }

  @Test("plots fit every width, and ASCII ones hold nothing else", arguments: [20, 40, 80, 200])
  func plotWidths(width: Int) throws {
    let notebook = try NotebookHarness.october()
    for statement in [
      "plot load of october", "plot load of october by date",
      "plot load of october on 2025-10-22 against recorded",
    ] {
      let outcome = try notebook.outcome(statement)
      for case .plot(let plot) in outcome.blocks {
        func draw(_ canvas: TextCanvas) -> [String] {
          TextPlotRenderer(canvas: canvas).lines(of: plot).map(\.text)
        }
        for line in draw(TextCanvas(width: width)) { #expect(displayWidth(of: line) <= width) }
        let ascii = draw(TextCanvas(width: width, glyphs: .ascii))
        #expect(ascii.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } })
      }
    }
  }

  @Test("a rule outside its range is refused with the range, a misspelt name with the nearest")
  func rules() throws {
    let notebook = try NotebookHarness.october()
    #expect(notebook.failure("set rule speed 0")?.headline.contains("1 to 130") == true)
    #expect(notebook.failure("select * from octobre;")?.remedy == "did you mean october?")
    #expect(notebook.blamed("select * from octobre;") == "octobre")
  }

  @Test("every verb has help, and every example is a statement of the language")
  func help() throws {
    let catalogue = try CommandCatalogue()
    for verb in catalogue.grammar.verbs {
      #expect(catalogue.grammar.help(verb: verb)?.isEmpty == false, "\(verb)")
    }
    #expect(catalogue.grammar.exampleMistakes().isEmpty)
  }

  @Test("a quoted name that no column has is a mistake, and never taken for a text")
  func quotedSlip() throws {
    let notebook = try NotebookHarness.october()
    let failure = try #require(
      notebook.failure("select count(*) from october where \"drivr\" = 'Dris';"))
    #expect(failure.code == "E-sql" && failure.headline == "no such column: drivr")
  }

  @Test("a ride that nobody serves has no start and no end")
  func unservedTimes() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("set rule max_span 240")
    try notebook.outcome("dispatch october on 2025-10-22 with optimal as span")
    let rows = try notebook.rows("select starts, ends from span where driver is null;")
    #expect(rows == [[.null, .null], [.null, .null]])
  }
}
