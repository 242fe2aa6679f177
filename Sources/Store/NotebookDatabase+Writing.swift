import GRDBSQLite
import Tabular

extension NotebookDatabase {
  /// Reads a relation's rows once, in its own order, on their way into a file.
  ///
  /// - Parameters:
  ///   - relation: A table's or view's name, `_` included.
  ///   - table: Takes its cells.
  ///   - afterRow: Called with each row's number, from 1.
  /// - Returns: The columns with the kinds of their values, and the number of rows.
  /// - Throws: ``StoreError`` where the rows cannot be read, and what `afterRow` throws.
  /// - Complexity: O(bytes of the rows), without a copy of any text.
  public func write(
    _ relation: String, to table: inout WrittenTable,
    afterRow: (inout WrittenTable, Int) throws -> Void
  ) throws -> (columns: [ResultColumn], rows: Int) {
    try readColumns(of: relation) { statement, column in
      table.add(column, of: statement)
    } afterRow: { row in
      table.endRow()
      try afterRow(&table, row)
    }
  }
}
