import GRDBSQLite

extension Schema {
  /// Refuses a notebook that lacks a table, a column or a view of its own.
  ///
  /// The text of a damaged page may still be SQL, and every statement would meet it later.
  ///
  /// - Throws: ``StoreError/damaged(path:reason:)`` with what is missing.
  /// - Complexity: O(text of the notebook's own tables and views); for a notebook of an earlier
  ///   format O(their columns), in one query.
  static func check(on connection: AnalystConnection, path: String) throws {
    // Looking each column up would double the time that a start takes.
    guard try fingerprint(on: connection) != newNotebookFingerprint else { return }
    var found: Set<String> = []
    let statement = try RawStatement(
      """
      SELECT m.name, c.name FROM main.sqlite_schema m JOIN pragma_table_info(m.name) c
      WHERE m.type = 'table' AND m.name LIKE 'carnet\\_%' ESCAPE '\\'
      UNION ALL SELECT name, '' FROM main.sqlite_schema WHERE type = 'view'
      """, on: connection.pointer)
    for row in try statement.rows() { found.insert("\(row[0].text) \(row[1].text)") }
    let missing =
      ownedColumns.first { !found.contains("\($0.table) \($0.column)") }
      .map { "\($0.table) lacks the column \($0.column)" }
      ?? reservedNames.sorted().first { !found.contains("\($0) ") }.map {
        "it lacks the view \($0)"
      }
    if let missing { throw StoreError.damaged(path: path, reason: missing) }
  }

  /// The fingerprint of a notebook that this version made.
  static let newNotebookFingerprint: UInt64 = 0x466e_7529_1d6f_4871

  /// A hash of the notebook's own tables and views as SQLite has them written down, in any order.
  ///
  /// FNV-1a of each text (G. Fowler, L. C. Noll, K.-P. Vo, "The FNV Non-Cryptographic Hash Algorithm",
  /// draft-eastlake-fnv, section 2), summed up.
  ///
  /// - Throws: ``StoreError`` where the schema cannot be read.
  /// - Complexity: O(text of the tables and views).
  static func fingerprint(on connection: AnalystConnection) throws -> UInt64 {
    let statement = try RawStatement(
      """
      SELECT name, type, sql FROM main.sqlite_schema WHERE type = 'view' OR type = 'table'
      AND name LIKE 'carnet\\_%' ESCAPE '\\' AND name NOT LIKE 'carnet\\_private%' ESCAPE '\\'
      """, on: connection.pointer)
    var sum: UInt64 = 0
    while try statement.step() {
      if statement.value(at: 1).text == "view", !reservedNames.contains(statement.value(at: 0).text)
      {
        continue
      }
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      let count = Int(sqlite3_column_bytes(statement.pointer, 2))
      for byte in UnsafeBufferPointer(
        start: sqlite3_column_text(statement.pointer, 2), count: count)
      {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
      sum &+= hash
    }
    return sum
  }

  /// Each table of the notebook's own with each of its columns.
  ///
  /// Read from the statements that make them: one a line or more, parted by commas outside brackets.
  static let ownedColumns: [(table: String, column: String)] = {
    var owned: [(table: String, column: String)] = []
    for statement in creationStatements.split(separator: ";") {
      let words = statement.split(whereSeparator: { $0.isWhitespace || $0 == "(" })
      guard words.count > 2 else { continue }
      if words.starts(with: ["CREATE", "TABLE"]), let open = statement.firstIndex(of: "(") {
        owned += pieces(of: statement[statement.index(after: open)...]).map {
          (String(words[2]), $0)
        }
      } else if words.starts(with: ["ALTER", "TABLE"]), words.count > 5 {
        owned.append((String(words[2]), String(words[5])))
      }
    }
    return owned
  }()

  /// The first word of each definition in the brackets of a statement, constraints left out.
  private static func pieces(of text: Substring) -> [String] {
    var depth = 0
    let definitions = text.split { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return character == "," && depth == 0
    }
    return definitions.compactMap {
      $0.split(whereSeparator: \.isWhitespace).first.map(String.init)
    }
    .filter { !["PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "CONSTRAINT"].contains($0) }
  }
}
