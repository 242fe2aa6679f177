import CivilTime
import FleetModel
import Testing

@testable import Store

@Suite("Agents in the notebook")
struct AgentRecordTests {
  private func notebook(_ agents: [AgentRecord]) throws -> NotebookDatabase {
    let notebook = try NotebookDatabase(.memory)
    for agent in agents {
      try notebook.transaction {
        try $0.insert(agent, curve: Agents.curve, checkpoint: Agents.checkpoint)
        return nil
      }
    }
    return notebook
  }

  @Test("come back as they went in, with their curve, their weights and their scores")
  func roundTrip() throws {
    var bare = Agents.record("bare", days: [])
    bare.validation = nil
    bare.bestEpisode = nil
    let notebook = try notebook([Agents.record("v1"), bare])
    #expect(try notebook.agent(named: "V1") == Agents.record("v1"))
    #expect(try notebook.agent(named: "bare") == bare)
    #expect(try notebook.agent(named: "v2") == nil)
    #expect(try notebook.curve(ofAgent: "V1") == Agents.curve)
    #expect(try notebook.checkpoint(ofAgent: "v1") == Agents.checkpoint)
    #expect(try notebook.checkpoint(ofAgent: "v2") == nil)
    #expect(try notebook.scores(ofAgent: "v1").isEmpty)
    var other = Agents.score
    other.part = "all"
    var again = Agents.score
    again.gap = nil
    for scores in [[Agents.score, other], [again]] {
      try notebook.transaction {
        try $0.insert(scores, of: "v1")
        return nil
      }
    }
    #expect(Set(try notebook.scores(ofAgent: "v1").map(\.part)) == ["holdout", "all"])
    #expect(try notebook.scores(ofAgent: "v1").contains(again))
    #expect(try notebook.scores(ofAgent: "bare").isEmpty)
  }

  @Test("are objects whose rows are their curve, and whose names nothing else can have")
  func objects() throws {
    let notebook = try notebook([Agents.record("v1")])
    let object = try #require(try notebook.object(named: "V1"))
    #expect(object.kind == .agent && object.identity == "c0ffee" && object.source == "may")
    #expect(try notebook.relations().first { $0.name == "v1" }?.kind == "agent")
    #expect(
      try notebook.rows("SELECT seed, episode, reward FROM v1") == [
        [.integer(1), .integer(0), .null], [.integer(1), .integer(10), .real(-4.5)],
        [.integer(2), .integer(10), .real(-3)],
      ])
    #expect(throws: StoreError.self) { try notebook.refuse(resultName: "V1", kind: "a result") }
    let refused = try #require(
      throws: StoreError.self,
      performing: {
        try notebook.run(sql: "drop view v1", naming: nil, isInterrupted: { false }, seed: 0) { _ in
          LineageEntry(source: "", settings: "", folder: "")
        }
      })
    #expect(
      refused
        == .refused(
          SQLRefusal(
            reason: "v1 is the learning curve of an agent and read-only",
            remedy: "`forget v1` removes it", subject: "v1")))
  }

  @Test("the views tell what an analyst asks of agents, their days, curves and scores")
  func views() throws {
    let notebook = try notebook([Agents.record("v1"), Agents.record("v2", parent: "v1")])
    try notebook.transaction {
      try $0.promote("V2")
      try $0.insert([Agents.score], of: "v2")
      return nil
    }
    #expect(
      try notebook.rows(
        """
        SELECT agent, parent, active, training_days, validation_days, holdout_days, episodes,
          validation_km_above, bytes FROM agents
        """) == [
          [
            .text("v1"), .null, .integer(0), .integer(1), .integer(1), .integer(1), .integer(50),
            .real(3.5), .integer(4),
          ],
          [
            .text("v2"), .text("v1"), .integer(1), .integer(1), .integer(1), .integer(1),
            .integer(50), .real(3.5), .integer(4),
          ],
        ])
    #expect(
      try notebook.rows("SELECT date, role, day_hash FROM agent_days WHERE agent = 'v1'") == [
        [.text("2025-05-01"), .text("training"), .text("a")],
        [.text("2025-05-02"), .text("validation"), .text("b")],
        [.text("2025-05-03"), .text("holdout"), .text("c")],
      ])
    #expect(
      try notebook.rows("SELECT agent, count(*) FROM curves GROUP BY agent") == [
        [.text("v1"), .integer(3)], [.text("v2"), .integer(3)],
      ])
    #expect(
      try notebook.rows("SELECT agent, part, seen, km, fallback FROM agent_scores") == [
        [.text("v2"), .text("holdout"), .integer(2), .real(812.5), .real(12.5)]
      ])
  }

  @Test("a child keeps the days of its lineage, each in the role that says most")
  func days() {
    let parent = [
      Agents.day("a", .training), Agents.day("b", .validation), Agents.day("c", .holdout),
      Agents.day("d", .holdout),
    ]
    let own = [
      Agents.day("a", .holdout, dataset: "june"), Agents.day("b", .training),
      Agents.day("c", .validation), Agents.day("e", .training), Agents.day("e", .holdout),
    ]
    let days = AgentRecord.days(own, inheriting: parent)
    #expect(days.map(\.hash) == ["a", "b", "c", "d", "e"])
    #expect(days.map(\.role) == [.training, .training, .validation, .holdout, .training])
    #expect(days[0].dataset == "may")
    #expect(Agents.record("v2", days: days).seenDays == ["a", "b", "c", "e"])
  }

  @Test("the lineage of an agent goes back to the first that is left, and a new name is no parent")
  func lineage() throws {
    let notebook = try notebook([
      Agents.record("v1"), Agents.record("v2", parent: "v1"), Agents.record("v3", parent: "V2"),
    ])
    #expect(try notebook.lineage(ofAgent: "v3").map(\.name) == ["v3", "v2", "v1"])
    #expect(try notebook.children(ofAgent: "v1") == ["v2"])
    try notebook.transaction {
      try $0.removeObject(named: "v1")
      try $0.insert(Agents.record("v1"), curve: [], checkpoint: Agents.checkpoint)
      return nil
    }
    #expect(try notebook.lineage(ofAgent: "v3").map(\.name) == ["v3", "v2"])
    #expect(try notebook.agent(named: "v2")?.parent == "v1")
    #expect(try notebook.agent(named: "v2")?.days.count == 3)
    #expect(try notebook.children(ofAgent: "v1").isEmpty)
  }

  @Test("with an agent go its curve, weights, days, scores and promotions, and nothing else")
  func removal() throws {
    let notebook = try notebook([Agents.record("v1"), Agents.record("v2")])
    try notebook.transaction {
      try $0.insert([Agents.score], of: "v1")
      for name in ["v1", "v2", "v1"] { try $0.promote(name) }
      try $0.removeObject(named: "V1")
      return nil
    }
    #expect(try notebook.object(named: "v1") == nil)
    #expect(try notebook.columnNames(of: "v1").isEmpty)
    #expect(try notebook.promotions() == ["v2"])
    let left = [("", 1), ("_checkpoint", 1), ("_day", 3), ("_curve", 3), ("_score", 0)]
    for (table, count) in left {
      #expect(
        try notebook.rows("SELECT count(*) FROM carnet_agent\(table)") == [[.integer(Int64(count))]]
      )
    }
  }

  @Test("rolling back goes to the agent that was active before, past the forgotten, then to none")
  func promotions() throws {
    let notebook = try notebook(["v1", "v2", "v3"].map { Agents.record($0) })
    func rollBack() throws {
      try notebook.transaction {
        try $0.rollBackPromotion()
        return nil
      }
    }
    #expect(try notebook.activeAgent() == nil)
    try notebook.transaction {
      for name in ["v1", "v2", "v3", "v2"] { try $0.promote(name) }
      return nil
    }
    #expect(try notebook.activeAgent() == "v2")
    try notebook.transaction {
      try $0.removeObject(named: "v3")
      return nil
    }
    #expect(try notebook.promotions() == ["v1", "v2", "v2"])
    try rollBack()
    #expect(try notebook.promotions() == ["v1"])
    try rollBack()
    #expect(try notebook.promotions().isEmpty)
    try rollBack()
    #expect(try notebook.activeAgent() == nil)
  }

  @Test("a full disk while one is stored is said to be that, and leaves the notebook as it was")
  func fullDisk() throws {
    let file = try ScratchNotebook()
    let notebook = try NotebookDatabase(.file(file.path))
    try notebook.transaction {
      try $0.insert(Agents.record("v1"), curve: Agents.curve, checkpoint: Agents.checkpoint)
      return nil
    }
    let large = AgentCheckpoint(bytes: Array(repeating: 1, count: 1 << 20), sha256: "1")
    let failure = try #require(
      throws: StoreError.self,
      performing: {
        try notebook.transaction { transaction in
          let pages = try notebook.rows("PRAGMA page_count")
          guard case .integer(let count)? = pages.first?.first else { return nil }
          _ = try transaction.rows("PRAGMA max_page_count = \(count + 20)")
          try transaction.insert(Agents.record("v1"), curve: [], checkpoint: large)
          return nil
        }
      })
    #expect(
      failure
        == .cannotWrite(
          reason: "the disk or the database is full, or a table has used its largest key"))
    #expect(try notebook.agent(named: "v1") == Agents.record("v1"))
    #expect(try notebook.checkpoint(ofAgent: "v1") == Agents.checkpoint)
    #expect(try notebook.curve(ofAgent: "v1") == Agents.curve)
    #expect(try notebook.rows("SELECT count(*) FROM v1") == [[.integer(3)]])
    #expect(try notebook.rows("PRAGMA integrity_check") == [[.text("ok")]])
  }
}
