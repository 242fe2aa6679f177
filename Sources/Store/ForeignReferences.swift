import GRDB

/// Tables of analysts that refer to others by foreign keys, which must not keep the notebook from
/// dropping and forgetting.
///
/// New references to the notebook's own tables are refused; notebooks of earlier versions may hold
/// some, and analysts' tables may refer to results. While there are any, SQLite's own enforcement is
/// off for a write, and what hangs on removed rows of the notebook's tables is removed here.
enum ForeignReferences {
  /// Whether a table that is not the notebook's own may refer to another one.
  ///
  /// - Complexity: O(tables).
  static func exist(in database: Database) throws -> Bool {
    try Bool.fetchOne(
      database,
      sql: """
        SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND sql LIKE '%references%'
        AND name NOT LIKE 'carnet\\_%' ESCAPE '\\' LIMIT 1
        """) ?? false
  }

  /// Removes what hangs on rows of the notebook's tables that are no longer there.
  ///
  /// - Complexity: O(rows) of the notebook's tables that refer to others.
  static func settle(in database: Database) throws {
    let references = try Row.fetchAll(
      database,
      sql: """
        SELECT m.name, f."table", f."from", f.on_delete, coalesce(f."to", k.name)
        FROM main.sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
        LEFT JOIN pragma_table_info(f."table") k ON k.pk = 1
        WHERE m.type = 'table' AND m.name LIKE 'carnet\\_%' ESCAPE '\\' ORDER BY m.rowid
        """)
    var before = -1
    while before != database.totalChangesCount {
      before = database.totalChangesCount
      for reference in references { try settle(reference, in: database) }
    }
  }

  private static func settle(_ reference: Row, in database: Database) throws {
    let names = (0..<5).map { String.fromDatabaseValue(reference[$0]) ?? "" }
    let table = "main.\(SQLIdentifier(names[0]))"
    let column = SQLIdentifier(names[2]).description
    let isLost = """
      \(column) IS NOT NULL AND \(column) NOT IN
      (SELECT \(SQLIdentifier(names[4])) FROM main.\(SQLIdentifier(names[1])))
      """
    switch names[3] {
    case "CASCADE": try database.execute(sql: "DELETE FROM \(table) WHERE \(isLost)")
    case "SET NULL":
      try database.execute(sql: "UPDATE \(table) SET \(column) = NULL WHERE \(isLost)")
    default: break
    }
  }
}
