import GRDBSQLite

/// What names stand for, looked up without reading all of them for each statement.
extension NotebookDatabase {
  /// The names of the notebook as they are now.
  ///
  /// - Complexity: O(1) where only this session has changed the schema since the last call, else
  ///   O(tables).
  func names() throws -> SchemaNames {
    let version = try SchemaPlace.version(on: analystConnection.pointer)
    if let keptNames, keptNames.version == version { return keptNames }
    let names = try SchemaNames(on: analystConnection.pointer, version: version)
    keptNames = names
    return names
  }

  /// Runs a transaction of analysts' SQL; the names are read anew where one fails that changes them.
  func changingNames<Result>(
    _ changes: Bool, _ start: TransactionStart, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try analystConnection.transaction(start, body)
    } catch {
      if changes { keptNames = nil }
      throw error
    }
  }

  /// Takes what a statement of SQL made of the schema, inside its transaction.
  func take(_ change: SchemaChange) throws {
    let connection = analystConnection
    guard change.isWhole else {
      // The record of an object goes with its table or view, or with the name that it had.
      try connection.execute(
        "DELETE FROM main.carnet_object WHERE name NOT IN (SELECT name FROM main.sqlite_schema)")
      keptNames = nil
      return
    }
    for name in change.dropped where name.isRelation {
      try connection.execute("DELETE FROM main.carnet_object WHERE name = ?", [.text(name.name)])
    }
    try keptNames?.replace(
      change.dropped, with: change.made, reading: connection.pointer,
      at: SchemaPlace.version(on: connection.pointer))
  }

  /// The object of a name, compared without case, or nil.
  ///
  /// - Complexity: O(log n) in the objects.
  public func object(named name: String) throws -> ObjectRecord? {
    let selection = ObjectRecord.selection + " WHERE name = ?"
    if let found = try rows(selection, [.text(name)]).first { return ObjectRecord(row: found) }
    // SQLite folds ASCII alone. Every object has a table or view of its name.
    for alike in try names().alike(name) where alike.isRelation {
      if let found = try rows(selection, [.text(alike.name)]).first {
        return ObjectRecord(row: found)
      }
    }
    return nil
  }

  /// The table or view of a name, compared without case; nil where there is none.
  ///
  /// A notebook of an earlier version may hold two names that fold alike: then the letters decide.
  ///
  /// - Complexity: O(log n) in the objects.
  public func relation(named name: String) throws -> Relation? {
    let alike = try names().alike(name).filter { $0.isRelation && !Self.isHidden($0.name) }
    let exact = alike.first { $0.name.utf8.elementsEqual(name.utf8) }
    // The built-in tables come behind an analyst's of an earlier version.
    let found = exact ?? alike.first { !reservedNames.contains($0.name) } ?? alike.first
    guard let found else { return nil }
    if reservedNames.contains(found.name) {
      return Relation(name: found.name, kind: "built-in", source: "")
    }
    guard let object = try object(named: found.name) else {
      return Relation(name: found.name, kind: found.type, source: "")
    }
    return Relation(name: object.name, kind: object.kind.rawValue, source: object.source)
  }

  /// Whether a table is one of the notebook's own records.
  private static func isHidden(_ name: String) -> Bool {
    AccessPolicy.hasReservedPrefix(AccessPolicy.folded(name))
  }

  /// What already has a name, with what it is; nil for a free name.
  ///
  /// Case does not count.
  ///
  /// - Complexity: O(log n) in the objects.
  public func holder(of name: String) throws -> Relation? {
    if let relation = try relation(named: name) { return relation }
    return try names().alike(name).first { $0.type == "index" }
      .map { Relation(name: $0.name, kind: "index", source: "") }
  }
}

extension NotebookDatabase {
  /// Takes the names that the program's own connection adds, inside its transaction.
  ///
  /// Where it drops something too, the names are read anew: that is rare, and costs as much.
  ///
  /// - Returns: What keeps the names once the transaction is committed.
  func addedNames(
    since place: SchemaPlace, on connection: OpaquePointer
  ) throws(StoreError) -> () throws -> Void {
    let version = try SchemaPlace.version(on: connection)
    guard let keptNames, keptNames.version == place.version, version != place.version else {
      return {}
    }
    let added = try place.added(on: connection)
    guard try !place.differs(on: connection, byLosing: 0, adding: added.count) else { return {} }
    return { [analystConnection] in
      try keptNames.replace(
        [], with: added.filter { !$0.isAutomatic }.map(\.schemaName),
        reading: analystConnection.pointer, at: version)
    }
  }
}
