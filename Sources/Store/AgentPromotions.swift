import GRDB

extension NotebookDatabase {
  /// The agents that were made active, the one that is active now last.
  public func promotions() throws -> [String] {
    try rows(
      """
      SELECT a.name FROM main.carnet_promotion p JOIN main.carnet_agent a ON a.id = p.agent_id
      ORDER BY p.sequence
      """
    ).map { $0[0].text }
  }

  /// The agent that is active, or nil.
  public func activeAgent() throws -> String? {
    try promotions().last
  }
}

extension NotebookTransaction {
  /// Makes an agent the active one.
  public func promote(_ agent: String) throws {
    try database.execute(
      sql:
        "INSERT INTO main.carnet_promotion (agent_id) SELECT id FROM main.carnet_agent WHERE name = ?",
      arguments: [agent])
  }

  /// Makes the agent active that was so before the one that is now, or none where there was none.
  ///
  /// Promotions of agents that have been forgotten since are passed over.
  public func rollBackPromotion() throws {
    try database.execute(
      sql: """
        DELETE FROM main.carnet_promotion WHERE sequence > ifnull(
          (SELECT max(sequence) FROM main.carnet_promotion WHERE agent_id <>
            (SELECT agent_id FROM main.carnet_promotion ORDER BY sequence DESC LIMIT 1)), -1)
        """)
  }
}
