import GRDBSQLite

/// Tells whether a notebook's tables, or what they hold, may have changed since another mark.
public struct SchemaMark: Hashable, Sendable {
  /// Changes with every table or view that is made, changed or dropped; `_` does not count.
  public let schema: Int64
  /// Changes with every row that this process or another one writes.
  public let content: [Int64]
}

extension NotebookDatabase {
  /// The mark of what the notebook holds now.
  ///
  /// Sources: sqlite.org/pragma.html on `schema_version` and `data_version`, which tells of the
  /// writes of other connections; `sqlite3_total_changes` tells of one's own.
  public func schemaMark() throws -> SchemaMark {
    SchemaMark(
      schema: try SchemaPlace.version(on: analystConnection.pointer),
      content: [
        try otherWritesMark(), Int64(sqlite3_total_changes(analystConnection.pointer)),
      ])
  }

  /// Changes with every write but those of analysts' SQL in this session.
  public func otherWritesMark() throws -> Int64 {
    try rows("PRAGMA main.data_version").first?.first?.integer ?? 0
  }
}

extension NotebookDatabase {
  /// Every column of every table with the table that has it, without those of views.
  ///
  /// - Complexity: O(columns), in one query: a statement a table would take ten times as long.
  public func columnsOfTables() throws -> [(column: String, relation: String)] {
    try rows(
      """
      SELECT c.name, m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
      WHERE m.type = 'table' ORDER BY m.name, c.cid
      """
    ).map { ($0[0].text, $0[1].text) }
  }
}

extension NotebookDatabase {
  /// The statements that made the tables and views, by name, those of the notebook's records too.
  ///
  /// - Complexity: O(tables).
  public func creationStatements() throws -> [(name: String, isTable: Bool, sql: String)] {
    try rows(
      "SELECT name, type, coalesce(sql, '') FROM sqlite_master WHERE type IN ('table', 'view')"
    ).map { ($0[0].text, $0[1].text == "table", $0[2].text) }
  }
}
