import Naming

/// What a message of SQLite names, which no call of its interface states.
struct SQLiteMessage {
  /// What SQLite knows no table or column of.
  enum Kind: String {
    case table = "no such table"
    case column = "no such column"
  }

  /// The table or column that the statement names and that there is not.
  let missing: (kind: Kind, name: String)?
  /// The thing that the message names behind its first colon, as written; nil where it names none.
  let object: String?

  /// Whether SQLite could not read the statement at all.
  let isSyntaxError: Bool

  /// Reads a message.
  ///
  /// - Complexity: O(*n*) in the length of the message.
  init(_ message: String) {
    isSyntaxError =
      message == "incomplete input"
      || message.utf8.reversed().starts(with: "syntax error".utf8.reversed())
    // By code points: to compare characters sorts the marks of each.
    let parts = message.unicodeScalars.split(separator: ":", maxSplits: 1)
    let isNaming = parts.first.map { Self.leads.contains(String($0)) } ?? false
    guard parts.count == 2, isNaming else {
      (missing, object) = (nil, nil)
      return
    }
    let name = String(parts[1]).trimmed
    object = name
    missing = Kind(rawValue: String(parts[0])).flatMap { kind in
      // The last piece of `main.rides`.
      name.unicodeScalars.split(separator: ".").last.map { (kind, String($0).trimmed) }
    }
  }

  /// How messages begin that end with what they name: those of SQLite's parser and of constraints.
  private static let leads: Set<String> = [
    "no such table", "no such column", "no such function", "no such index", "no such view",
    "no such trigger", "no such collation sequence", "ambiguous column name",
    "UNIQUE constraint failed", "NOT NULL constraint failed", "CHECK constraint failed",
  ]
}
