import FleetModel
import GRDB

extension NotebookDatabase {
  /// The rides of a dataset in file order.
  ///
  /// - Complexity: O(rides).
  public func rides(of dataset: String) throws -> [RideRecord] {
    try read {
      try RideRecord.fetchAll(
        $0,
        sql: """
          SELECT r.* FROM main.carnet_ride r JOIN main.carnet_dataset d ON d.id = r.dataset_id
          WHERE d.name = ? ORDER BY r.id
          """,
        arguments: [dataset])
    }
  }

  /// The source and the row counts of a dataset, without its rides; nil where there is none.
  public func datasetSummary(_ name: String) throws -> DatasetRecord? {
    try read { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT * FROM main.carnet_dataset WHERE name = ?", arguments: [name])
      guard let row else { return nil }
      let id: Int64 = try row.value("id")
      return try DatasetRecord(
        name: row.value("name"), file: row.value("file"), sha256: row.value("sha256"),
        format: row.value("format"),
        rowsRead: row.value("rows_read"), blankRows: row.value("blank_rows"), rides: [],
        rejects: Self.rejects(of: id, in: database),
        findings: Self.findings(of: id, in: database))
    }
  }

  private static func rejects(of dataset: Int64, in database: Database) throws
    -> [DatasetRecord.Reject]
  {
    try Row.fetchAll(
      database, sql: "SELECT * FROM main.carnet_reject WHERE dataset_id = ? ORDER BY rowid",
      arguments: [dataset]
    ).map {
      try DatasetRecord.Reject(
        sheet: $0.value("sheet"), row: $0.value("source_row"), column: $0.value("column_name"),
        value: $0.value("value"),
        reason: $0.value("reason"))
    }
  }

  private static func findings(of dataset: Int64, in database: Database) throws
    -> [DatasetRecord.Finding]
  {
    try Row.fetchAll(
      database, sql: "SELECT * FROM main.carnet_finding WHERE dataset_id = ? ORDER BY rowid",
      arguments: [dataset]
    ).map {
      try DatasetRecord.Finding(
        finding: $0.value("finding"), sheet: $0.value("sheet"), row: $0.value("source_row"),
        detail: $0.value("detail"))
    }
  }

  /// The roster's drivers in ascending order of id.
  public func drivers() throws -> [DriverRecord] {
    try read { try DriverRecord.fetchAll($0, sql: "SELECT * FROM main.carnet_driver ORDER BY id") }
  }

  /// The gazetteer's places in ascending order of id.
  public func places() throws -> [PlaceRecord] {
    try read { try PlaceRecord.fetchAll($0, sql: "SELECT * FROM main.carnet_place ORDER BY id") }
  }

  /// The plan of a name without its days, or nil: its dataset and method.
  public func planSummary(_ name: String) throws -> (dataset: String, method: String)? {
    try read {
      try Row.fetchOne(
        $0,
        sql: """
          SELECT d.name AS dataset, p.method FROM main.carnet_plan p
          JOIN main.carnet_dataset d ON d.id = p.dataset_id WHERE p.name = ?
          """, arguments: [name]
      ).map { try ($0.value("dataset"), $0.value("method")) }
    }
  }
}

extension NotebookTransaction {
  /// Puts another roster in the place of the one before.
  public func replaceDrivers(_ drivers: [DriverRecord]) throws {
    try database.execute(sql: "DELETE FROM main.carnet_driver")
    for driver in drivers { try driver.insert(in: database) }
  }

  /// Puts another gazetteer in the place of the one before.
  public func replacePlaces(_ places: [PlaceRecord]) throws {
    try database.execute(sql: "DELETE FROM main.carnet_place")
    for place in places { try place.insert(in: database) }
  }
}
