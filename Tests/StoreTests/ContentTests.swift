import Tabular
import Testing

@testable import Store

@Suite("What tables hold that SQL changes")
struct ContentTests {
  let notebook: NotebookDatabase

  init() throws { notebook = try NotebookDatabase(.memory) }

  @discardableResult
  private func run(_ sql: String, naming name: String? = nil) throws -> SQLOutcome {
    try notebook.run(sql: sql, naming: name, isInterrupted: { false }, seed: 1) { done in
      LineageEntry(source: sql, settings: "", folder: "/", effects: done.effects)
    }
  }

  /// What a table holds, read whole and by the code that takes the facts of results.
  private func read(_ name: String) throws -> TableContent {
    let (columns, rows) = try notebook.resultColumns(of: name)
    let fingerprint = try notebook.fingerprint(
      of: name, columns: Array(columns.indices), isReal: columns.map { _ in false })
    return TableContent(
      name: name, rowCount: rows,
      columns: zip(columns, fingerprint.columns).map {
        TableContent.Column(name: $0.name, kind: $0.kind, orderFree: $1.orderFree)
      }, orderFree: fingerprint.orderFree)
  }

  /// Runs statements, and expects of each that what it says tables hold is what they hold.
  private func check(_ statements: [String], _ tables: [String]) throws {
    for sql in statements {
      for content in try run(sql).contents {
        #expect(try content == read(content.name), "\(sql)")
      }
    }
    for table in tables {
      let last = try run("insert into \(table) default values").contents
      #expect(try last.first { $0.name == table } == read(table), "\(table)")
    }
  }

  private func kept() throws -> [String] {
    try notebook.rows("SELECT name FROM main.carnet_content ORDER BY name").map { $0[0].text }
  }

  @Test(
    "a statement tells what each table holds that it made or might have changed, and of no other")
  func tells() throws {
    #expect(try run("create table t (a integer, b real, c)").contents.map(\.rowCount) == [0])
    #expect(try run("create table u (x)").contents.map(\.name) == ["u"])
    let inserted = try run("insert into t values (1, 2, 'x'), (2, 2.5, null), (3, 1, x'00')")
      .contents
    #expect(try inserted == [read("t")])
    #expect(inserted.first?.columns.map(\.kind) == [.integer, .real, .mixed])
    #expect(try run("update t set c = 1 where a = 9").contents == [read("t")])
    #expect(try run("select * from t").contents.isEmpty)
    #expect(try run("delete from t").contents == [read("t")])
    #expect(try run("drop table u").contents.isEmpty)
    #expect(try kept() == ["t"])
  }

  @Test("the same rows in any order, however they came there, are the same content")
  func anyOrder() throws {
    try run("create table t (a, b)")
    try run("insert into t values (1, 'x'), (2, 'y'), (3, 'z')")
    let before = try run("insert into t values (4, null)").contents
    try run("delete from t")
    try run("insert into t values (9, null), (3, 'z'), (2, 'y')")
    try run("insert into t values (1, 'x')")
    #expect(try run("update t set a = 4 where a = 9").contents == before)
    #expect(try run("update t set b = 'z' where a = 2").contents != before)
  }

  @Test("every way in which SQL writes is followed: conflicts, upserts, triggers, views, returning")
  func ways() throws {
    try check(
      [
        "create table t (id integer primary key, k text unique, n real default 1)",
        "create table log (what, n)",
        "create trigger after_t after update on t begin insert into log values (old.k, new.n); "
          + "delete from log where n is null; end",
        "create trigger gone after delete on t begin insert into log values ('gone', old.n); end",
        "insert into t (k, n) values ('a', 1), ('b', 2.5), ('c', null)",
        "insert or replace into t (k, n) values ('a', 7)",
        "insert or replace into t (id, k, n) values (2, 'c', 8)",
        "replace into t (id, k) values (4, 'd')",
        "insert or ignore into t (k) values ('d')",
        "insert into t (k, n) values ('d', 3) on conflict (k) do update set n = excluded.n + n",
        "update or replace t set k = 'c' where k = 'a'",
        "update or ignore t set k = 'd' where k = 'c'",
        "update t set id = id + 100", "update t set n = 3 where k = 'd' returning *",
        "create view v as select k, n from t",
        "create trigger into_v instead of insert on v begin insert into t (k, n) "
          + "values (new.k, new.n); update t set n = n + 1; end",
        "insert into v values ('e', 5), ('f', 6)",
        "insert into t (k, n) select k || '2', n from t",
        "with w as (select 'w' as k) insert into t (k) select k from w",
        "create table copy as select * from t", "insert into copy select * from copy",
        "delete from copy where rowid % 2 = 0", "delete from t", "delete from log",
        "create table same (id integer primary key, k text unique, n real default 1)",
        "insert into t (k, n) values ('x', 1), ('y', 2)", "insert into same select * from t",
      ], ["t", "log", "copy", "same"])
  }

  @Test("tables of every form: without row numbers, generated columns, strict, quoted names")
  func forms() throws {
    try check(
      [
        "create table w (b real, a text, n int, primary key (a, n)) without rowid",
        "insert into w values (1, 'x', 1), (2, 'y', 2)",
        "create table w2 (b real, a text, n int, "
          + "primary key (a, n)) without rowid", "insert into w2 select * from w",
        "update w set n = n + 1", "replace into w values (3, 'x', 2)", "delete from w",
        "insert into w values (5, 'z', 1)",
        "create table g (a real, b as (a * 2), c as (a + 1) stored)",
        "insert into g (a) values (1), (2)", "update g set a = 7 where a = 1",
        "delete from g where a = 2",
        "create table s (i integer, r real, t text, b blob, x any) strict",
        "insert into s values (1, 1, 'a', x'01', 1), (2, 2.5, 'b', x'', '1')",
        "update s set r = i", "create table \"odd Name\" (\"a b\" double, \"select\" float)",
        "insert into \"odd Name\" values (1, 2), (3, 4.5)",
        "update \"ODD name\" set \"select\" = 1",
        "create table É (a)", "insert into É values (1)", "update É set a = 2",
        "create table m (a real, b numeric, c integer, d text, e blob)",
        "insert into m values (1, 1.0, '7', 8, 9), ('x', 'x', 'x', 'x', x'00')",
        "update m set a = 4611686018427387904, b = 1e300, c = 2.5",
      ], [])
  }

  @Test("altered tables are read anew, and rows from before a column was added are known")
  func altered() throws {
    try check(
      [
        "create table t (a)", "insert into t values (1), (2), (3)",
        "alter table t add column b default 7", "delete from t where a = 1",
        "update t set a = 9 where a = 2", "insert into t values (4, null)",
        "delete from t where a = 3",
        "alter table t add column c", "update t set c = a", "alter table t rename column c to d",
        "alter table t drop column b", "alter table t rename to u", "insert into u values (1, 2)",
        "create table t (a real default 2)", "insert into t default values", "delete from t",
      ], ["t"])
    #expect(try kept() == ["t", "u"])
  }

  @Test("what fails leaves all sums as they were")
  func failures() throws {
    try run("create table t (a integer check (a < 10), b)")
    try run("insert into t values (1, 2)")
    let before = try notebook.rows("SELECT * FROM main.carnet_content")
    for sql in [
      "insert into t values (2, 3), (3, 4), (11, 5)",
      "insert or fail into t values (2, 3), (11, 5)",
      "insert or rollback into t values (2, 3), (11, 5)", "update or fail t set a = a + 9",
    ] {
      #expect(throws: StoreError.self) { try run(sql) }
      #expect(try notebook.rows("SELECT * FROM main.carnet_content") == before)
    }
    #expect(try run("insert into t values (2, 3)").contents == [read("t")])
  }

  @Test("results that are named anew, dropped and forgotten leave no sums behind")
  func results() throws {
    try run("select 1 as a", naming: "r")
    #expect(try kept().isEmpty)
    #expect(try run("insert into r values (2)").contents == [read("r")])
    try run("select 5 as a", naming: "R")
    #expect(try kept().isEmpty)
    #expect(try run("update r set a = 6").contents.map(\.rowCount) == [1])
    try notebook.transaction { transaction in
      try transaction.removeObject(named: "r")
      return nil
    }
    #expect(try kept().isEmpty)
  }

  @Test(
    "carried on from change to change, the sums are those of all rows", arguments: 0..<30)
  func random(seed: UInt64) throws {
    var dice = SeededDice(state: seed)
    try run("create table t (id integer primary key, k text unique, r real, x)")
    try run("create table u (a real, b text collate nocase, c)")
    try run(
      "create trigger tu after insert on t when new.r > 5 begin "
        + "insert into u values (new.r, new.k, new.x); end")
    var touched = 0
    for _ in 0..<40 {
      let sql = Self.statement(&dice)
      guard let outcome = try? run(sql) else { continue }
      for content in outcome.contents {
        touched += 1
        let whole = try read(content.name)
        #expect(content == whole, "\(sql)")
      }
    }
    #expect(touched > 10)
  }

  private static func value(_ dice: inout SeededDice) -> String {
    dice.pick([
      "null", "0", "1", "-1", "2.5", "-2.5", "1e18", "''", "'a'", "'A'", "'é'", "x'00'", "x''",
      "\(dice.below(20))", "\(dice.below(20)).0", "'k\(dice.below(9))'",
    ])
  }

  private static func statement(_ dice: inout SeededDice) -> String {
    let conflict = dice.pick(["", "or replace", "or ignore", "or fail", "or rollback"])
    let (one, two, three) = (value(&dice), value(&dice), value(&dice))
    return dice.pick([
      "insert \(conflict) into t (k, r, x) values (\(one), \(two), \(three))",
      "insert \(conflict) into t (id, k, r) values (\(dice.below(9)), \(one), \(two))",
      "insert into t (k, x) values (\(one), \(two)) on conflict (k) do update set x = \(three)",
      "update \(conflict) t set k = \(one) where id % 3 = \(dice.below(3))",
      "update \(conflict) t set r = r * 2, x = \(two) where id > \(dice.below(9))",
      "update \(conflict) t set id = id + 1 where id > \(dice.below(9))",
      "delete from t where id % 4 = \(dice.below(4))",
      "insert into u select r, k, x from t where id < \(dice.below(9))",
      "update u set a = \(one), c = \(two) where rowid % 2 = \(dice.below(2))",
      "delete from u where rowid % 3 = \(dice.below(3))", "delete from \(dice.pick(["t", "u"]))",
      "insert into u values (\(one), \(two), \(three)) returning *",
    ])
  }
}

/// Reproducible random numbers (SplitMix64).
private struct SeededDice {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
