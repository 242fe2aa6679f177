/// Why a statement did not give again what its record holds.
public enum ReplayCause: Hashable, Sendable {
  /// A file holds something else: what, in words that name the file.
  case data(String)
  /// A file is not where the script looks for it.
  case missingFile(String)
  /// A folder, or something else that is not a file, is where the script looks for one.
  case folder(String)
  /// No temporary folder can be made where the statement needs one.
  case noScratchFolder
  /// A seed or rules are other ones.
  case settings([SettingChange])
  /// Another version of Carnet made the record; where the statement is refused now, the cure.
  case version(recorded: String, found: String, cure: String?)
  /// Another math library computed the record's figures.
  case libm(recorded: String, found: String)
  /// The order of rows, or the choice among equals, is SQLite's, in words.
  case unorderedSQL(String)
  /// An error that was expected did not come.
  case errorGone
  /// An error came, and all that the statement depends on is as recorded.
  case newError
  /// Another error came than the one that was expected.
  case otherError
  /// The line is not a statement, in words.
  case unreadableLine(String)
  /// All that the statement depends on is as recorded, and its result is another.
  case result
  /// The record itself was changed: a fact, a block or a picture is gone or another, in words.
  case recordEdited(String)
  /// What it reads diverged in the statement of a line.
  case consequence(line: Int, name: String)

  /// The kind in one to five words: the value of the column `cause`.
  public var word: String {
    switch self {
    case .data: "data"
    case .missingFile: "missing file"
    case .folder: "folder in a file's place"
    case .noScratchFolder: "no temporary folder"
    case .settings(let changes):
      changes.allSatisfy { $0.name == "seed" } ? "seed" : "settings"
    case .version: "version"
    case .libm: "libm"
    case .unorderedSQL: "unordered SQL"
    case .errorGone: "error gone"
    case .newError: "new error"
    case .otherError: "other error"
    case .unreadableLine: "unreadable line"
    case .result: "result"
    case .recordEdited: "record edited"
    case .consequence: "consequence"
    }
  }

  /// What the cause is in this case; nil where its word is all that is known.
  public var detail: String? {
    switch self {
    case .data(let text), .unorderedSQL(let text), .unreadableLine(let text),
      .recordEdited(let text):
      text
    case .missingFile(let path): path
    case .folder(let path): "\(path) is not a file"
    case .noScratchFolder: "TMPDIR is missing or not writable; this is not a fault of the session"
    case .settings(let changes): changes.map(\.description).joined(separator: ", ")
    case .version(let recorded, let found, let cure):
      "recorded by carnet \(recorded), replayed by \(found)" + (cure.map { "; \($0)" } ?? "")
    case .libm(let recorded, let found): "the math library was \(recorded), now it is \(found)"
    case .consequence(let line, let name): "follows from line \(line), by \(name)"
    case .errorGone, .newError, .otherError, .result: nil
    }
  }

  /// The cause in a line.
  public var explanation: String { word + (detail.map { ": \($0)" } ?? "") }
}
