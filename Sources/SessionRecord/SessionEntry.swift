import TerminalText

/// One statement of a session file with what it gave.
public struct SessionEntry: Sendable {
  /// Blank lines and comments above the statement, as written.
  public var remarksAbove: [String]
  /// The statement in its canonical form, without what follows its end on the line.
  public var source: String
  /// Comments among the lines below the statement, as written.
  public var remarks: [String]
  /// The error that the statement is expected to end with, or nil where it succeeds.
  public var expectedError: RecordedError?
  public var facts: FactSet
  /// The lines of the picture for readers.
  public var picture: [ScreenLine]
  /// What the statement showed as data, in order; empty in records of versions before.
  public var blocks: [RecordedBlock]
  /// What differs from run to run: time, memory, machine.
  public var volatile: [String]
  /// The line of the file where the statement begins, from 1; 0 where it came from no file.
  public var line: Int

  /// Makes an entry; volatile texts with line breaks become several lines.
  public init(
    _ source: String, facts: FactSet = FactSet(), picture: [ScreenLine] = [],
    volatile: [String] = [],
    blocks: [RecordedBlock] = [], expectedError: RecordedError? = nil, remarksAbove: [String] = [],
    remarks: [String] = [],
    line: Int = 0
  ) {
    self.source = source
    self.facts = facts
    self.picture = picture
    self.volatile = volatile.flatMap(Self.lines)
    self.blocks = blocks
    self.expectedError = expectedError
    self.remarksAbove = remarksAbove
    self.remarks = remarks
    self.line = line
  }

  static func lines(of text: String) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
  }
}

/// Two entries are equal where they say the same, wherever they stand.
extension SessionEntry: Equatable {
  public static func == (left: SessionEntry, right: SessionEntry) -> Bool {
    left.source == right.source && left.facts == right.facts && left.picture == right.picture
      && left.blocks == right.blocks && left.volatile == right.volatile
      && left.expectedError == right.expectedError
      && left.remarksAbove == right.remarksAbove && left.remarks == right.remarks
  }
}

/// A statement's error as records know it: a stable code and its headline.
public struct RecordedError: Hashable, Sendable, CustomStringConvertible {
  /// Stable over versions, such as `unknown-column`; what replay compares.
  public let code: String
  /// The headline, for readers, on one line: what is not seen in it is written out.
  public let message: String

  /// Makes an error; blanks and colons of the code become hyphens, line breaks blanks.
  public init(code: String, message: String) {
    let code = Self.mapped(code) { $0 == ":" || $0.properties.isWhitespace ? "-" : $0 }
    self.code = code.isEmpty ? "error" : code
    self.message = visible(Self.trimmed(Self.mapped(message) { Self.breaksLines($0) ? " " : $0 }))
  }

  public var description: String { message.isEmpty ? code : "\(code): \(message)" }

  /// Reads `code: message` or `code`; nil where the code is missing or has blanks.
  init?(_ text: String) {
    let scalars = text.unicodeScalars
    let colon = scalars.firstIndex(of: ":") ?? scalars.endIndex
    let code = Self.trimmed(String(scalars[..<colon]))
    guard !code.isEmpty, !code.unicodeScalars.contains(where: \.properties.isWhitespace) else {
      return nil
    }
    self.init(code: code, message: String(scalars[colon...].dropFirst()))
  }

  private static func mapped(
    _ text: String, _ change: (Unicode.Scalar) -> Unicode.Scalar
  ) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map(change)))
  }

  private static func breaksLines(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  private static func trimmed(_ text: String) -> String {
    let head = text.unicodeScalars.drop(while: \.properties.isWhitespace)
    guard let last = head.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    return String(head[...last])
  }
}
