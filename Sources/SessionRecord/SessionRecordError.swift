import Files

/// What went wrong with a record: the fact, its place, what was expected and what to do.
public struct SessionRecordError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of mistake it is, stable over versions.
  public enum Code: String, Hashable, Sendable {
    case unreadableFile = "unreadable-file"
    case unwritableFile = "unwritable-file"
    case laterFormat = "later-format"
    case malformedHeader = "malformed-header"
    case malformedFact = "malformed-fact"
    case malformedError = "malformed-error"
    case malformedBlock = "malformed-block"
    case unknownRule = "unknown-rule"
    case conflictMarkers = "conflict-markers"
    case notARecord = "not-a-record"
    case cutShort = "cut-short"
    case misplacedLine = "misplaced-line"
    case unfinishedStatement = "unfinished-statement"
    case journalInUse = "journal-in-use"
    case closedJournal = "closed-journal"
  }

  /// Where in a file: line and column count from 1, the column in characters.
  public struct Place: Hashable, Sendable {
    public var line: Int
    public var column: Int
    /// The line's text, shown above the caret.
    public var text: String

    public init(line: Int, column: Int, text: String) {
      self.line = line
      self.column = column
      self.text = text
    }
  }

  public var code: Code
  /// The fact, in lower case, without a full stop.
  public var headline: String
  public var file: String?
  public var place: Place?
  public var expected: String?
  public var remedy: String?
  /// What the system found at the file's place; nil where the error is of its text.
  public var reason: FileError.Reason?

  public init(
    _ code: Code, _ headline: String, file: String? = nil, place: Place? = nil,
    expected: String? = nil, remedy: String? = nil
  ) {
    self.code = code
    self.headline = headline
    self.file = file
    self.place = place
    self.expected = expected
    self.remedy = remedy
  }

  /// The whole report, a few lines: headline, place with a caret, expectation, remedy.
  public var description: String {
    var lines = [headline]
    if let place {
      lines.append("  at \(file.map { $0 + ":" } ?? "line ")\(place.line):\(place.column)")
      lines.append("    " + place.text)
      lines.append("    " + String(repeating: " ", count: max(0, place.column - 1)) + "^")
    } else if let file {
      lines.append("  at \(file)")
    }
    if let expected { lines.append("  expected \(expected)") }
    if let remedy { lines.append("  \(remedy)") }
    return lines.joined(separator: "\n")
  }

  /// The error of a file, as one of the record that it holds.
  public init(_ error: FileError) {
    self.init(
      error.code == .unreadable ? .unreadableFile : .unwritableFile, error.headline,
      file: error.file, expected: error.expected, remedy: error.remedy)
    reason = error.reason
  }

  /// The error of a text without a `#carnet` line, which records nothing to compare.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - isEmpty: Whether it holds nothing at all, as one that a full disk left.
  /// - Returns: The error.
  public static func notARecord(_ file: String, isEmpty: Bool) -> SessionRecordError {
    SessionRecordError(
      .notARecord, isEmpty ? "the file is empty" : "this text has no `#carnet` line", file: file,
      expected: "a session file, which begins with #carnet \(SessionHeader.latestFormat)",
      remedy: isEmpty
        ? "get it again from its source" : "run a script without a record with `carnet run FILE`")
  }

  /// Runs a body on files, whose errors become errors of the record.
  static func translating<Result>(
    _ body: () throws(FileError) -> Result
  ) throws(SessionRecordError) -> Result {
    do {
      return try body()
    } catch {
      throw SessionRecordError(error)
    }
  }

  func inFile(_ name: String?) -> SessionRecordError {
    var error = self
    error.file = file ?? name
    return error
  }
}
