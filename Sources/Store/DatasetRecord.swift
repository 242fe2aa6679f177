import CivilTime
import GRDB

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
  public var rides: [RideRecord]
  public var rejects: [Reject]
  public var findings: [Finding]
  /// The days that bring their own drivers and rules; none for ride sheets.
  public var days: [DayRecord]

  /// A row that could not be read, with its place and the reason.
  public struct Reject: Sendable, Equatable {
    public var sheet: String
    public var row: Int
    public var column: String
    public var value: String
    public var reason: String

    public init(sheet: String, row: Int, column: String, value: String, reason: String) {
      self.sheet = sheet
      self.row = row
      self.column = column
      self.value = value
      self.reason = reason
    }
  }

  /// Something the import noticed and kept: unknown initials, an address without a place.
  public struct Finding: Sendable, Equatable {
    public var finding: String
    public var sheet: String
    public var row: Int
    public var detail: String

    public init(finding: String, sheet: String, row: Int, detail: String) {
      self.finding = finding
      self.sheet = sheet
      self.row = row
      self.detail = detail
    }
  }

  public init(
    name: String, file: String, sha256: String, format: String, rowsRead: Int, blankRows: Int,
    rides: [RideRecord], rejects: [Reject], findings: [Finding], days: [DayRecord] = []
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
  }
}

extension DatasetRecord {
  /// Stores the dataset, its rows and its view of human columns.
  func insert(in database: Database, isInterrupted: () -> Bool) throws {
    try database.execute(
      sql: """
        INSERT INTO main.carnet_dataset (name, file, sha256, format, rows_read, blank_rows)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [name, file, sha256, format, rowsRead, blankRows])
    let id = database.lastInsertedRowID
    try RideRecord.insert(rides, dataset: id, in: database, isInterrupted: isInterrupted)
    for day in days { try day.insert(dataset: id, in: database) }
    for (index, reject) in rejects.enumerated() {
      if index % 1_000 == 0, isInterrupted() { throw StoreError.interrupted }
      try database.execute(
        sql: "INSERT INTO main.carnet_reject VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [id, reject.sheet, reject.row, reject.column, reject.value, reject.reason])
    }
    for (index, finding) in findings.enumerated() {
      if index % 1_000 == 0, isInterrupted() { throw StoreError.interrupted }
      try database.execute(
        sql: "INSERT INTO main.carnet_finding VALUES (?, ?, ?, ?, ?)",
        arguments: [id, finding.finding, finding.sheet, finding.row, finding.detail])
    }
    try database.execute(
      sql: """
        CREATE VIEW \(SQLIdentifier(name)) AS SELECT \(Schema.rideColumns)
        FROM main.carnet_ride r WHERE dataset_id = \(id)
        """)
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
