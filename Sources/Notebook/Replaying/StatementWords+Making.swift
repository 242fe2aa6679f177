import CommandLanguage

extension StatementWords {
  /// The name of the table, view or index that SQL makes; nil where it makes none.
  static func madeName(in sql: String) -> String? {
    made(in: sql, kinds: ["table", "view", "index"])
  }

  /// The name of the trigger that SQL makes; nil where it makes none.
  static func madeTrigger(in sql: String) -> String? { made(in: sql, kinds: ["trigger"]) }

  private static func made(in sql: String, kinds: Set<String>) -> String? {
    var words = SQLPieces(sql).pieces[...]
    guard words.popFirst()?.keyword == "create" else { return nil }
    while let word = words.first, ["temp", "temporary", "unique"].contains(word.keyword) {
      words.removeFirst()
    }
    guard let kind = words.popFirst(), kinds.contains(kind.keyword) else { return nil }
    if words.prefix(3).map(\.keyword) == ["if", "not", "exists"] { words.removeFirst(3) }
    return words.first?.content
  }
}
