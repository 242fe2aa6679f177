extension Schema {
  /// Refuses a notebook that lacks a table, a column or a view of its own.
  ///
  /// The text of a damaged page may still be SQL, and every statement would meet it later.
  ///
  /// - Throws: ``StoreError/damaged(path:reason:)`` with what is missing.
  /// - Complexity: O(columns of the notebook's own tables), in one query.
  static func check(on connection: AnalystConnection) throws {
    var found: Set<String> = []
    let statement = try RawStatement(
      """
      SELECT m.name, c.name FROM main.sqlite_schema m JOIN pragma_table_info(m.name) c
      WHERE m.type = 'table' AND m.name LIKE 'carnet\\_%' ESCAPE '\\'
      UNION ALL SELECT name, '' FROM main.sqlite_schema WHERE type = 'view'
      """, on: connection.pointer)
    for row in try statement.rows() { found.insert("\(row[0].text) \(row[1].text)") }
    let missing =
      ownedColumns.filter { !found.contains($0) }.map { "table and column \($0)" }
      + reservedNames.sorted().filter { !found.contains("\($0) ") }.map { "view \($0)" }
    guard let first = missing.first else { return }
    throw StoreError.damaged(path: "the notebook", reason: "it has no \(first)")
  }

  /// Each table of the notebook's own with each of its columns, as `carnet_setting name`.
  ///
  /// Read from the statements that make them: one a line or more, parted by commas outside brackets.
  static let ownedColumns: [String] = {
    var owned: [String] = []
    for statement in creationStatements.split(separator: ";") {
      let words = statement.split(whereSeparator: { $0.isWhitespace || $0 == "(" })
      guard words.count > 2 else { continue }
      if words.starts(with: ["CREATE", "TABLE"]), let open = statement.firstIndex(of: "(") {
        owned += pieces(of: statement[statement.index(after: open)...]).map { "\(words[2]) \($0)" }
      } else if words.starts(with: ["ALTER", "TABLE"]), words.count > 5 {
        owned.append("\(words[2]) \(words[5])")
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
