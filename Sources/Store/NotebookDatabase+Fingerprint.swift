import GRDBSQLite
import Tabular

extension NotebookDatabase {
  /// The fingerprint of a relation's rows in its own order.
  ///
  /// - Parameters:
  ///   - relation: A table's or view's name, `_` included.
  ///   - isReal: For each column, whether its numbers count towards a sum.
  ///   - isInterrupted: Asked often; true ends it with ``StoreError/interrupted``.
  /// - Returns: Counts, hashes and sums of the rows.
  /// - Throws: ``StoreError`` where the rows cannot be read.
  /// - Complexity: O(bytes of the rows), without a copy of any text.
  public func fingerprint(
    of relation: String, isReal: [Bool], isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> TableFingerprint {
    let statement = try RawStatement(
      "SELECT * FROM \(SQLIdentifier(relation))", on: analystConnection.pointer)
    let count = min(sqlite3_column_count(statement.pointer), Int32(isReal.count))
    var fingerprinter = TableFingerprinter(isReal: isReal)
    while try statement.step() {
      for column in 0..<count { fingerprinter.add(column, of: statement) }
      fingerprinter.endRow()
    }
    return fingerprinter.fingerprint
  }
}

extension TableFingerprinter {
  fileprivate mutating func add(_ column: Int32, of statement: RawStatement) {
    let pointer = statement.pointer
    switch sqlite3_column_type(pointer, column) {
    case SQLITE_INTEGER: add(integer: sqlite3_column_int64(pointer, column))
    case SQLITE_FLOAT: add(real: sqlite3_column_double(pointer, column))
    case SQLITE_TEXT:
      let bytes = sqlite3_column_text(pointer, column)
      let count = Int(sqlite3_column_bytes(pointer, column))
      add(text: UnsafeRawBufferPointer(start: bytes, count: count))
    case SQLITE_BLOB:
      // A blob counts as its digits in a form that no text of a sheet has.
      add(text: "\u{0}blob" + statement.blobDigits(at: column))
    default: addNull()
    }
  }
}

extension RawStatement {
  fileprivate func blobDigits(at column: Int32) -> String {
    guard case .blob(let bytes) = value(at: column) else { return "" }
    return SQLValue.hexDigits(of: bytes)
  }
}
