import GRDBSQLite

extension NotebookDatabase {
  /// The columns of a table or view with the types that their declarations state, if any.
  public func declaredColumns(of relation: String) throws -> [(name: String, type: String)] {
    try rows("SELECT name, type FROM pragma_table_info(?)", [.text(relation)])
      .map { ($0[0].text, $0[1].text) }
  }

  /// The statement that made a table or view, or nil where there is none.
  public func creationStatement(of relation: String) throws -> String? {
    guard
      let row = try rows(
        "SELECT sql FROM main.sqlite_master WHERE name = ? COLLATE NOCASE AND type IN ('table', 'view')",
        [.text(relation)]
      ).first, case .text(let sql) = row[0]
    else { return nil }
    return sql
  }

  /// The numbers of a column at some places of their order, each counted from 0.
  ///
  /// - Parameters:
  ///   - places: Ascending; one that is beyond the last number gives nothing.
  ///   - column: Its numbers alone count, texts and nulls do not.
  ///   - relation: A table's or view's name, `_` included.
  /// - Returns: As many numbers as there are places within the column.
  /// - Throws: ``StoreError`` where the rows cannot be read.
  /// - Complexity: O(*n* log *n*) in the rows, one pass, sorted by SQLite.
  public func orderStatistics(
    at places: [Int], of column: String, in relation: String
  ) throws -> [Double] {
    guard let last = places.last else { return [] }
    let name = SQLIdentifier(column)
    let statement = try RawStatement(
      """
      SELECT \(name) FROM \(SQLIdentifier(relation))
      WHERE typeof(\(name)) IN ('integer', 'real') ORDER BY \(name) LIMIT \(last + 1)
      """, on: analystConnection.pointer)
    var found: [Double] = []
    var place = 0
    while try statement.step() {
      // A place may be asked for twice, as both neighbours of a quartile.
      for _ in places where found.count < places.count && places[found.count] == place {
        found.append(sqlite3_column_double(statement.pointer, 0))
      }
      place += 1
    }
    return found
  }
}
