/// Why a file could not be read as tables: the facts, rendered by `description`.
public struct TabularError: Error, Sendable, Equatable {
  /// The kind of failure; its raw value is a stable code for scripts and tests.
  public enum Code: String, Sendable, CaseIterable {
    case unreadable = "file-unreadable"
    case empty = "file-empty"
    case wrongContent = "file-wrong-content"
    case unsupported = "file-unsupported"
    case encrypted = "file-encrypted"
    case damaged = "file-damaged"
    case tooLarge = "file-too-large"
    case malformed = "data-malformed"
    case noTable = "data-no-table"
    case changed = "file-changed"
    case cancelled = "load-cancelled"
    case unwritable = "file-unwritable"
  }

  public let code: Code
  /// The fact in lower case, without the place: `a quote is opened and never closed`.
  public var message: String
  /// The file's name as it was given.
  public var file: String
  public var sheet: String?
  /// The 1-based row of the file or sheet.
  public var row: Int?
  /// The 1-based column, or for JSON the 1-based byte of the line.
  public var column: Int?
  /// What would have been right there.
  public var expected: String?
  /// What the user can do.
  public var remedy: String?

  public init(
    _ code: Code, _ message: String, file: String, sheet: String? = nil, row: Int? = nil,
    column: Int? = nil, expected: String? = nil, remedy: String? = nil
  ) {
    self.code = code
    self.message = message
    self.file = file
    self.sheet = sheet
    self.row = row
    self.column = column
    self.expected = expected
    self.remedy = remedy
  }
}

extension TabularError: CustomStringConvertible {
  /// The failure as one text: place, fact, what was expected, what to do.
  ///
  ///     rides.csv, row 12: 7 cells where the header has 6 (expected at most 6 cells); …
  public var description: String {
    var place = file
    if let sheet { place += ", sheet \(sheet)" }
    if let row { place += ", row \(row)" }
    if let column { place += ", column \(column)" }
    var text = "\(place): \(message)"
    if let expected { text += " (expected \(expected))" }
    if let remedy { text += "; \(remedy)" }
    return text
  }
}
