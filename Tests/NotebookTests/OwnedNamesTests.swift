import CommandLanguage
import Testing

@testable import Notebook
@testable import Store

@Suite("What the program owns")
struct OwnedNamesTests {
  /// Every way to make, change, drop, shadow or tie something of a name; none may succeed.
  private static func attempts(on name: String, column: String) -> [String] {
    let owned = SQLIdentifier(name).description
    let column = SQLIdentifier(column).description
    return [
      "delete from \(owned);", "delete from main.\(owned) where 1;",
      "insert into \(owned) default values;",
      "insert or replace into \(owned) select * from \(owned);",
      "replace into \(owned) select * from \(owned);",
      "insert into \(owned) select * from \(owned) where true on conflict do nothing;",
      "update \(owned) set \(column) = 1;", "update or ignore main.\(owned) set \(column) = 'x';",
      "with x as (select 1) delete from \(owned);",
      "drop table \(owned);", "drop view \(owned);", "drop table if exists main.\(owned);",
      "alter table \(owned) rename to gone;", "alter table \(owned) add column more;",
      "alter table \(owned) rename column \(column) to other;",
      "alter table \(owned) drop column \(column);",
      "create table \(owned) (a);", "create table main.\(owned) as select 1 as a;",
      "create view \(owned) as select 1 as a;", "create index \(owned) on free (x);",
      "create trigger \(owned) after insert on free begin select 1; end;",
      "create temp table \(owned) (a);", "create table temp.\(owned) (a);",
      "create table \"temp\".\(owned) as select 1 as a;",
      "create temporary view \(owned) as select 1 as a;",
      "alter table free rename to \(owned);", "alter table main.free rename to \(owned);",
      "create index i on \(owned) (\(column));", "create unique index i on \(owned) (1);",
      "create trigger t after insert on \(owned) begin select 1; end;",
      "create trigger t instead of delete on \(owned) begin select 1; end;",
      "create temp trigger t after insert on \(owned) begin select 1; end;",
      "create trigger t after insert on free begin delete from \(owned); end;",
      "create trigger t before delete on free begin insert into \(owned) default values; end;",
      "create trigger t after update of x on free begin update \(owned) set \(column) = 1; end;",
      "create table child (a references \(owned) (id) on delete cascade);",
      "create table child (a, foreign key (a) references \(owned));",
      "alter table free add column a references \(owned) (name);",
    ]
  }

  @Test("no statement of SQL changes, drops, shadows or ties anything that the program owns")
  func matrix() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome(
      """
      dispatch october on 2025-10-22 with greedy as plan
      split october holdout 20%
      load "datasets/week-2025-43.json" as week
      set rule speed 30
      create table free (x integer primary key, y);
      kept = select 1 as a;
      """)
    let owned = try notebook.session.database.rows(
      "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
    ).map { $0[0].text }.filter { $0 != "free" && $0 != "kept" }
    #expect(owned.count > 40)
    let before = try notebook.contents()
    for name in owned + ["sqlite_master", "sqlite_schema"] {
      let column = try notebook.session.database.columnNames(of: name).first ?? "name"
      for attempt in Self.attempts(on: name, column: column) {
        let failure = notebook.failure(attempt)
        #expect(failure != nil, "\(attempt)")
        #expect(failure?.code == "E-refused" || failure?.code == "E-sql", "\(attempt)")
      }
      #expect(try notebook.contents() == before, "\(name)")
    }
    #expect(notebook.failure("insert into free values (1, 2); show _") == nil)
    #expect(notebook.failure("forget plan; forget week; forget october") == nil)
  }

  @Test(
    "a name that the notebook may use one day is given to nothing",
    arguments: [
      "create table CARNET_new (a);", "create view carnet_x as select 1;",
      "create table grdb_x (a);",
      "create index carnet_i on mine (a);", "alter table mine rename to carnet_mine;",
      "alter table mine rename to \"_\";", "alter table mine rename to Rides;",
      "create trigger carnet_t after insert on mine begin select 1; end;",
      "create table \"carnet_\u{17F}\" (a);", "create table \"\u{212A}ept\" (a);",
    ])
  func reserved(statement: String) throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("create table mine (a); kept = select count(*) as a from drivers;")
    let before = try notebook.contents()
    let failure = try #require(notebook.failure(statement))
    #expect(failure.code == "E-refused" || failure.headline.contains("already another table"))
    #expect(try notebook.contents() == before)
  }

  @Test(
    "temporary tables, views and triggers are refused, whatever they are called",
    arguments: [
      "create temp table t (a);", "create table temp.t (a);", "create temp view t as select 1;",
      "create temp trigger t after insert on mine begin select 1; end;",
      "create table \"temp\".t as select 1 as a;",
    ])
  func noTemporaryThings(statement: String) throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("create table mine (a);")
    let failure = try #require(notebook.failure(statement))
    #expect(failure.code == "E-refused")
    #expect(failure.headline.hasPrefix("temporary tables, views and triggers are refused"))
  }

  @Test(
    "the last result is read and not changed",
    arguments: [
      "delete from _;", "update _ set a = 2;", "insert into _ values (3);", "drop table _;",
      "alter table _ rename to mine;", "alter table temp._ add column b;", "drop table temp._;",
      "create index i on _ (a);", "create index temp.i on _ (a);",
    ])
  func lastResult(statement: String) throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("select 1 as a;")
    #expect(notebook.failure(statement)?.code == "E-refused")
    #expect(try notebook.session.database.rows("SELECT a FROM _") == [[.integer(1)]])
  }

  @Test("own tables, views, indexes, triggers and references among them work as they did")
  func ownThings() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome(
      """
      create table parent (id integer primary key autoincrement, name text unique);
      create table child (id integer references parent (id) on delete cascade);
      create index by_name on parent (name);
      create view both as select * from parent join child using (id);
      create trigger log after insert on parent begin insert into child values (new.id); end;
      insert into parent (name) values ('a'), ('b');
      alter table parent rename to elder;
      alter table elder rename column name to title;
      alter table elder add column more references child (id);
      create trigger later after insert on child begin insert into not_there values (1); end;
      drop trigger later;
      create table copy as select * from october;
      delete from copy where km > 5;
      drop table elder;
      """)
    #expect(try notebook.rows("select count(*) as n from child;") == [[.integer(2)]])
  }

  @Test("a trigger that would write an owned table does not fire either, were it there already")
  func firing() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("create table mine (a);")
    // As a notebook of an earlier version may have it.
    try notebook.session.database.transaction { transaction in
      _ = try transaction.rows(
        "CREATE TRIGGER boom AFTER INSERT ON mine BEGIN DELETE FROM carnet_ride; END")
      return nil
    }
    #expect(notebook.failure("insert into mine values (1);")?.code == "E-refused")
    #expect(try notebook.rows("select count(*) as n from october;") == [[.integer(211)]])
  }

  @Test("what an earlier version let refer to imported data does not keep it from being forgotten")
  func forgets() throws {
    let notebook = try NotebookHarness.october()
    try notebook.outcome("dispatch october on 2025-10-22 with greedy as w; kept = select 1 as id;")
    try notebook.session.database.transaction { transaction in
      for sql in [
        "CREATE TABLE mine (d INTEGER REFERENCES carnet_dataset (id))",
        "INSERT INTO mine SELECT id FROM carnet_dataset",
        "CREATE TABLE mine2 (d INTEGER REFERENCES carnet_plan (id))",
        "INSERT INTO mine2 SELECT id FROM carnet_plan",
        "CREATE UNIQUE INDEX kept_id ON kept (id)", "CREATE TABLE mine3 (d REFERENCES kept (id))",
        "INSERT INTO mine3 VALUES (1)",
      ] { _ = try transaction.rows(sql) }
      return nil
    }
    try notebook.outcome("load \"datasets/october-2025.xlsx\" as october replace")
    try notebook.outcome("dispatch october on 2025-10-22 with greedy as w")
    try notebook.outcome("forget kept\nforget w\nforget october")
    for table in ["carnet_ride", "carnet_plan", "carnet_plan_day", "carnet_assignment"] {
      #expect(
        try notebook.session.database.rows("SELECT count(*) FROM \(table)") == [[.integer(0)]],
        "\(table)")
    }
  }

  @Test("two names that differ in a letter's case or coding are one name")
  func oneFolding() throws {
    let notebook = try NotebookHarness()
    try notebook.outcome("é = select 1 as a;")
    try notebook.outcome("É = select 2 as a;")
    #expect(try notebook.rows("select a from É;") == [[.integer(2)]])
    #expect(try notebook.session.database.relations().filter { $0.kind == "result" }.count == 1)
    for statement in [
      "create table é (a);", "create view \"e\u{301}\" as select 1 as a;",
      "create table t (é, É);", "create table u (a); alter table u rename to é;",
      "create table v (ä); alter table v add column Ä;",
    ] {
      #expect(notebook.failure(statement)?.code == "E-refused", "\(statement)")
    }
    #expect(notebook.failure("tables\nforget \"e\u{301}\"") == nil)
    #expect(try !notebook.session.database.relations().contains { $0.kind == "result" })
  }

  @Test("a notebook that holds two such names already opens and works")
  func twoAlready() throws {
    let notebook = try NotebookHarness()
    try notebook.session.database.transaction { transaction in
      for name in ["é", "É"] {
        _ = try transaction.rows("CREATE TABLE \"\(name)\" (a)")
        _ = try transaction.rows(
          "INSERT INTO carnet_object VALUES (?, 'result', 0, '', '')", [.text(name)])
      }
      return nil
    }
    #expect(notebook.failure("tables\nschema é\nshow É\ndescribe é\nhelp sql\nselec 1;") != nil)
    try notebook.outcome("forget É")
    #expect(
      try notebook.session.database.relations().filter { $0.kind == "result" }.map(\.name) == ["é"])
    try notebook.outcome("É = select 2 as a;")
    #expect(
      try notebook.session.database.relations().filter { $0.kind == "result" }.map(\.name) == ["É"])
  }
}
