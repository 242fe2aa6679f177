import GRDBSQLite

/// One table, view, index or trigger of a notebook by its name.
public struct SchemaName: Sendable {
  /// `table`, `view`, `index` or `trigger`, as SQLite has it.
  public var type: String
  /// In the letters that SQLite keeps.
  public var name: String

  /// Whether it is a table or view.
  var isRelation: Bool { type == "table" || type == "view" }
}

/// The names of a notebook's schema by the notebook's own folding, kept from statement to statement.
///
/// SQLite folds ASCII alone, so it can look up no name as the notebook compares them. Reading all
/// names for each statement would make the last of many statements slower than the first; so they
/// are read once, and hold as long as SQLite's `schema_version` is that of ``version``. Whoever
/// changes the schema and knows how says so with ``replace(_:with:reading:at:)``; for anybody else,
/// such as another shell, they are read again.
///
/// Source: sqlite.org/pragma.html, `schema_version`.
final class SchemaNames {
  /// SQLite's `schema_version` that the names are of.
  private(set) var version: Int64
  private var names: [String: [SchemaName]] = [:]
  /// Names that SQL may read and not change, folded, with what they are.
  private(set) var protected: [String: String] = [:]

  /// Reads all names.
  ///
  /// - Complexity: O(tables and indexes).
  init(on connection: OpaquePointer, version: Int64) throws(StoreError) {
    self.version = version
    for name in reservedNames { protected[name] = "built in" }
    let statement = try RawStatement(
      "SELECT type, name FROM main.sqlite_schema WHERE sql IS NOT NULL ORDER BY name",
      on: connection)
    while try statement.step() {
      add(SchemaName(type: statement.value(at: 0).text, name: statement.value(at: 1).text))
    }
    let objects = try RawStatement(
      ObjectRecord.selection + " WHERE is_imported = 1 ORDER BY name", on: connection)
    for row in try objects.rows() { protect(ObjectRecord(row: row)) }
  }

  /// What has a name, compared as the notebook compares names; of several by their letters.
  func alike(_ name: String) -> [SchemaName] { names[AccessPolicy.folded(name)] ?? [] }

  /// Takes a change of the schema by the connection that made it, inside its transaction.
  ///
  /// - Parameters:
  ///   - removed: What is gone.
  ///   - added: What is new.
  ///   - connection: Where the objects of the new names are looked up.
  ///   - version: The `schema_version` after the change.
  /// - Throws: ``StoreError`` where the objects cannot be read.
  /// - Complexity: O(names that change · log n).
  func replace(
    _ removed: [SchemaName], with added: [SchemaName], reading connection: OpaquePointer,
    at version: Int64
  ) throws(StoreError) {
    for name in removed {
      let folded = AccessPolicy.folded(name.name)
      names[folded]?.removeAll {
        $0.type == name.type && $0.name.utf8.elementsEqual(name.name.utf8)
      }
      if names[folded]?.isEmpty == true { names[folded] = nil }
      if name.isRelation, !reservedNames.contains(folded) { protected[folded] = nil }
    }
    for name in added {
      add(name)
      guard name.isRelation, !name.name.hasPrefix("carnet_") else { continue }
      let object = try RawStatement(
        ObjectRecord.selection + " WHERE name = ? AND is_imported = 1", on: connection)
      object.bind(.text(name.name), at: 1)
      for row in try object.rows() { protect(ObjectRecord(row: row)) }
    }
    self.version = version
  }

  private func add(_ name: SchemaName) {
    let folded = AccessPolicy.folded(name.name)
    let known = names[folded] ?? []
    let place = known.firstIndex { $0.name.utf8.lexicographicallyPrecedes(name.name.utf8) == false }
    names[folded, default: []].insert(name, at: place ?? known.count)
  }

  private func protect(_ object: ObjectRecord) {
    guard object.kind.isReadOnly else { return }
    protected[AccessPolicy.folded(object.name)] = object.kind.readOnlyReason
  }
}

/// Where a schema stands, and what a connection added to it since.
///
/// A new table, view, index or trigger gets the row behind the last one of `sqlite_schema`.
struct SchemaPlace {
  let version: Int64
  private let lastRow: Int64
  private let count: Int64

  /// Reads where the schema of a connection stands.
  ///
  /// - Complexity: O(tables / 100): SQLite counts by pages.
  init(on connection: OpaquePointer) throws(StoreError) {
    version = try Self.version(on: connection)
    let row =
      try RawStatement(
        "SELECT coalesce((SELECT max(rowid) FROM main.sqlite_schema), 0), "
          + "(SELECT count(*) FROM main.sqlite_schema)", on: connection
      ).rows().first ?? []
    lastRow = row.first?.integer ?? 0
    count = row.last?.integer ?? 0
  }

  /// SQLite's number of a schema, which changes with each change of it.
  static func version(on connection: OpaquePointer) throws(StoreError) -> Int64 {
    let statement = try RawStatement("PRAGMA main.schema_version", on: connection)
    guard try statement.step() else { return 0 }
    return statement.value(at: 0).integer ?? 0
  }

  /// The rows that the connection added since, automatic indexes too, in their order.
  ///
  /// - Complexity: O(rows added).
  func added(on connection: OpaquePointer) throws(StoreError) -> [SchemaEntry] {
    let statement = try RawStatement(
      SchemaEntry.selection + " WHERE rowid > ? ORDER BY rowid", on: connection)
    statement.bind(.integer(lastRow), at: 1)
    return try statement.rows().map(SchemaEntry.init(row:))
  }

  /// Whether the schema is anything but this one with so many rows less and so many more.
  func differs(
    on connection: OpaquePointer, byLosing lost: Int, adding added: Int
  ) throws(StoreError) -> Bool {
    try SchemaPlace(on: connection).count != count - Int64(lost) + Int64(added)
  }
}

/// One row of `sqlite_schema`.
struct SchemaEntry: Hashable {
  let type: String
  let name: String
  /// The table that an index or trigger belongs to; else the name again.
  let table: String
  /// The statement that made it; empty for indexes that SQLite makes itself.
  let sql: String

  static let selection = "SELECT type, name, tbl_name, coalesce(sql, '') FROM main.sqlite_schema"

  /// Takes a row of ``selection``.
  init(row: [SQLValue]) {
    (type, name, table, sql) = (row[0].text, row[1].text, row[2].text, row[3].text)
  }

  var isAutomatic: Bool { type == "index" && sql.isEmpty }
  var isRelation: Bool { type == "table" || type == "view" }
  var schemaName: SchemaName { SchemaName(type: type, name: name) }

  /// What goes where something is dropped: an index or trigger, or a table or view with what hangs
  /// on it.
  ///
  /// - Complexity: O(tables), in SQLite's own loop, as dropping one is.
  static func all(of dropped: SchemaName, on connection: OpaquePointer) throws(StoreError)
    -> [SchemaEntry]
  {
    let condition =
      dropped.isRelation ? "tbl_name = ? COLLATE NOCASE" : "type = '\(dropped.type)' AND name = ?"
    let statement = try RawStatement(
      selection + " WHERE \(condition) ORDER BY rowid", on: connection)
    statement.bind(.text(dropped.name), at: 1)
    return try statement.rows().map(SchemaEntry.init(row:))
  }
}

extension SQLValue {
  /// The number, or nil for anything but an integer.
  var integer: Int64? { if case .integer(let integer) = self { integer } else { nil } }
}
