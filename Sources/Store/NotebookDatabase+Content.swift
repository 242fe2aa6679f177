import GRDBSQLite

extension TableContent {
  /// Forgets the sums of a table, which are then taken anew with its next change.
  static let forgetting = "DELETE FROM main.carnet_content WHERE name = ?"
}

/// The sums of what tables hold, kept with the notebook and carried on from change to change.
extension NotebookDatabase {
  /// Carries on the sums of the tables that a statement changed or made.
  ///
  /// - Parameters:
  ///   - watch: What it changed.
  ///   - policy: What it touched.
  ///   - made: The tables and views that are new.
  /// - Returns: What the tables hold now, by folded name.
  /// - Throws: ``StoreError`` where they cannot be read or kept.
  /// - Complexity: O(rows changed); O(rows) of a table that is new, was altered, or whose sums are not
  ///   known yet.
  func settleContents(
    of watch: ContentWatch, under policy: AccessPolicy, made: [String]
  ) throws -> [TableContent] {
    var names = watch.changes.mapValues(\.name)
    // What it might have changed, and did not.
    let untouched = policy.changesSchema ? [] : policy.writes.filter { names[$0] == nil }
    if policy.changesSchema {
      let tables = try rows("SELECT name FROM main.sqlite_schema WHERE type = 'table'")
        .map { $0[0].text }
      for name in tables where policy.writes.contains(AccessPolicy.folded(name)) {
        names[AccessPolicy.folded(name)] = name
      }
      for name in Set(tables).intersection(made) { names[AccessPolicy.folded(name)] = name }
      try analystConnection.execute(
        "DELETE FROM main.carnet_content WHERE name NOT IN (SELECT name FROM main.sqlite_schema)")
    }
    for name in untouched { names[name] = name }
    return try names.sorted { $0.key < $1.key }.compactMap { folded, name in
      guard !policy.owns(name), let shape = try TableShape(of: name, on: analystConnection)
      else { return nil }
      if untouched.contains(folded), let kept = try keptContent(of: shape) {
        return kept.sums.content(of: shape.name, columns: shape.columns)
      }
      return try settle(
        shape, change: watch.changes[folded]?.sums,
        isNew: made.contains(name) && policy.creates.contains(folded),
        isAltered: watch.changes[folded] == nil)
    }
  }

  private func settle(
    _ shape: TableShape, change: ContentSums?, isNew: Bool, isAltered: Bool
  ) throws -> TableContent? {
    let kept = try keptContent(of: shape)
    if isAltered, kept?.signature == shape.signature { return nil }
    var sums: ContentSums
    var isWhole = isNew
    if let kept, let change, kept.signature == shape.signature, kept.isWhole || !shape.hasDefaults {
      sums = kept.sums
      sums.add(change)
      isWhole = kept.isWhole
    } else {
      sums = try contentSums(of: shape)
    }
    try analystConnection.execute(
      "INSERT OR REPLACE INTO main.carnet_content VALUES (?, ?, ?, ?)",
      [
        .text(shape.name), .text(shape.signature), .integer(isWhole ? 1 : 0), .blob(sums.bytes),
      ])
    return sums.content(of: shape.name, columns: shape.columns)
  }

  /// The sums of a table as kept.
  private struct KeptContent {
    let signature: String
    /// Whether no row is from before a column that was added.
    let isWhole: Bool
    let sums: ContentSums
  }

  private func keptContent(of shape: TableShape) throws -> KeptContent? {
    let row = try rows(
      "SELECT signature, is_whole, sums FROM main.carnet_content WHERE name = ?",
      [.text(shape.name)]
    ).first
    guard let row, case .blob(let bytes) = row[2],
      let sums = ContentSums(bytes, columnCount: shape.columns.count)
    else { return nil }
    return KeptContent(signature: row[0].text, isWhole: row[1] == .integer(1), sums: sums)
  }

  /// The sums over all rows of a table.
  ///
  /// - Complexity: O(bytes of the rows).
  private func contentSums(of shape: TableShape) throws -> ContentSums {
    let columns = shape.columns.map { SQLIdentifier($0).description }.joined(separator: ", ")
    let statement = try RawStatement(
      "SELECT \(columns) FROM main.\(SQLIdentifier(shape.name))", on: analystConnection.pointer)
    var sums = ContentSums(columnCount: shape.columns.count)
    while try statement.step() {
      sums.add { column in
        ContentSums.Value(sqlite3_column_value(statement.pointer, Int32(column)), isReal: false)
      }
    }
    return sums
  }
}
