import GRDBSQLite

/// What a statement of SQL made of the notebook's schema, judged after it ran and before it counts.
///
/// SQLite does not ask about the new name of a renaming nor about the table that a foreign key
/// refers to. So the schema before and after are compared, inside the statement's transaction, and
/// what must not stay is undone with it.
struct SchemaGuard {
  private let connection: AnalystConnection
  private let policy: AccessPolicy
  private let protected: [String: String]
  private let before: [Entry]

  /// One table, view, index or trigger.
  private struct Entry: Hashable {
    let type: String
    let name: String
    /// The table that an index or trigger belongs to; else the name again.
    let table: String
    /// The statement that made it; empty for indexes that SQLite makes itself.
    let sql: String

    var isAutomatic: Bool { type == "index" && sql.isEmpty }
  }

  /// Keeps the schema as it is before the statement runs.
  ///
  /// - Complexity: O(tables).
  init(
    on connection: AnalystConnection, under policy: AccessPolicy, protected: [String: String]
  ) throws {
    self.connection = connection
    self.policy = policy
    self.protected = protected
    before = try Self.entries(on: connection)
  }

  private static func entries(on connection: AnalystConnection) throws -> [Entry] {
    try RawStatement(
      """
      SELECT type, name, tbl_name, coalesce(sql, '') FROM main.sqlite_schema
      ORDER BY type, name
      """, on: connection.pointer
    ).rows().map { Entry(type: $0[0].text, name: $0[1].text, table: $0[2].text, sql: $0[3].text) }
  }

  /// Judges what the statement left.
  ///
  /// - Returns: The names of new tables and views, as SQLite keeps them.
  /// - Throws: ``StoreError/refused(_:)`` with what must not stay.
  /// - Complexity: O(tables), and O(columns) of what is new.
  func check() throws -> [String] {
    let after = try Self.entries(on: connection)
    let known = Set(before)
    let names = Set(before.map { Name(type: $0.type, name: $0.name) })
    let new = after.filter { !known.contains($0) && !$0.isAutomatic }
    for entry in new where !names.contains(Name(type: entry.type, name: entry.name)) {
      try checkName(of: entry, among: after)
    }
    guard owned(before) == owned(after) else {
      throw StoreError.refused(
        SQLRefusal(
          reason: "the statement would change what belongs to the notebook itself",
          remedy: "work on tables of your own"))
    }
    for entry in new where entry.type == "table" {
      try checkReferences(of: entry)
      try checkColumns(of: entry)
    }
    for entry in new where entry.type == "trigger" { try checkBody(of: entry) }
    return new.filter {
      ["table", "view"].contains($0.type)
        && !names.contains(Name(type: $0.type, name: $0.name))
    }.map(\.name)
  }

  private struct Name: Hashable {
    let type: String
    let name: String
  }

  private func owned(_ entries: [Entry]) -> [Entry] {
    entries.filter { policy.owns($0.table) || (!$0.isAutomatic && policy.owns($0.name)) }
  }

  // MARK: - Names

  private func checkName(of entry: Entry, among all: [Entry]) throws {
    if let refusal = policy.creationRefusal(entry.name) { throw StoreError.refused(refusal) }
    let folded = AccessPolicy.folded(entry.name)
    let other = all.first {
      $0 != entry && ($0.type == "trigger") == (entry.type == "trigger") && !$0.isAutomatic
        && AccessPolicy.folded($0.name) == folded
    }
    if let other {
      throw StoreError.refused(
        SQLRefusal(
          reason: "\(other.name) already names \(withArticle(other.type)), and case does not count",
          remedy: "choose another name than \(entry.name)", subject: other.name))
    }
    guard !policy.owns(entry.name) else {
      throw StoreError.refused(
        SQLRefusal(
          reason: "\(entry.name) is \(policy.description(of: entry.name))",
          remedy: "choose another name", subject: entry.name))
    }
  }

  private func checkColumns(of table: Entry) throws {
    var seen: [String: String] = [:]
    for row in try rows("SELECT name FROM pragma_table_info(?)", table.name) {
      let name = row[0].text
      if let other = seen.updateValue(name, forKey: AccessPolicy.folded(name)) {
        throw StoreError.refused(
          SQLRefusal(
            reason: "\(other) and \(name) are one name to a notebook: case does not count",
            remedy: "give one of the columns another name", subject: name))
      }
    }
  }

  // MARK: - References and triggers

  private func checkReferences(of table: Entry) throws {
    for row in try rows("SELECT \"table\" FROM pragma_foreign_key_list(?)", table.name)
    where policy.owns(row[0].text) {
      throw StoreError.refused(
        SQLRefusal(
          reason: "\(table.name) would refer to \(row[0].text), which is "
            + "\(policy.description(of: row[0].text))",
          remedy: "keep the value in a column without `references`", subject: row[0].text))
    }
  }

  /// Compiles what would fire a trigger, so that SQLite asks about each statement of its body.
  private func checkBody(of trigger: Entry) throws {
    let table = SQLIdentifier(trigger.table)
    let columns = try rows(
      "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", trigger.table
    ).map { SQLIdentifier($0[0].text).description }
    let settings = columns.map { "\($0) = \($0)" }.joined(separator: ", ")
    for sql in [
      "INSERT INTO main.\(table) DEFAULT VALUES", "DELETE FROM main.\(table)",
      "UPDATE main.\(table) SET \(settings)",
    ] {
      // A body may name what is not there yet; when it fires, SQLite asks again.
      let policy = AccessPolicy(protected: protected)
      guard let refusal = connection.refusal(of: sql, under: policy) else { continue }
      throw StoreError.refused(
        SQLRefusal(
          reason: "the trigger \(trigger.name) would do what SQL may not: \(refusal.reason)",
          remedy: "let it change tables of your own alone", subject: trigger.name))
    }
  }

  private func rows(_ sql: String, _ name: String) throws -> [[SQLValue]] {
    let statement = try RawStatement(sql, on: connection.pointer)
    statement.bind([.text(name)])
    return try statement.rows()
  }
}
