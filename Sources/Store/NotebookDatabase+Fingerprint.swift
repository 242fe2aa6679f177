import GRDBSQLite
import Tabular

extension NotebookDatabase {
  /// The fingerprint of a relation's rows in its own order.
  ///
  /// - Parameters:
  ///   - relation: A table's or view's name, `_` included.
  ///   - indices: The columns that count, in the order in which they do.
  ///   - isReal: For each of them, whether figures of its numbers are kept.
  /// - Returns: Counts, hashes and figures of the rows.
  /// - Throws: ``StoreError`` where the rows cannot be read.
  /// - Complexity: O(bytes of the rows), without a copy of any text.
  public func fingerprint(
    of relation: String, columns indices: [Int], isReal: [Bool]
  ) throws -> TableFingerprint {
    var fingerprinter = TableFingerprinter(isReal: isReal)
    try add(relation, indices, to: &fingerprinter)
    return fingerprinter.fingerprint
  }

  /// The fingerprint of a relation's rows as records of the first form have it.
  ///
  /// - Parameters: As for ``fingerprint(of:columns:isReal:)``.
  /// - Throws: ``StoreError`` where the rows cannot be read.
  /// - Complexity: O(bytes of the rows).
  public func firstFormFingerprint(
    of relation: String, columns indices: [Int], isReal: [Bool]
  ) throws -> FirstFormFingerprint {
    var fingerprinter = FirstFormFingerprinter(isReal: isReal)
    try add(relation, indices, to: &fingerprinter)
    return fingerprinter.fingerprint
  }

  private func add(
    _ relation: String, _ indices: [Int], to fingerprinter: inout some RowTaker
  ) throws {
    let statement = try RawStatement(
      "SELECT * FROM \(SQLIdentifier(relation))", on: analystConnection.pointer)
    let count = sqlite3_column_count(statement.pointer)
    let columns = indices.map(Int32.init).filter { $0 < count }
    while try statement.step() {
      for column in columns { fingerprinter.add(column, of: statement.pointer) }
      fingerprinter.endRow()
    }
  }
}

extension RowTaker {
  /// Adds the row's next value from a statement's row.
  @inline(__always)
  mutating func add(_ column: Int32, of pointer: OpaquePointer) {
    switch sqlite3_column_type(pointer, column) {
    case SQLITE_INTEGER: add(integer: sqlite3_column_int64(pointer, column))
    case SQLITE_FLOAT: add(real: sqlite3_column_double(pointer, column))
    case SQLITE_TEXT:
      let bytes = sqlite3_column_text(pointer, column)
      let count = Int(sqlite3_column_bytes(pointer, column))
      add(text: UnsafeRawBufferPointer(start: bytes, count: count))
    case SQLITE_BLOB:
      let bytes = sqlite3_column_blob(pointer, column)
      let count = bytes == nil ? 0 : Int(sqlite3_column_bytes(pointer, column))
      add(blob: UnsafeRawBufferPointer(start: bytes, count: count))
    default: addNull()
    }
  }
}

extension RowTaker {
  /// Adds the row's next value.
  public mutating func add(_ value: SQLValue) {
    switch value {
    case .null: addNull()
    case .integer(let integer): add(integer: integer)
    case .real(let real): add(real: real)
    case .text(var text): text.withUTF8 { add(text: UnsafeRawBufferPointer($0)) }
    case .blob(let bytes): bytes.withUnsafeBytes { add(blob: $0) }
    }
  }
}
