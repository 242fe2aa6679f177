import GRDBSQLite

/// What a statement of SQL did to tables, views, indexes and triggers.
public struct SchemaChange: Sendable {
  /// New names; with `dropped` where a name was altered.
  public var made: [SchemaName] = []
  public var dropped: [SchemaName] = []
  /// What has its name and is defined otherwise than before, as a view that follows a renamed table.
  public var altered: [SchemaName] = []
  /// Whether nothing else changed, as an altered name.
  var isWhole = true
  /// The tables that new and removed indexes and triggers belong to.
  var tables: Set<String> = []
}

/// What a statement of SQL made of the notebook's schema, judged after it ran and before it counts.
///
/// SQLite does not ask about the new name of a renaming nor about the table that a foreign key
/// refers to. So the schema before and after are compared, inside the statement's transaction, and
/// what must not stay is undone with it.
///
/// A statement that only makes things adds rows behind the last one of the schema, and one that only
/// drops things takes away theirs: of those alone the changed rows are looked at. Altering a table
/// may rewrite any row, so all are compared then.
struct SchemaGuard {
  private let connection: AnalystConnection
  private let policy: AccessPolicy
  private let names: SchemaNames
  private let place: SchemaPlace
  private let before: Before

  /// What the schema held before the statement, as far as the statement can change it.
  private enum Before {
    case all([SchemaEntry])
    /// What goes; only added rows are looked at besides.
    case dropped([SchemaEntry])
  }

  /// Keeps what the statement may change of the schema.
  ///
  /// - Complexity: O(log n) in the tables where the statement makes something, else O(tables).
  init(
    on connection: AnalystConnection, under policy: AccessPolicy, names: SchemaNames
  ) throws {
    self.connection = connection
    self.policy = policy
    self.names = names
    place = try SchemaPlace(on: connection.pointer)
    guard !policy.altersSchema else {
      before = .all(try Self.entries(on: connection))
      return
    }
    // A table's triggers are named beside it.
    var seen: Set<SchemaEntry> = []
    let dropped = try policy.dropped.flatMap { dropped in
      try SchemaEntry.all(of: dropped, on: connection.pointer)
    }
    before = .dropped(dropped.filter { seen.insert($0).inserted })
  }

  private static func entries(on connection: AnalystConnection) throws -> [SchemaEntry] {
    try RawStatement(
      SchemaEntry.selection + " ORDER BY type, name", on: connection.pointer
    ).rows().map(SchemaEntry.init(row:))
  }

  /// Judges what the statement left.
  ///
  /// - Returns: What is new and gone.
  /// - Throws: ``StoreError/refused(_:)`` with what must not stay.
  /// - Complexity: O(what changed), and O(columns) of what is new; O(tables) where a table was
  ///   altered.
  func check() throws -> SchemaChange {
    let change: SchemaChange
    let new: [SchemaEntry]
    switch before {
    case .all(let before): (change, new) = try compared(before)
    case .dropped(let dropped): (change, new) = try added(beside: dropped)
    }
    for entry in new where entry.type == "table" {
      try checkReferences(of: entry)
      try checkColumns(of: entry)
    }
    for entry in new where entry.type == "trigger" { try checkBody(of: entry) }
    return change
  }

  /// What a statement did that altered nothing.
  private func added(beside dropped: [SchemaEntry]) throws -> (SchemaChange, [SchemaEntry]) {
    let all = try place.added(on: connection.pointer)
    let new = all.filter { !$0.isAutomatic }
    for entry in new {
      try checkName(of: entry) { folded in
        (names.alike(folded) + new.map(\.schemaName)).filter {
          AccessPolicy.folded($0.name) == folded
        }
      }
    }
    let isOther = try place.differs(
      on: connection.pointer, byLosing: dropped.count, adding: all.count)
    guard !isOther, owned(dropped).isEmpty, owned(all).isEmpty else {
      throw StoreError.refused(Self.ownChange)
    }
    var change = SchemaChange(
      made: new.map(\.schemaName), dropped: dropped.filter { !$0.isAutomatic }.map(\.schemaName))
    change.tables = Set((dropped + new).filter { !$0.isRelation }.map(\.table))
    return (change, new)
  }

  /// What a statement did that may have rewritten anything.
  private func compared(_ before: [SchemaEntry]) throws -> (SchemaChange, [SchemaEntry]) {
    let after = try Self.entries(on: connection)
    let known = Set(before)
    let earlier = Set(before.map { Name(type: $0.type, name: $0.name) })
    let new = after.filter { !known.contains($0) && !$0.isAutomatic }
    let named = new.filter { !earlier.contains(Name(type: $0.type, name: $0.name)) }
    for entry in named {
      try checkName(of: entry) { folded in
        after.filter { !$0.isAutomatic && AccessPolicy.folded($0.name) == folded }
          .map(\.schemaName)
      }
    }
    guard owned(before) == owned(after) else { throw StoreError.refused(Self.ownChange) }
    let names = Set(after.map { Name(type: $0.type, name: $0.name) })
    let gone = before.filter {
      !$0.isAutomatic && !names.contains(Name(type: $0.type, name: $0.name))
    }
    var change = SchemaChange(
      made: named.map(\.schemaName), dropped: gone.map(\.schemaName), isWhole: false)
    change.altered = new.filter { earlier.contains(Name(type: $0.type, name: $0.name)) }
      .map(\.schemaName)
    return (change, new)
  }

  private struct Name: Hashable {
    let type: String
    let name: String
  }

  private static let ownChange = SQLRefusal(
    reason: "the statement would change the notebook's own tables",
    remedy: "work on tables of your own")

  private func owned(_ entries: [SchemaEntry]) -> [SchemaEntry] {
    entries.filter { policy.owns($0.table) || (!$0.isAutomatic && policy.owns($0.name)) }
  }

  // MARK: - Names

  private func checkName(
    of entry: SchemaEntry, among alike: (String) throws -> [SchemaName]
  ) throws {
    if let refusal = policy.creationRefusal(entry.name) { throw StoreError.refused(refusal) }
    let other = try alike(AccessPolicy.folded(entry.name)).first {
      ($0.type != entry.type || !$0.name.utf8.elementsEqual(entry.name.utf8))
        && ($0.type == "trigger") == (entry.type == "trigger")
    }
    if let other {
      throw StoreError.refused(
        SQLRefusal(
          reason: "\(other.name) already names \(withArticle(other.type)), and names ignore case",
          remedy: "choose a name other than \(entry.name)", subject: other.name))
    }
    guard !policy.owns(entry.name) else {
      throw StoreError.refused(
        SQLRefusal(
          reason: "\(entry.name) is \(policy.description(of: entry.name))",
          remedy: "choose another name", subject: entry.name))
    }
  }

  private func checkColumns(of table: SchemaEntry) throws {
    var seen: [String: String] = [:]
    for row in try rows("SELECT name FROM pragma_table_info(?)", table.name) {
      let name = row[0].text
      if let other = seen.updateValue(name, forKey: AccessPolicy.folded(name)) {
        throw StoreError.refused(
          SQLRefusal(
            reason: "\(other) and \(name) are the same name: a notebook ignores case",
            remedy: "give one of the columns another name", subject: name))
      }
    }
  }

  // MARK: - References and triggers

  private func checkReferences(of table: SchemaEntry) throws {
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
  private func checkBody(of trigger: SchemaEntry) throws {
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
      let policy = AccessPolicy(protected: names.protected)
      guard let refusal = connection.refusal(of: sql, under: policy) else { continue }
      throw StoreError.refused(
        SQLRefusal(
          reason: "the trigger \(trigger.name) would do what SQL must not do: \(refusal.reason)",
          remedy: "let it change only tables of your own", subject: trigger.name))
    }
  }

  private func rows(_ sql: String, _ name: String) throws -> [[SQLValue]] {
    let statement = try RawStatement(sql, on: connection.pointer)
    statement.bind([.text(name)])
    return try statement.rows()
  }
}
