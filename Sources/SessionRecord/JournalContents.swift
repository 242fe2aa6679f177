import Tabular

/// All that a journal says, read after the fact or while its session lives.
public struct JournalContents: Hashable, Sendable {
  public var path: String
  /// Nil where not even the first line was written whole.
  public var begin: JournalBegin?
  public var statements: [JournalStatement]
  /// True where the session ended in order.
  public var isEnded: Bool
  /// True where somebody recovered the session, or declined to.
  public var isSettled: Bool
  /// Lines that a crash cut or that something overwrote; a torn last line is one.
  public var damagedLines: Int

  /// The statement that the session died in, or nil.
  public var unfinished: JournalStatement? { statements.last.flatMap { $0.isFinished ? nil : $0 } }

  /// The statements that finished and belong in the session file.
  public var recorded: [JournalStatement] {
    statements.filter { $0.outcome?.isRecorded == true }
  }

  /// The contents of a session that lives, which nothing is read of yet.
  public init(beginning begin: JournalBegin) {
    path = ""
    self.begin = begin
    statements = []
    isEnded = false
    isSettled = false
    damagedLines = 0
  }

  init(path: String, bytes: [UInt8]) {
    let (lines, damaged) = JournalLine.lines(of: bytes)
    self.path = path
    statements = []
    isEnded = false
    isSettled = false
    damagedLines = damaged
    for line in lines { take(line) }
  }

  private mutating func take(_ line: JournalLine) {
    switch line.kind {
    case "begin": begin = begin ?? JournalBegin(line)
    case "statement":
      if let statement = JournalStatement(line) { statements.append(statement) }
    case "outcome":
      guard let outcome = JournalOutcome(line),
        let number = line.json?["number"]?.wholeNumber.flatMap({ Int(exactly: $0) }),
        let index = statements.lastIndex(where: { $0.number == number })
      else { return }
      statements[index].outcome = outcome
    case "end": isEnded = true
    case "settled": isSettled = true
    // A later version's lines are not ours to judge.
    default: break
    }
  }
}
