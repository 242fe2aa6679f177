import FleetModel
import GRDB
import GRDBSQLite
import Tabular

/// Fills one new table with batches of typed rows.
///
/// The text of a batch is bound where it lies: SQLite copies it into its page while the batch is
/// alive, and nothing is copied in between.
public final class TableWriter {
  private let insertion: RawStatement
  private let transaction: NotebookTransaction
  private let name: String
  private var rows = 0

  /// Makes the table, in place of the object that had the name.
  ///
  /// - Throws: ``StoreError`` where the table cannot be made.
  init(name: String, columns: [Tabular.Column], transaction: NotebookTransaction) throws {
    guard let connection = transaction.database.sqliteConnection else {
      throw StoreError.interrupted
    }
    self.name = name
    self.transaction = transaction
    try transaction.removeObject(named: name)
    let list = columns.map { "\(SQLIdentifier($0.name)) \($0.type.declaration)" }
      .joined(separator: ", ")
    try transaction.database.execute(sql: "CREATE TABLE \(SQLIdentifier(name)) (\(list))")
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    insertion = try RawStatement(
      "INSERT INTO \(SQLIdentifier(name)) VALUES (\(marks))", on: connection)
  }

  /// Inserts the rows of a batch; O(rows × columns).
  ///
  /// - Throws: ``StoreError/refused(_:)`` for a cell that SQL could not read afterwards.
  public func insert(_ batch: TableBatch) throws {
    for row in 0..<batch.rowCount {
      rows += 1
      for (column, values) in batch.columns.enumerated() {
        try checkSize(values, row: row)
        bind(values, row: row, at: Int32(column + 1))
      }
      _ = try insertion.step()
      insertion.reset()
    }
  }

  /// Registers the table once its rows are in.
  ///
  /// - Parameters:
  ///   - identity: What decides what it holds.
  ///   - source: The file that it came from.
  ///   - rejects: The rows of the file that could not be read.
  /// - Throws: ``StoreError`` where the notebook cannot be written.
  public func finish(identity: String, source: String, rejects: [SourceReject] = []) throws {
    try transaction.register(
      ObjectRecord(name: name, kind: .table, identity: identity, source: source))
    // What is left of a table that SQL dropped.
    try transaction.database.execute(
      sql: "DELETE FROM main.carnet_table_reject WHERE name = ?", arguments: [name])
    let name = name
    let form = RowForm<SourceReject>(
      "carnet_table_reject", [.init("name") { _ in name }] + SourceReject.form.columns)
    try form.insert(rejects, in: transaction.database)
  }

  private func checkSize(_ values: ColumnValues, row: Int) throws(StoreError) {
    guard case .text(_, let offsets, _) = values else { return }
    let size = offsets[row + 1] - offsets[row]
    guard size > NotebookDatabase.largestCell else { return }
    throw .refused(
      SQLRefusal(
        reason:
          "row \(rows) of \(name) has a cell of \(size / 1_000_000) MB, and SQL reads cells of at "
          + "most \(NotebookDatabase.largestCell / 1_000_000) MB",
        remedy: "remove that value from the file, or put it in a separate file",
        subject: "\(name) row \(rows)"))
  }

  private func bind(_ values: ColumnValues, row: Int, at index: Int32) {
    switch values {
    case .integer(let integers, let isNull):
      if isNull[row] {
        sqlite3_bind_null(insertion.pointer, index)
      } else {
        sqlite3_bind_int64(insertion.pointer, index, integers[row])
      }
    case .real(let reals, let isNull):
      if isNull[row] {
        sqlite3_bind_null(insertion.pointer, index)
      } else {
        sqlite3_bind_double(insertion.pointer, index, reals[row])
      }
    case .text(let bytes, let offsets, let isNull):
      if isNull[row] {
        sqlite3_bind_null(insertion.pointer, index)
      } else {
        bindText(bytes, offsets[row]..<offsets[row + 1], at: index)
      }
    }
  }

  private func bindText(_ bytes: [UInt8], _ range: Range<Int>, at index: Int32) {
    bytes.withUnsafeBufferPointer { buffer in
      let slice = UnsafeBufferPointer(rebasing: buffer[range])
      slice.withMemoryRebound(to: CChar.self) { characters in
        // A nil destructor is SQLITE_STATIC: the batch outlives the step that reads it.
        _ = sqlite3_bind_text(
          insertion.pointer, index, characters.baseAddress ?? emptyText.characters,
          Int32(range.count), nil)
      }
    }
  }
}

/// The bytes of an empty text: a nil pointer would bind NULL.
private let emptyText: StaticString = ""

extension StaticString {
  fileprivate var characters: UnsafePointer<CChar> {
    UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
  }
}

extension ColumnType {
  /// The storage type that a table's column declares.
  var declaration: String {
    switch self {
    case .integer, .boolean: "INTEGER"
    case .real: "REAL"
    case .text, .date, .time, .datetime: "TEXT"
    }
  }
}

extension NotebookTransaction {
  /// Makes a table that batches then fill.
  public func makeTable(named name: String, columns: [Tabular.Column]) throws -> TableWriter {
    try TableWriter(name: name, columns: columns, transaction: self)
  }
}
