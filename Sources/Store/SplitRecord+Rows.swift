import CivilTime
import FleetModel
import GRDB

extension NotebookTransaction {
  /// Stores the split of a dataset, in place of the one that it had.
  ///
  /// - Complexity: O(days).
  public func insert(_ split: SplitRecord) throws {
    let dataset = try database.rowID(of: split.dataset, in: "carnet_dataset")
    try database.execute(
      sql: "DELETE FROM main.carnet_split WHERE dataset_id = ?", arguments: [dataset])
    try SplitRecord.form.insert([split], beside: ["dataset_id": dataset], in: database)
    try SplitRecord.Day.form.insert(split.days, beside: ["dataset_id": dataset], in: database)
  }
}

extension SplitRecord {
  fileprivate static let form = RowForm<SplitRecord>(
    "carnet_split",
    [
      .init("holdout") { $0.holdout }, .init("validation") { $0.validation },
      .init("seed") { Int64(bitPattern: $0.seed) },
    ])
}

extension SplitRecord.Day {
  fileprivate static let form = RowForm<SplitRecord.Day>(
    "carnet_split_day",
    [
      .init("date") { $0.label.description }, .init("day_hash") { $0.hash },
      .init("part") { $0.part.rawValue }, .init("known_from") { $0.knownFrom },
    ])
}

extension NotebookDatabase {
  /// The split of a dataset, or nil where it has none.
  public func split(of dataset: String) throws -> SplitRecord? {
    try read { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT d.name, s.* FROM main.carnet_split s JOIN main.carnet_dataset d ON d.id = s.dataset_id
          WHERE d.name = ?
          """, arguments: [dataset])
      guard let row else { return nil }
      let id: Int64 = try row.value("dataset_id")
      let seed: Int64 = try row.value("seed")
      return try SplitRecord(
        dataset: row.value("name"), holdout: row.value("holdout"),
        validation: row.value("validation"),
        seed: UInt64(bitPattern: seed), days: Self.splitDays(of: id, in: database))
    }
  }

  private static func splitDays(of dataset: Int64, in database: Database) throws
    -> [SplitRecord.Day]
  {
    try Row.fetchAll(
      database, sql: "SELECT * FROM main.carnet_split_day WHERE dataset_id = ? ORDER BY rowid",
      arguments: [dataset]
    ).map { row in
      let part: String = try row.value("part")
      return try SplitRecord.Day(
        label: DayLabel(row.value("date")), hash: row.value("day_hash"),
        part: DayPart(rawValue: part) ?? .training, knownFrom: row.value("known_from"))
    }
  }

  /// The parts that days have in the splits of all other datasets, by the hash of their content.
  ///
  /// - Complexity: O(days of all splits).
  public func parts(outside dataset: String) throws -> [String: (part: DayPart, dataset: String)] {
    let rows = try rows(
      """
      SELECT y.day_hash, y.part, d.name FROM main.carnet_split_day y
      JOIN main.carnet_dataset d ON d.id = y.dataset_id
      WHERE d.name <> ? COLLATE NOCASE ORDER BY y.rowid
      """, [.text(dataset)])
    return Dictionary(
      rows.map { ($0[0].text, (DayPart(rawValue: $0[1].text) ?? .training, $0[2].text)) },
      uniquingKeysWith: { first, _ in first })
  }
}
