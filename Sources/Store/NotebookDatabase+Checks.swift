import GRDBSQLite
import SeededRandom

extension NotebookDatabase {
  /// Reads the first rows of an analyst's query and leaves `_` as it is.
  ///
  /// - Parameters:
  ///   - sql: One query; a `;` may end it.
  ///   - limit: The most rows to read.
  ///   - isInterrupted: Asked often; true stops it.
  ///   - seed: What `random()` draws from.
  /// - Returns: How many columns it has, and the rows.
  /// - Throws: ``StoreError``; a statement that would change the notebook is refused.
  /// - Complexity: SQLite's own work up to those rows.
  public func firstRows(
    of sql: String, limit: Int, isInterrupted: @escaping @Sendable () -> Bool, seed: UInt64
  ) throws -> (columns: [String], rows: [[SQLValue]]) {
    let policy = AccessPolicy(protected: try names().protected)
    let connection = analystConnection
    let earlier = connection.isInterrupted
    connection.isInterrupted = isInterrupted
    connection.draws = SeededGenerator(seed: seed)
    defer { connection.isInterrupted = earlier }
    let statement = try connection.prepare(sql, under: policy)
    try statement.requireNoVariables()
    guard sqlite3_stmt_readonly(statement.pointer) != 0 else {
      throw StoreError.refused(
        SQLRefusal(
          reason: "a check reads the notebook and does not change it",
          remedy: "make the change in a statement of its own"))
    }
    let count = sqlite3_column_count(statement.pointer)
    var rows: [[SQLValue]] = []
    while rows.count < limit, try statement.step() {
      rows.append((0..<count).map { statement.value(at: $0) })
    }
    let names = (0..<count).map {
      sqlite3_column_name(statement.pointer, $0).map { String(cString: $0) } ?? ""
    }
    return (names, rows)
  }
}
