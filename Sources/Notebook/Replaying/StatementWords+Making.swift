import CommandLanguage
import Naming

extension StatementWords {
  /// The table, view, index or trigger that SQL makes; nil where it makes none.
  ///
  /// - Complexity: O(1) where it does not begin with `create`, else O(code points).
  static func made(in sql: String) -> Subject? {
    guard sql.prefix("create".count).lowercased() == "create" else { return nil }
    var words = SQLPieces(sql).pieces[...]
    guard words.popFirst()?.keyword == "create" else { return nil }
    while let word = words.first, ["temp", "temporary", "unique"].contains(word.keyword) {
      words.removeFirst()
    }
    guard let kind = words.popFirst()?.keyword,
      ["table", "view", "index", "trigger"].contains(kind)
    else { return nil }
    if words.prefix(3).map(\.keyword) == ["if", "not", "exists"] { words.removeFirst(3) }
    return words.first.map {
      kind == "trigger" ? .trigger(NameRules.folded($0.content)) : .name($0.content)
    }
  }
}
