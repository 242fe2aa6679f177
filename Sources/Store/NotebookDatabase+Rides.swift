import FleetModel
import GRDB

extension NotebookDatabase {
  /// The rides of a dataset in file order.
  ///
  /// - Complexity: O(rides).
  public func rides(of dataset: String) throws -> [BookedRide] {
    try read {
      try BookedRide.fetchAll(
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
        rejects: SourceReject.fetchAll(
          database, sql: "SELECT * FROM main.carnet_reject WHERE dataset_id = ? ORDER BY rowid",
          arguments: [id]),
        findings: SourceFinding.fetchAll(
          database, sql: "SELECT * FROM main.carnet_finding WHERE dataset_id = ? ORDER BY rowid",
          arguments: [id]))
    }
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
