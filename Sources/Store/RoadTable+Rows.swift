import FleetModel
import GRDB

extension NotebookDatabase {
  /// The legs by road that were loaded.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be read.
  /// - Complexity: O(pairs).
  public func roads() throws -> RoadTable {
    try read { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT from_latitude, from_longitude, to_latitude, to_longitude, seconds, metres
          FROM main.carnet_road
          """)
      var roads = RoadTable()
      while let row = try rows.next() {
        let pair = try RoadPair(
          from: RoadPoint(
            latitude: row.value("from_latitude"), longitude: row.value("from_longitude")),
          to: RoadPoint(latitude: row.value("to_latitude"), longitude: row.value("to_longitude")))
        // A leg that is out of range is missing, as one is that was never there.
        roads[pair] = try RoadLeg(seconds: row.value("seconds"), metres: row.value("metres"))
      }
      return roads
    }
  }

  /// The rules with the notebook's legs, where they go by road.
  ///
  /// - Throws: ``StoreError`` where the notebook cannot be read.
  /// - Complexity: O(pairs) by road, else O(1).
  public func completed(_ rules: Rules) throws -> Rules {
    guard rules.travel != .greatCircle else { return rules }
    var rules = rules
    rules.travel = .roads(try roads())
    return rules
  }

  /// Whether any plan goes by road.
  public func hasPlansByRoad() throws -> Bool {
    try !rows("SELECT 1 FROM main.carnet_plan WHERE \(Self.goesByRoad) LIMIT 1").isEmpty
  }

  fileprivate static let goesByRoad = "' ' || rules || ' ' LIKE '% travel=1 %'"
}

extension NotebookTransaction {
  /// Adds the legs of a file to those that are there, or puts them in their place.
  ///
  /// - Parameters:
  ///   - roads: The legs; one of a pair that is there takes its place.
  ///   - file: The file's name as it was typed.
  ///   - sha256: Its hash.
  ///   - replaces: Whether all legs of before go.
  ///   - isInterrupted: Asked every thousand rows.
  /// - Throws: `StoreError.interrupted`; `DatabaseError` where a row cannot be written.
  /// - Complexity: O(n log n), n legs.
  public func write(
    _ roads: RoadTable, from file: String, sha256: String, replaces: Bool,
    isInterrupted: () -> Bool
  ) throws {
    if replaces {
      try database.execute(
        sql: "DELETE FROM main.carnet_road; DELETE FROM main.carnet_road_source")
    }
    try database.execute(
      sql: "INSERT INTO main.carnet_road_source (file, sha256) VALUES (?, ?)",
      arguments: [file, sha256])
    try RoadTable.form.insert(
      roads.sorted, beside: ["source_id": database.lastInsertedRowID], in: database, replaces: true,
      isInterrupted: isInterrupted)
  }

  /// Marks the plans that go by road.
  ///
  /// - Parameter reason: What changed, in words.
  /// - Returns: The plans, in the order in which they were made.
  /// - Throws: ``StoreError`` where the notebook cannot be written.
  public func markStaleByRoad(because reason: String) throws -> [String] {
    let plans = try rows(
      "SELECT name FROM main.carnet_plan WHERE \(NotebookDatabase.goesByRoad) ORDER BY id"
    ).map { $0[0].text }
    try database.execute(
      sql: "UPDATE main.carnet_plan SET stale = ? WHERE \(NotebookDatabase.goesByRoad)",
      arguments: [reason])
    return plans
  }
}

extension RoadTable {
  fileprivate static let form = RowForm<(pair: RoadPair, leg: RoadLeg)>(
    "carnet_road",
    [
      .init("from_latitude") { $0.pair.from.latitude },
      .init("from_longitude") { $0.pair.from.longitude },
      .init("to_latitude") { $0.pair.to.latitude },
      .init("to_longitude") { $0.pair.to.longitude },
      .init("seconds") { $0.leg.seconds },
      .init("metres") { $0.leg.metres },
    ])
}
