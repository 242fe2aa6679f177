import GRDBSQLite

/// The numbers of one column, and how many rows have none.
public struct ColumnNumbers: Sendable {
  /// Integers and reals in the order of the rows.
  public var values: [Double] = []
  public var nulls = 0
  /// Texts and blobs.
  public var others = 0

  public init() {}
}

extension NotebookDatabase {
  /// Reads the numbers of a column, row by row and without a copy of anything else.
  ///
  /// - Parameters:
  ///   - expression: A column's name as SQL, or an expression over the relation's columns.
  ///   - relation: A table's or view's name, `_` included.
  ///   - isInterrupted: Asked often; true stops the reading.
  /// - Returns: The numbers.
  /// - Throws: ``StoreError``.
  /// - Complexity: O(rows); eight bytes a number.
  public func numbers(
    of expression: String, in relation: String, isInterrupted: @escaping @Sendable () -> Bool
  ) throws -> ColumnNumbers {
    let earlier = analystConnection.isInterrupted
    analystConnection.isInterrupted = isInterrupted
    defer { analystConnection.isInterrupted = earlier }
    let statement = try RawStatement(
      "SELECT \(expression) FROM \(SQLIdentifier(relation))", on: analystConnection.pointer)
    var numbers = ColumnNumbers()
    while try statement.step() {
      switch sqlite3_column_type(statement.pointer, 0) {
      case SQLITE_INTEGER, SQLITE_FLOAT:
        numbers.values.append(sqlite3_column_double(statement.pointer, 0))
      case SQLITE_NULL: numbers.nulls += 1
      default: numbers.others += 1
      }
    }
    return numbers
  }

  /// Runs one of the notebook's own queries and gives its rows one by one.
  ///
  /// - Parameters:
  ///   - sql: A statement that only reads.
  ///   - values: The values of its parameters.
  ///   - isInterrupted: Asked often; true stops the statement.
  ///   - body: Is given each row's values.
  /// - Throws: ``StoreError``, or what the body throws.
  /// - Complexity: O(rows) beyond SQLite's own work; memory does not grow with the rows.
  public func forEachRow(
    sql: String, _ values: [SQLValue] = [], isInterrupted: @escaping @Sendable () -> Bool,
    _ body: ([SQLValue]) throws -> Void
  ) throws {
    let earlier = analystConnection.isInterrupted
    analystConnection.isInterrupted = isInterrupted
    defer { analystConnection.isInterrupted = earlier }
    let statement = try RawStatement(sql, on: analystConnection.pointer)
    statement.bind(values)
    let count = sqlite3_column_count(statement.pointer)
    while try statement.step() { try body((0..<count).map { statement.value(at: $0) }) }
  }
}
