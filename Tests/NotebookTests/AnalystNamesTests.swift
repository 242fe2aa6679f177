import CommandLanguage
import Store
import Testing

@testable import Notebook

@Suite("What analysts made, beside the commands")
struct AnalystNamesTests {
  @Test("tables lists what there is, with broken and endless views among it")
  func brokenViews() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome(
      """
      create table gone (a);
      create table here (a, b);
      insert into here values (1, 2);
      create view on_gone as select * from gone;
      create view around as select * from back;
      create view back as select * from around;
      create view endless as with recursive n(i) as (select 1 union all select i + 1 from n)
        select i from n;
      create view fine as select * from here;
      drop table gone;
      """)
    let table = try #require(try notebook.outcome("tables").result)
    let rows = table.rows.filter { $0[1] != .text("built-in") }.map { Array($0[0...4]) }
    let loop = try #require(rows.first).last ?? .null
    #expect(
      rows == [
        [.text("around"), .text("view"), .null, .null, loop],
        [
          .text("back"), .text("view"), .null, .null,
          .text("broken: view back is circularly defined"),
        ],
        [
          .text("endless"), .text("view"), .null, .integer(1), .text("too many rows to count"),
        ],
        [.text("fine"), .text("view"), .integer(1), .integer(2), .null],
        [.text("here"), .text("table"), .integer(1), .integer(2), .null],
        [.text("on_gone"), .text("view"), .null, .null, .text("broken: no such table: main.gone")],
      ])
    #expect(loop == .text("broken: view around is circularly defined"))
  }

  @Test("an index's name counts as taken, with the way to free it")
  func indexNames() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome(
      """
      create table mine (a);
      create index november on mine (a);
      create index plan_1 on mine (a);
      create index "week recorded" on mine (a);
      """)
    for statement in [
      "load \"datasets/october-2025.xlsx\" as november",
      "dispatch october on 2025-10-22 with greedy as november",
    ] {
      let failure = try #require(notebook.failure(statement))
      #expect(failure.headline == "november already names an index")
      #expect(
        failure.remedy == "choose another name, or `drop index \"november\";` first", "\(statement)"
      )
    }
    let kept = try #require(notebook.failure("november = select 1;"))
    #expect(kept.headline.contains("november already names an index"))
    try notebook.outcome("dispatch october on 2025-10-22 with greedy")
    #expect(try notebook.plan("plan_2") != nil)
    let load = try #require(notebook.failure("load \"datasets/october-2025.xlsx\" as week"))
    #expect(
      load.headline
        == "the load also makes the plan `week recorded`, but that already names an index")
  }

  @Test("names of SQL's own tables are refused for new ones")
  func builtInTables() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("create table mine (a);")
    for statement in [
      "create table json_each (a);", "create view JSON_TREE as select 1;",
      "create table pragma_table_info (a);", "json_each = select 1;",
      "alter table mine rename to json_each;", "create table \"\" (a);",
    ] {
      let failure = try #require(notebook.failure(statement), "\(statement)")
      #expect(
        failure.headline.contains("built-in table of SQLite")
          || failure.headline.contains("needs a name"),
        "\(statement): \(failure.headline)")
    }
  }

  @Test("what is made is told by its own name, and only where it is new")
  func made() throws {
    let notebook = try NotebookHarness.october()
    let told = { (statement: String) in
      NotebookHarness.talk(try notebook.outcome(statement))
    }
    #expect(try told("create table Foo (a);") == ["made Foo"])
    #expect(try told("create view \"Büro 2\" as select 1;") == ["made Büro 2"])
    #expect(
      try told("create table if not exists october (a);")
        == ["october already exists; nothing was made"])
    #expect(
      notebook.failure("drop view \"october recorded\";")?.remedy
        == "`forget \"october recorded\"` removes it")
  }

  @Test("a key that is used up is not told as a full disk alone")
  func usedUpKey() throws {
    let notebook = try NotebookHarness()
    let failure = try #require(
      notebook.failure(
        """
        create table t (a integer primary key autoincrement);
        insert into t values (9223372036854775807);
        insert into t values (null);
        """))
    #expect(failure.headline.contains("a table has used its largest key"), "\(failure)")
    #expect(failure.headline.contains("the 1 GB limit of a notebook in memory"), "\(failure)")
  }

  @Test("a cell that SQL could not read is refused by the load")
  func largeCells() throws {
    let folder = try TemporaryDirectory()
    let cell = String(repeating: "x", count: 50_000_001)
    try folder.write("[{\"a\": \"ok\"}, {\"a\": \"\(cell)\"}]".utf8, to: "t.json")
    let notebook = try NotebookHarness(folder: folder.path)
    let failure = try #require(notebook.failure("load \"t.json\""))
    #expect(
      failure.headline == "row 2 of t has a cell of 50 MB, and SQL reads cells of at most 50 MB")
    #expect(try notebook.session.database.object(named: "t") == nil)
  }
}

@Suite("What SQL is refused in a notebook")
struct RefusedSQLTests {
  @Test(
    "a variable without a value is refused, since SQL would take it for NULL",
    arguments: [":limit", "?", "?1", "@a"])
  func variables(variable: String) throws {
    let notebook = try NotebookHarness()
    let failure = notebook.failure("select 1 where 5 > \(variable);")
    #expect(failure?.headline.contains("has no value") == true)
    #expect(notebook.failure("assert select 1 where 5 > \(variable);") != nil)
  }

  @Test(
    "a name with the end of a line is refused, since no command could name it",
    arguments: ["a\nb", "a\rb", "\r\n"])
  func lineEnds(name: String) throws {
    let notebook = try NotebookHarness()
    for sql in ["create table \"\(name)\" (x);", "create view \"\(name)\" as select 1 as x;"] {
      #expect(notebook.failure(sql)?.headline.contains("end of a line") == true)
    }
    try notebook.outcome("create table t (\"\(name)\");")
    #expect(notebook.failure("alter table t rename to \"\(name)\";") != nil)
  }

  @Test("what reads the notebook's own tables is no part of what a replay verifies")
  func ownTables() throws {
    let notebook = try NotebookHarness()
    for sql in ["select count(*) from sqlite_master;", "select count(*) from carnet_statement;"] {
      #expect(try notebook.outcome(sql).unverifiable != nil)
    }
    #expect(try notebook.outcome("select count(*) from drivers;").unverifiable == nil)
  }
}
