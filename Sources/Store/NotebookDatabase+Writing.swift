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
    let statement = try RawStatement(
      "SELECT * FROM \(SQLIdentifier(relation))", on: analystConnection.pointer)
    let names = statement.columnNames
    var kinds = [ColumnKind](repeating: .null, count: names.count)
    var rows = 0
    while try statement.step() {
      for column in names.indices {
        let type = sqlite3_column_type(statement.pointer, Int32(column))
        kinds[column] = kinds[column].adding(ColumnKind(type: type))
        table.add(Int32(column), of: statement.pointer)
      }
      table.endRow()
      rows += 1
      try afterRow(&table, rows)
    }
    return (zip(names, kinds).map { ResultColumn(name: $0, kind: $1) }, rows)
  }
}
