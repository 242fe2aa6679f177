import CivilTime
import FleetModel
import GRDB
import Tabular

/// A dataset as imported: its source, its rides, and what the import could not use.
public struct DatasetRecord: Sendable, Equatable {
  public var name: String
  /// The source file's path as the statement names it.
  public var file: String
  /// The source file's SHA-256 in lower-case hexadecimal digits.
  public var sha256: String
  public var format: String
  public var rowsRead: Int
  public var blankRows: Int
  public var rides: [BookedRide]
  public var rejects: [SourceReject]
  public var findings: [SourceFinding]
  /// The days that bring their own drivers and rules; none for ride sheets.
  public var days: [DayRecord]
  /// The names of the source's further columns, in the order of each ride's values.
  public var extraColumns: [String]
  /// The drivers whom the file lists under numbers of its own.
  public var sourceDrivers: [SourceDriver] = []
  /// The file itself, where its rides are to be given back in it.
  public var document: [UInt8]?
  /// Which columns of the file are what of a ride, where the statement said so.
  public var mapping: DatasetMapping?

  public init(
    name: String, file: String, sha256: String, format: String, rowsRead: Int, blankRows: Int,
    rides: [BookedRide], rejects: [SourceReject], findings: [SourceFinding], days: [DayRecord] = [],
    extraColumns: [String] = []
  ) {
    self.name = name
    self.file = file
    self.sha256 = sha256
    self.format = format
    self.rowsRead = rowsRead
    self.blankRows = blankRows
    self.rides = rides
    self.rejects = rejects
    self.findings = findings
    self.days = days
    self.extraColumns = extraColumns
  }
}

extension DatasetRecord {
  private static let form = RowForm<DatasetRecord>(
    "carnet_dataset",
    [
      .init("name") { $0.name }, .init("file") { $0.file }, .init("sha256") { $0.sha256 },
      .init("format") { $0.format }, .init("rows_read") { $0.rowsRead },
      .init("blank_rows") { $0.blankRows },
    ])

  /// Stores the dataset, its rows and its view of human columns.
  func insert(in database: Database, isInterrupted: () -> Bool) throws {
    try Self.form.insert([self], in: database)
    let id = database.lastInsertedRowID
    try BookedRide.form.insert(
      rides, beside: ["dataset_id": id], in: database, isInterrupted: isInterrupted)
    try DayRecord.insert(days, dataset: id, in: database)
    try SourceDriver.form.insert(sourceDrivers, beside: ["dataset_id": id], in: database)
    try mapping?.insert(dataset: id, in: database)
    if let document { try SourceDocument.insert(document, dataset: id, in: database) }
    try SourceReject.form.insert(
      rejects, beside: ["dataset_id": id], in: database, isInterrupted: isInterrupted)
    try SourceFinding.form.insert(
      findings, beside: ["dataset_id": id], in: database, isInterrupted: isInterrupted)
    try database.execute(sql: Self.view(name, of: id, with: extraSelection))
  }

  private static func view(_ name: String, of id: Int64, with extra: String) -> String {
    """
    CREATE VIEW \(SQLIdentifier(name)) AS SELECT \(Schema.rideColumns)\(extra)
    FROM main.carnet_ride r WHERE dataset_id = \(id)
    """
  }

  /// Makes the views of all datasets anew, for a notebook whose format had fewer columns.
  static func renewViews(in database: Database) throws {
    for row in try Row.fetchAll(database, sql: "SELECT id, name FROM main.carnet_dataset") {
      let name: String = try row.value("name")
      let columns = try String.fetchAll(
        database, sql: "SELECT name FROM pragma_table_info(?)", arguments: [name])
      try database.execute(sql: "DROP VIEW IF EXISTS \(SQLIdentifier(name))")
      let further = selection(of: columns.dropFirst(ownBefore))
      try database.execute(sql: view(name, of: row.value("id"), with: further))
    }
  }

  /// The columns of rides that the views of format 7 have in front of the further ones.
  private static let ownBefore = 20

  /// The further columns of the view, each under a name that no other column has.
  private var extraSelection: String { Self.selection(of: extraColumns[...]) }

  private static func selection(of extraColumns: ArraySlice<String>) -> String {
    let own = Schema.rideColumnNames
    let names = HeaderNames.make(from: own + extraColumns, count: own.count + extraColumns.count)
    return names[own.count...].enumerated().map { index, name in
      ", json_extract(extra, '$[\(index)]') AS \(SQLIdentifier(name))"
    }.joined()
  }

  /// Removes a dataset with all that hangs on it, plans included.
  static func remove(_ name: String, in database: Database) throws {
    for plan in try String.fetchAll(
      database,
      sql: """
        SELECT p.name FROM main.carnet_plan p JOIN main.carnet_dataset d ON d.id = p.dataset_id
        WHERE d.name = ? ORDER BY p.id
        """, arguments: [name])
    {
      try PlanRecord.remove(plan, in: database)
    }
    try database.execute(sql: "DROP VIEW IF EXISTS \(SQLIdentifier(name))")
    try database.execute(sql: "DELETE FROM main.carnet_dataset WHERE name = ?", arguments: [name])
    try database.execute(sql: "DELETE FROM main.carnet_object WHERE name = ?", arguments: [name])
  }
}
