import CommandLanguage

extension StatementWords {
  /// The name of the table or view that SQL makes; nil where it makes none.
  static func madeName(in sql: String) -> String? {
    var words = sql.split { $0.isWhitespace || $0 == "(" || $0 == ";" }.map(String.init)[...]
    guard words.popFirst()?.lowercased() == "create" else { return nil }
    while let word = words.popFirst()?.lowercased() {
      if word == "table" || word == "view" { break }
    }
    if words.prefix(3).map({ $0.lowercased() }) == ["if", "not", "exists"] { words.removeFirst(3) }
    return words.first.map { $0.filter { !"\"'`[]".contains($0) } }
  }
}
