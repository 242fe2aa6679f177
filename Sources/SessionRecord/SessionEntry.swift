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
