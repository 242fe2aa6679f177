import CivilTime
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
    for score in scores {
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO main.carnet_agent_score
          SELECT id, \(databaseQuestionMarks(count: 14)) FROM main.carnet_agent WHERE name = ?
          """,
        arguments: StatementArguments(
          [
            score.dataset, score.part, score.method, score.days, score.seen, score.gap,
            score.excessGap, score.lateness, score.kilometres, score.atOptimum, score.equalDays,
            score.kilometresAbove, score.kilometresAboveMost, score.fallback, agent,
          ] as [(any DatabaseValueConvertible)?]))
    }
  }
}

extension AgentRecord {
  func insert(
    curve: [AgentCurvePoint], checkpoint: AgentCheckpoint, in database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO main.carnet_agent VALUES
          (NULL, ?, ?, (SELECT id FROM main.carnet_agent WHERE name = ?),
          \(databaseQuestionMarks(count: 16)))
        """,
      arguments: StatementArguments(
        [
          name, parent, parent, formulation, settings, Int64(bitPattern: seed), seeds, dataset,
          fingerprint, architecture, parameters, episodes, bestEpisode, updates, kernel, statement,
          validation?.excessGap, validation?.equalDays, validation?.kilometresAbove,
        ] as [(any DatabaseValueConvertible)?]))
    let id = database.lastInsertedRowID
    try checkpoint.insert(agent: id, in: database)
    for day in days {
      try database.execute(
        sql: "INSERT INTO main.carnet_agent_day VALUES (?, ?, ?, ?, ?)",
        arguments: [id, day.hash, day.label.description, day.dataset, day.role.rawValue])
    }
    try Self.insert(curve, agent: id, in: database)
    try database.execute(
      sql: """
        CREATE VIEW \(SQLIdentifier(name)) AS SELECT \(Schema.curveColumns)
        FROM main.carnet_agent_curve c WHERE agent_id = \(id)
        """)
  }

  private static func insert(
    _ curve: [AgentCurvePoint], agent: Int64, in database: Database
  ) throws {
    let insertion = try database.makeStatement(
      sql: "INSERT INTO main.carnet_agent_curve VALUES (\(databaseQuestionMarks(count: 9)))")
    for point in curve {
      try insertion.execute(
        arguments: StatementArguments(
          [
            agent, Int64(bitPattern: point.seed), point.episode, point.reward, point.loss,
            point.exploration, point.validation?.excessGap, point.validation?.equalDays,
            point.validation?.kilometresAbove,
          ] as [(any DatabaseValueConvertible)?]))
    }
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
