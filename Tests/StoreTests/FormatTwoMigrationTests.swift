import CivilTime
import FleetModel
import Store
import Testing

@Suite("A notebook of format 2")
struct FormatTwoMigrationTests {
  private func open(more: [String] = [], _ body: (NotebookDatabase) throws -> Void) throws {
    let file = try ScratchNotebook()
    try FormatTwoNotebook.make(at: file.path, more: more)
    do {
      try body(try NotebookDatabase(.file(file.path)))
    }
    // What a first opening made of it is what a second one finds.
    try body(try NotebookDatabase(.file(file.path)))
  }

  @Test("opens with its days, plans and proofs, and knows no split and no agent")
  func keeps() throws {
    try open { (notebook) throws in
      #expect(try notebook.days(of: "may").map(\.label) == [DayLabel("2025-05-05")])
      let plan = try #require(try notebook.plan(named: "first"))
      #expect(plan.conditions == "seed 7")
      #expect(plan.days.first?.proofs == [PlanRecord.Proof(level: .gap, found: 1, bound: 1)])
      #expect(try notebook.split(of: "may") == nil)
      #expect(try notebook.promotions().isEmpty)
      for view in ["agents", "agent_days", "agent_scores", "curves", "splits"] {
        #expect(try notebook.rows("SELECT count(*) FROM \(view)") == [[.integer(0)]])
      }
      let fresh = try NotebookDatabase(.memory)
      for name in NotebookDatabase.builtInNames {
        #expect(try notebook.columnNames(of: name) == fresh.columnNames(of: name), "\(name)")
      }
    }
  }

  @Test("can be given a split and an agent")
  func writes() throws {
    try open { (notebook) throws in
      let split = SplitRecord(
        dataset: "may", holdout: "1 days", validation: 0.2, seed: 3,
        days: [SplitRecord.Day(label: DayLabel("2025-05-05"), hash: "h", part: .holdout)])
      let agent = Agents.record("v1")
      try notebook.transaction {
        try $0.insert(split)
        try $0.insert(agent, curve: [], checkpoint: Agents.checkpoint)
        return nil
      }
      #expect(try notebook.split(of: "may") == split)
      #expect(try notebook.agent(named: "v1") == agent)
    }
  }

  @Test(
    "a table of the analyst's that has a name of this format's views goes on under another",
    arguments: ["agents", "agent_days", "agent_scores", "curves", "splits"])
  func ownTable(name: String) throws {
    try open(more: [
      "CREATE TABLE \(name) (a)", "INSERT INTO \(name) VALUES (7)",
      "CREATE VIEW mine AS SELECT a FROM \(name)",
      "INSERT INTO carnet_object VALUES ('\(name)', 'result', 0, 'i', '')",
    ]) { (notebook) throws in
      #expect(try notebook.rows("SELECT * FROM \(name)_1") == [[.integer(7)]])
      #expect(try notebook.rows("SELECT * FROM mine") == [[.integer(7)]])
      #expect(try notebook.object(named: name + "_1")?.kind == .result)
      #expect(
        try notebook.relations().filter { $0.name.hasPrefix(name) && $0.kind != "built-in" }
          .map { "\($0.name) \($0.kind)" } == ["\(name)_1 result"])
    }
  }
}
