import CivilTime
import FleetModel
import GRDB

extension SourceDriver: FetchableRecord {
  static let form = RowForm<SourceDriver>(
    "carnet_source_driver",
    [
      .init("number") { $0.number },
      .init("written") { $0.written },
      .init("name") { $0.name },
      .init("is_adopted") { $0.isAdopted },
      .init("kind") { $0.kind.rawValue },
      .init("wheelchair") { $0.hasWheelchair },
      .init("dates") { $0.dates.map(\.description).joined(separator: " ") },
    ])

  public init(row: Row) throws {
    let dates: String = try row.value("dates")
    let number: Int64 = try row.decode(Int64.self, forColumn: "number")
    try self.init(
      number: Int(number), written: row.value("written"), name: row.value("name"),
      isAdopted: row.value("is_adopted"), kind: row.named("kind"),
      hasWheelchair: row.value("wheelchair"),
      dates: dates.split(separator: " ").map { text in
        guard let date = CivilDate(iso: text) else {
          throw StoreError.damagedRow("dates", String(text))
        }
        return date
      })
  }
}

/// The document that a dataset came from, as a row.
enum SourceDocument {
  /// The most bytes of a document: more is not loaded.
  static let mostBytes = 1 << 30

  static func insert(_ bytes: [UInt8], dataset: Int64, in database: Database) throws {
    guard let connection = database.sqliteConnection else { throw StoreError.interrupted }
    let insertion = try RawStatement(
      "INSERT INTO main.carnet_source_document VALUES (?, ?, ?)", on: connection)
    insertion.bind([
      .integer(dataset), .integer(Int64(bytes.count)), .blob(try PackedBytes.pack(bytes)),
    ])
    try insertion.run()
  }
}

extension NotebookDatabase {
  /// The drivers whom a dataset's file lists under numbers of its own, in its order.
  public func sourceDrivers(of dataset: String) throws -> [SourceDriver] {
    try read {
      try SourceDriver.fetchAll(
        $0,
        sql: """
          SELECT s.* FROM main.carnet_source_driver s
          JOIN main.carnet_dataset d ON d.id = s.dataset_id WHERE d.name = ? ORDER BY s.rowid
          """, arguments: [dataset])
    }
  }

  /// The document that a dataset came from, or nil where none is kept.
  ///
  /// - Throws: ``StoreError`` where it is damaged.
  public func sourceDocument(of dataset: String) throws -> [UInt8]? {
    let found = try rows(
      """
      SELECT s.length, s.packed FROM main.carnet_source_document s
      JOIN main.carnet_dataset d ON d.id = s.dataset_id WHERE d.name = ?
      """, [.text(dataset)])
    guard let row = found.first else { return nil }
    guard case .integer(let length) = row[0], case .blob(let packed) = row[1],
      (0...Int64(SourceDocument.mostBytes)).contains(length),
      let bytes = PackedBytes.unpack(packed, upTo: Int(length)), bytes.count == length
    else { throw StoreError.damagedRow("packed", "the document of \(dataset)") }
    return bytes
  }
}
