import GRDB

extension Schema {
  /// Gives an analyst's own thing another name where a later format takes its name for a view.
  ///
  /// A table or view, an index, and the dataset or plan that a view shows become `proofs_1`, or the
  /// next free number. Views over a renamed table follow it; statements recorded before keep the
  /// old name.
  ///
  /// - Parameters:
  ///   - name: The name that the format needs.
  ///   - database: The notebook, inside the migration's transaction.
  /// - Throws: `DatabaseError` where SQLite cannot do it; the notebook then keeps its format.
  static func makeRoom(for name: String, in database: Database) throws {
    let taken = try Row.fetchOne(
      database,
      sql: """
        SELECT name, type, sql FROM sqlite_master
        WHERE name = ? COLLATE NOCASE AND type IN ('table', 'view', 'index')
        """, arguments: [name])
    guard let taken else { return }
    let old: String = taken["name"]
    let new = try freeName(like: name, in: database)
    if taken["type"] == "table" {
      try renameTable(old, to: new, in: database)
    } else if let type: String = taken["type"], let sql: String = taken["sql"] {
      try database.execute(sql: "DROP \(type.uppercased()) \(SQLIdentifier(old))")
      try database.execute(sql: renamed(sql, from: old, to: new))
    }
    for table in ["carnet_object", "carnet_dataset", "carnet_plan"] {
      try database.execute(
        sql: "UPDATE \(table) SET name = ? WHERE name = ?", arguments: [new, old])
    }
  }

  private static func freeName(like name: String, in database: Database) throws -> String {
    let taken = Set(
      try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_master UNION ALL SELECT name FROM carnet_object"
      ).map(AccessPolicy.folded))
    var number = 1
    while taken.contains("\(name)_\(number)") { number += 1 }
    return "\(name)_\(number)"
  }

  private static func renameTable(_ old: String, to new: String, in database: Database) throws {
    let rename = "ALTER TABLE \(SQLIdentifier(old)) RENAME TO \(SQLIdentifier(new))"
    do {
      try database.inSavepoint {
        try database.execute(sql: rename)
        return .commit
      }
    } catch {
      // Any view that is broken already, though it has nothing to do with the table, fails the
      // renaming that makes views follow; the older way leaves all views as they stand.
      try database.execute(sql: "PRAGMA legacy_alter_table = ON")
      defer { try? database.execute(sql: "PRAGMA legacy_alter_table = OFF") }
      try database.execute(sql: rename)
    }
  }

  /// The statement that made a view or an index, as SQLite keeps it, with another name in it.
  ///
  /// SQLite keeps `CREATE VIEW ` and the statement from the name on, without a schema before it: the
  /// first place of the name is the one, in quotes of whatever sort or without.
  private static func renamed(_ sql: String, from old: String, to new: String) -> String {
    guard let place = sql.firstRange(of: old) else { return sql }
    return sql[..<place.lowerBound] + new + sql[place.upperBound...]
  }
}
