import CommandLanguage
import Naming

/// Commands of other database shells, translated into this language.
///
///     ForeignHabit.translated(".last")        // "show _ all"
///     ForeignHabit.translated("\\d october")  // "schema october"
enum ForeignHabit {
  /// The statement that does the same here, or nil for any other line.
  static func translated(_ line: String) -> String? {
    let line = line.trimmed
    guard line.hasPrefix(".") || line.hasPrefix("\\") || line == "exit" || line == "exit;" else {
      return nil
    }
    let words = line.split(separator: " ", maxSplits: 1)
    var verb = String(words[0])
    while verb.last == ";" { verb.removeLast() }
    let rest = words.count > 1 ? String(words[1]).trimmed : ""
    if let whole = statements[verb], rest.isEmpty { return whole }
    guard let start = beginnings[verb] else { return nil }
    return rest.isEmpty ? nil : "\(start) \(rest)"
  }

  /// Complete statements: dot commands of DuckDB and SQLite, backslash commands of psql.
  private static let statements = [
    ".last": "show _ all", ".tables": "tables", ".schema": "schema", ".help": "help",
    ".quit": "quit", ".exit": "quit", ".show": "rules", "exit": "quit",
    "\\d": "tables", "\\dt": "tables", "\\q": "quit", "\\?": "help", "\\h": "help",
    "\\x": "show _ vertical", "\\timing": "set timer on", "\\e": "edit", ".edit": "edit",
  ]

  /// What goes on with the rest of the line.
  private static let beginnings = [
    ".schema": "schema", ".help": "help", ".timer": "set timer", "\\d": "schema",
    "\\dt": "schema", "\\h": "help", "\\timing": "set timer",
  ]
}
