import GRDBSQLite

/// How a table is made, as far as its content and the changes of its rows depend on it.
struct TableShape {
  /// The name in the letters that the notebook keeps, or as it was asked for.
  let name: String
  let columns: [String]
  /// For each column, whether SQLite keeps its numbers as reals.
  let isReal: [Bool]
  /// Changes with the columns.
  let signature: String
  /// Whether a column stands for others or lies apart: SQLite then tells of changes in other places.
  let isIrregular: Bool
  /// Whether a column has a value for rows that do not state one; rows from before the column was
  /// added lack it, and SQLite's hook gives null in its place.
  let hasDefaults: Bool

  /// Reads a table's columns; nil where there is no such table, or where it is a view.
  ///
  /// - Complexity: O(columns).
  init?(of name: String, on connection: AnalystConnection) throws {
    let statement = try RawStatement(
      """
      SELECT name, type, dflt_value, hidden,
        quote(name) || ' ' || quote(type) || ' ' || quote(dflt_value) || ' ' || hidden || ' ' || pk
      FROM pragma_table_xinfo(?, 'main')
      """, on: connection.pointer)
    statement.bind([.text(name)])
    // A view over what is gone has no columns, and may be dropped.
    guard let rows = try? statement.rows(), !rows.isEmpty else { return nil }
    self.name = name
    let shown = rows.filter { $0[3] != .integer(1) }
    columns = shown.map { $0[0].text }
    isReal = shown.map { Self.keepsReals($0[1].text) }
    // A table without row numbers keeps its columns in another order.
    let rowids = "SELECT rowid, _rowid_, oid FROM main.\(SQLIdentifier(name))"
    let hasRowNumbers = (try? RawStatement(rowids, on: connection.pointer)) != nil
    isIrregular = !hasRowNumbers || rows.contains { $0[3] != .integer(0) }
    hasDefaults = rows.contains { row in
      if case .text(let text) = row[2] { text.lowercased() != "null" } else { false }
    }
    signature =
      rows.map { $0[4].text }.joined(separator: "\n")
      + (hasRowNumbers ? "" : "\nwithout rowid")
  }

  /// Whether a declared type gives a column the affinity REAL.
  ///
  /// Source: sqlite.org/datatype3.html, section 3.1.
  private static func keepsReals(_ type: String) -> Bool {
    let type = type.uppercased()
    if ["INT", "CHAR", "CLOB", "TEXT", "BLOB"].contains(where: type.contains) { return false }
    return ["REAL", "FLOA", "DOUB"].contains(where: type.contains)
  }
}
