import CivilTime
import FleetModel
import GRDB

extension NotebookDatabase {
  /// The agent of a name with the days of its lineage, or nil where there is none.
  public func agent(named name: String) throws -> AgentRecord? {
    try read { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM main.carnet_agent WHERE name = ?", arguments: [name])
      return try row.map { try AgentRecord(row: $0, in: database) }
    }
  }

  /// The agents from one back to the first of its lineage, as far as they are still there.
  public func lineage(ofAgent name: String) throws -> [AgentRecord] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          WITH RECURSIVE line(id, parent_id, depth) AS (
            SELECT id, parent_id, 0 FROM main.carnet_agent WHERE name = ?
            UNION SELECT a.id, a.parent_id, depth + 1 FROM main.carnet_agent a JOIN line
              ON a.id = line.parent_id)
          SELECT a.* FROM main.carnet_agent a JOIN line ON line.id = a.id ORDER BY depth
          """, arguments: [name]
      ).map { try AgentRecord(row: $0, in: database) }
    }
  }

  /// The names of the agents that were fine-tuned from one, in the order in which they were made.
  public func children(ofAgent name: String) throws -> [String] {
    try rows(
      """
      SELECT c.name FROM main.carnet_agent c JOIN main.carnet_agent a ON a.id = c.parent_id
      WHERE a.name = ? ORDER BY c.id
      """, [.text(name)]
    ).map { $0[0].text }
  }

  /// The learning curve of an agent, seed by seed; empty where there is no such agent.
  ///
  /// - Complexity: O(points).
  public func curve(ofAgent name: String) throws -> [AgentCurvePoint] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT c.* FROM main.carnet_agent_curve c JOIN main.carnet_agent a ON a.id = c.agent_id
          WHERE a.name = ? ORDER BY c.seed, c.episode
          """, arguments: [name]
      ).map(AgentCurvePoint.init(row:))
    }
  }

  /// The weights of an agent, or nil where there is no such agent.
  public func checkpoint(ofAgent name: String) throws -> AgentCheckpoint? {
    try rows(
      """
      SELECT k.bytes, k.sha256 FROM main.carnet_agent_checkpoint k
      JOIN main.carnet_agent a ON a.id = k.agent_id WHERE a.name = ?
      """, [.text(name)]
    ).first.map { row in
      guard case .blob(let bytes) = row[0] else { return nil }
      return AgentCheckpoint(bytes: bytes, sha256: row[1].text)
    } ?? nil
  }

  /// What was measured of an agent, in the order in which it was.
  public func scores(ofAgent name: String) throws -> [AgentScore] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT s.* FROM main.carnet_agent_score s JOIN main.carnet_agent a ON a.id = s.agent_id
          WHERE a.name = ? ORDER BY s.rowid
          """, arguments: [name]
      ).map(AgentScore.init(row:))
    }
  }
}

extension AgentRecord {
  fileprivate init(row: Row, in database: Database) throws {
    let id: Int64 = try row.value("id")
    let seed: Int64 = try row.value("seed")
    let days = try Row.fetchAll(
      database, sql: "SELECT * FROM main.carnet_agent_day WHERE agent_id = ? ORDER BY rowid",
      arguments: [id]
    ).map { day in
      let role: String = try day.value("role")
      return try Day(
        hash: day.value("day_hash"), label: DayLabel(day.value("date")),
        dataset: day.value("dataset"),
        role: DayPart(rawValue: role) ?? .training)
    }
    try self.init(
      name: row.value("name"), parent: row.value("parent"), formulation: row.value("formulation"),
      settings: row.value("settings"), seed: UInt64(bitPattern: seed), seeds: row.value("seeds"),
      dataset: row.value("dataset"), fingerprint: row.value("fingerprint"),
      architecture: row.value("architecture"),
      parameters: row.value("parameters"), episodes: row.value("episodes"),
      bestEpisode: row.value("best_episode"),
      updates: row.value("updates"), statement: row.value("statement"),
      validation: AgentValidation(row: row), days: days)
  }
}

extension AgentValidation {
  /// The three measures of a row, or nil where none was taken.
  fileprivate init?(row: Row) throws {
    try self.init(
      excessGap: row.value("validation_excess_gap"), equalDays: row.value("validation_equal_1_5"),
      kilometresAbove: row.value("validation_km_above"))
    guard self != .none else { return nil }
  }
}

extension AgentCurvePoint {
  fileprivate init(row: Row) throws {
    let seed: Int64 = try row.value("seed")
    try self.init(
      seed: UInt64(bitPattern: seed), episode: row.value("episode"), reward: row.value("reward"),
      loss: row.value("loss"), exploration: row.value("exploration"),
      validation: AgentValidation(row: row))
  }
}

extension AgentScore {
  fileprivate init(row: Row) throws {
    try self.init(
      dataset: row.value("dataset"), part: row.value("part"), method: row.value("method"),
      days: row.value("days"),
      seen: row.value("seen"), gap: row.value("gap"), excessGap: row.value("excess_gap"),
      lateness: row.value("late"),
      kilometres: row.value("km"), atOptimum: row.value("at_optimum"),
      equalDays: row.value("equal_1_5"),
      kilometresAbove: row.value("km_above"), kilometresAboveMost: row.value("km_above_p95"),
      fallback: row.value("fallback"))
  }
}
