import CivilTime
import FleetModel
import GRDB

extension NotebookTransaction {
  /// Stores an agent under its name with its curve and checkpoint, in place of what had the name.
  ///
  /// - Parameters:
  ///   - agent: The agent; a parent of its name need not be there any more.
  ///   - curve: Its learning curve, each seed and episode once.
  ///   - checkpoint: Its weights; their hash is its identity.
  /// - Throws: ``StoreError``, such as `cannotWrite` where the disk is full; the transaction then
  ///   leaves the notebook as it was.
  /// - Complexity: O(days + points of the curve + bytes).
  public func insert(
    _ agent: AgentRecord, curve: [AgentCurvePoint], checkpoint: AgentCheckpoint
  ) throws {
    try removeObject(named: agent.name)
    try agent.insert(curve: curve, checkpoint: checkpoint, in: database)
    try register(
      ObjectRecord(
        name: agent.name, kind: .agent, identity: checkpoint.sha256,
        source: agent.parent.map { "\($0) on \(agent.dataset)" } ?? agent.dataset))
  }

  /// Stores what was measured of an agent, in place of what was before on the same days.
  public func insert(_ scores: [AgentScore], of agent: String) throws {
    guard let id = try database.rowID(of: agent, in: "carnet_agent") else { return }
    try AgentScore.form.insert(scores, beside: ["agent_id": id], in: database, replaces: true)
  }
}

extension AgentScore {
  fileprivate static let form = RowForm<AgentScore>(
    "carnet_agent_score",
    [
      .init("dataset") { $0.dataset },
      .init("part") { $0.part },
      .init("method") { $0.method },
      .init("days") { $0.days },
      .init("seen") { $0.seen },
      .init("gap") { $0.gap },
      .init("excess_gap") { $0.excessGap },
      .init("late") { $0.lateness },
      .init("km") { $0.kilometres },
      .init("at_optimum") { $0.atOptimum },
      .init("equal_1_5") { $0.equalDays },
      .init("km_above") { $0.kilometresAbove },
      .init("km_above_p95") { $0.kilometresAboveMost },
      .init("fallback") { $0.fallback },
    ])
}

extension AgentCurvePoint {
  fileprivate static let form = RowForm<AgentCurvePoint>(
    "carnet_agent_curve",
    [
      .init("seed") { Int64(bitPattern: $0.seed) },
      .init("episode") { $0.episode },
      .init("reward") { $0.reward },
      .init("loss") { $0.loss },
      .init("exploration") { $0.exploration },
      .init("validation_excess_gap") { $0.validation?.excessGap },
      .init("validation_equal_1_5") { $0.validation?.equalDays },
      .init("validation_km_above") { $0.validation?.kilometresAbove },
    ])
}

extension AgentRecord.Day {
  fileprivate static let form = RowForm<AgentRecord.Day>(
    "carnet_agent_day",
    [
      .init("day_hash") { $0.hash }, .init("date") { $0.label.description },
      .init("dataset") { $0.dataset }, .init("role") { $0.role.rawValue },
    ])
}

extension AgentRecord {
  private static let form = RowForm<AgentRecord>(
    "carnet_agent",
    [
      .init("name") { $0.name },
      .init("parent") { $0.parent },
      .init("formulation") { $0.formulation },
      .init("settings") { $0.settings },
      .init("seed") { Int64(bitPattern: $0.seed) },
      .init("seeds") { $0.seeds },
      .init("dataset") { $0.dataset },
      .init("fingerprint") { $0.fingerprint },
      .init("architecture") { $0.architecture },
      .init("parameters") { $0.parameters },
      .init("episodes") { $0.episodes },
      .init("best_episode") { $0.bestEpisode },
      .init("updates") { $0.updates },
      .init("kernel") { _ in "" },
      .init("statement") { $0.statement },
      .init("validation_excess_gap") { $0.validation?.excessGap },
      .init("validation_equal_1_5") { $0.validation?.equalDays },
      .init("validation_km_above") { $0.validation?.kilometresAbove },
    ])

  func insert(
    curve: [AgentCurvePoint], checkpoint: AgentCheckpoint, in database: Database
  ) throws {
    let parentID = try database.rowID(of: parent, in: "carnet_agent")
    try Self.form.insert([self], beside: ["parent_id": parentID], in: database)
    let id = database.lastInsertedRowID
    try checkpoint.insert(agent: id, in: database)
    try Day.form.insert(days, beside: ["agent_id": id], in: database)
    try AgentCurvePoint.form.insert(curve, beside: ["agent_id": id], in: database)
    try database.execute(
      sql: """
        CREATE VIEW \(SQLIdentifier(name)) AS SELECT \(Schema.curveColumns)
        FROM main.carnet_agent_curve c WHERE agent_id = \(id)
        """)
  }

  /// Removes an agent and its view; what was fine-tuned from it stays, with the days of both.
  static func remove(_ name: String, in database: Database) throws {
    try database.execute(sql: "DROP VIEW IF EXISTS \(SQLIdentifier(name))")
    try database.execute(sql: "DELETE FROM main.carnet_agent WHERE name = ?", arguments: [name])
    try database.execute(sql: "DELETE FROM main.carnet_object WHERE name = ?", arguments: [name])
  }
}

extension AgentCheckpoint {
  fileprivate func insert(agent: Int64, in database: Database) throws {
    guard let connection = database.sqliteConnection else { throw StoreError.interrupted }
    let insertion = try RawStatement(
      "INSERT INTO main.carnet_agent_checkpoint VALUES (?, ?, ?)", on: connection)
    insertion.bind([.integer(agent), .text(sha256), .blob(bytes)])
    try insertion.run()
  }
}
