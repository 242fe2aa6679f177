import CivilTime
import FleetModel
import Naming
import Store
import Testing

@Suite("A notebook of an earlier format")
struct MigrationTests {
  private func open(more: [String] = [], _ body: (NotebookDatabase) throws -> Void) throws {
    let file = try ScratchNotebook()
    try FormatOneNotebook.make(at: file.path, more: more)
    do {
      try body(try NotebookDatabase(.file(file.path)))
    }
    // What a first opening made of it is what a second one finds.
    try body(try NotebookDatabase(.file(file.path)))
  }

  @Test("opens, keeps its rides, its plan and its lineage, and can be written to")
  func keeps() throws {
    try open { (notebook) throws in
      #expect(try notebook.rides(of: "may").map(\.id) == [1, 2])
      #expect(
        try notebook.rides(of: "may").map(\.day) == [
          DayLabel("2025-05-05"), DayLabel("2025-05-05"),
        ])
      #expect(try notebook.days(of: "may").isEmpty)
      let plan = try #require(try notebook.plan(named: "FIRST"))
      #expect(plan.name == "first" && plan.dataset == "may" && plan.method == "greedy")
      #expect(plan.rules == Rules(text: "speed=30 boarding=5"))
      #expect(plan.conditions.isEmpty)
      let day = try #require(plan.days.first)
      #expect(
        day.score
          == Score(unassigned: 0, reserve: 0, gap: 1, squares: 1, lateness: 0, metres: 900))
      #expect(day.assignments.map(\.driver) == ["Anna"])
      #expect(day.violations.map(\.rides) == [[1]])
      #expect(day.proofs.isEmpty)
      #expect(try notebook.lineage().map(\.effects.replaces) == [[.named("may")]])
      try notebook.transaction { transaction in
        var second = plan
        second.name = "second"
        second.conditions = "seed 7"
        second.days[0].proofs = [PlanRecord.Proof(level: .gap, found: 1, bound: 1)]
        try transaction.insert(second, identity: "x")
        return nil
      }
      #expect(try notebook.plan(named: "second")?.days[0].proofs.count == 1)
    }
  }

  @Test("its views have this format's columns, and the views of its objects still answer")
  func views() throws {
    try open { (notebook) throws in
      #expect(try notebook.columnNames(of: "plans").suffix(3) == ["rules", "conditions", "stale"])
      #expect(
        try notebook.columnNames(of: "proofs")
          == ["plan", "date", "level", "found", "bound", "proven"])
      #expect(try notebook.rows("SELECT count(*) FROM proofs") == [[.integer(0)]])
      #expect(
        try notebook.rows("SELECT plan, days, conditions FROM plans")
          == [[.text("first"), .integer(1), .text("")]])
      #expect(
        try notebook.rows("SELECT ride, time, driver FROM first")
          == [[.integer(1), .text("09:00"), .text("Anna")]])
      #expect(try notebook.rows("SELECT count(*) FROM may") == [[.integer(2)]])
      let fresh = try NotebookDatabase(.memory)
      for name in NotebookDatabase.builtInNames {
        #expect(try notebook.columnNames(of: name) == fresh.columnNames(of: name), "\(name)")
      }
    }
  }

  @Test("a table of the analyst's called proofs becomes proofs_1, and his views follow it")
  func ownTable() throws {
    try open(more: [
      "CREATE TABLE Proofs (a, b)", "INSERT INTO proofs VALUES (1, 'x')",
      "CREATE INDEX by_a ON proofs (a)", "CREATE VIEW mine AS SELECT a FROM proofs",
      "INSERT INTO carnet_object VALUES ('Proofs', 'result', 0, 'i', '')",
    ]) { (notebook) throws in
      #expect(try notebook.rows("SELECT * FROM proofs_1") == [[.integer(1), .text("x")]])
      #expect(try notebook.rows("SELECT * FROM mine") == [[.integer(1)]])
      #expect(try notebook.object(named: "proofs_1")?.kind == .result)
      #expect(try notebook.object(named: "proofs") == nil)
      #expect(try notebook.columnNames(of: "proofs").contains("bound"))
      #expect(
        try notebook.relations().filter { $0.name.hasPrefix("proofs") }
          .map { "\($0.name) \($0.kind)" } == ["proofs_1 result", "proofs built-in"])
    }
  }

  @Test("the next free number is taken, in tables and among objects alike")
  func nextFree() throws {
    try open(more: [
      "CREATE TABLE proofs (a)", "CREATE TABLE PROOFS_1 (b)",
      "INSERT INTO carnet_object VALUES ('proofs_2', 'table', 1, 'i', '')",
    ]) { (notebook) throws in
      #expect(try notebook.columnNames(of: "proofs_3") == ["a"])
      #expect(try notebook.columnNames(of: "proofs_1") == ["b"])
    }
  }

  @Test("a broken view elsewhere does not keep the table from being renamed")
  func brokenView() throws {
    try open(more: [
      "CREATE TABLE proofs (a)", "CREATE VIEW broken AS SELECT gone FROM nowhere",
      "CREATE VIEW fine AS SELECT plan FROM plans",
    ]) { (notebook) throws in
      #expect(try notebook.columnNames(of: "proofs_1") == ["a"])
      #expect(try notebook.rows("SELECT * FROM fine") == [[.text("first")]])
    }
  }

  @Test(
    "a view and an index called proofs become proofs_1 however their name was written",
    arguments: ["proofs", "\"Proofs\"", "[proofs]", "`proofs`", "main.proofs"])
  func ownView(written: String) throws {
    try open(more: ["CREATE VIEW \(written) AS SELECT 'proofs' AS a, id FROM carnet_plan"]) {
      (notebook) throws in
      #expect(try notebook.rows("SELECT * FROM proofs_1") == [[.text("proofs"), .integer(1)]])
      #expect(try notebook.columnNames(of: "proofs").contains("bound"))
    }
    try open(more: ["CREATE TABLE t (a)", "CREATE UNIQUE INDEX \(written) ON t (a)"]) {
      (notebook) throws in
      #expect(
        try notebook.rows("SELECT tbl_name FROM sqlite_master WHERE name = 'proofs_1'") == [
          [.text("t")]
        ])
      #expect(try notebook.columnNames(of: "proofs").contains("bound"))
    }
  }

  @Test("a dataset and a plan called proofs go on under the new name")
  func ownObjects() throws {
    try open(more: [
      "UPDATE carnet_dataset SET name = 'proofs'", "DROP VIEW may",
      "CREATE VIEW \"proofs\" AS SELECT r.id AS ride FROM carnet_ride r WHERE dataset_id = 1",
      "UPDATE carnet_object SET name = 'proofs' WHERE name = 'may'",
    ]) { (notebook) throws in
      #expect(try notebook.rides(of: "proofs_1").count == 2)
      #expect(try notebook.object(named: "proofs_1")?.kind == .dataset)
      #expect(try notebook.plan(named: "first")?.dataset == "proofs_1")
      #expect(try notebook.rows("SELECT ride FROM proofs_1") == [[.integer(1)], [.integer(2)]])
    }
    try open(more: [
      "UPDATE carnet_plan SET name = 'proofs'", "DROP VIEW \"first\"",
      "CREATE VIEW \"proofs\" AS SELECT ride FROM carnet_assignment a WHERE a.plan_id = 1",
      "UPDATE carnet_object SET name = 'proofs' WHERE name = 'first'",
    ]) { (notebook) throws in
      #expect(try notebook.plan(named: "proofs_1")?.days.count == 1)
      #expect(try notebook.object(named: "proofs_1")?.kind == .plan)
    }
  }
}
