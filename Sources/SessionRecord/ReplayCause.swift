/// Why a statement did not give again what its record says.
public enum ReplayCause: Hashable, Sendable {
  /// A file holds something else: what, in words that name the file.
  case data(String)
  /// A file is not where the script looks for it.
  case missingFile(String)
  /// A seed or rules are other ones.
  case settings([SettingChange])
  /// Another version of Carnet made the record.
  case version(recorded: String, found: String)
  /// Another floating-point kernel made the record.
  case environment(recorded: String, found: String)
  /// The order of rows, or the choice among equals, is SQLite's, in words.
  case unorderedSQL(String)
  /// An error that was expected did not come.
  case errorGone
  /// An error came, and all that the statement stands on is as recorded.
  case newError
  /// All that the statement stands on is as recorded, and its result is another.
  case result
  /// What it reads diverged in the statement of a line.
  case consequence(line: Int, name: String)

  /// The kind in one or two words.
  public var word: String {
    switch self {
    case .data: "data"
    case .missingFile: "missing file"
    case .settings(let changes):
      changes.allSatisfy { $0.name == "seed" } ? "seed" : "settings"
    case .version: "version"
    case .environment: "environment"
    case .unorderedSQL: "unordered SQL"
    case .errorGone: "error gone"
    case .newError: "new error"
    case .result: "result"
    case .consequence: "consequence"
    }
  }

  /// The cause in a line.
  public var explanation: String {
    switch self {
    case .data(let text): "data: \(text)"
    case .missingFile(let path): "missing file: \(path)"
    case .settings(let changes):
      "\(word): " + changes.map(\.description).joined(separator: ", ")
    case .version(let recorded, let found):
      "version: recorded by carnet \(recorded), replayed by \(found)"
    case .environment(let recorded, let found):
      "environment: kernel was \(recorded), is \(found); claim an inequality, or score the shipped "
        + "checkpoint again"
    case .unorderedSQL(let text): "unordered SQL: \(text)"
    case .errorGone: "error gone: what it failed by before is there now"
    case .newError: "new error: all that it stands on is as recorded"
    case .result: "result: all that it stands on is as recorded, what it gives is not"
    case .consequence(let line, let name): "follows from line \(line), by \(name)"
    }
  }
}
