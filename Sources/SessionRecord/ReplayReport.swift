/// The verdicts of a replayed session.
public struct ReplayReport: Hashable, Sendable {
  /// One statement with its verdict.
  public struct Line: Hashable, Sendable {
    /// The statement's place in the session, from 1.
    public var number: Int
    public var source: String
    /// The line of the session file, from 1; 0 where unknown.
    public var fileLine: Int
    public var verdict: ReplayVerdict
    /// Why it diverged; nil where it did not, or where nobody asked.
    public var cause: ReplayCause?

    public init(
      number: Int, source: String, fileLine: Int, verdict: ReplayVerdict, cause: ReplayCause? = nil
    ) {
      self.number = number
      self.source = source
      self.fileLine = fileLine
      self.verdict = verdict
      self.cause = cause
    }
  }

  public private(set) var lines: [Line] = []

  public init() {}

  /// Adds the verdict of the next statement.
  public mutating func add(
    _ entry: SessionEntry, _ verdict: ReplayVerdict, cause: ReplayCause? = nil
  ) {
    lines.append(
      Line(
        number: lines.count + 1, source: entry.source, fileLine: entry.line, verdict: verdict,
        cause: cause))
  }

  public var verifiedCount: Int { lines.count { $0.verdict.isVerified } }

  /// Statements that were not run, or not to their end, as was asked for; they prove nothing.
  public var openCount: Int { lines.count { $0.verdict.isOpen } }

  public var divergedCount: Int { lines.count - verifiedCount - openCount }

  /// True where no statement that ran gave anything else than the record says.
  public var isVerified: Bool { divergedCount == 0 }

  /// 0 where all is verified, 3 where anything is not.
  public var exitCode: Int32 { isVerified ? 0 : 3 }

  /// One line, such as `12 statements: 11 verified, 1 diverged`.
  ///
  /// Statements without recorded facts are told apart, since their success is all that is known.
  public var summary: String {
    var counts = ["\(verifiedCount) verified"]
    let bare = lines.count { $0.verdict == .verifiedWithoutFacts }
    if bare > 0 { counts[0] += " (\(bare) without facts)" }
    for word in [
      "resumed", "begun", "skipped", "diverged", "failed", "no error", "stopped", "not run",
    ] {
      let count = lines.count { !$0.verdict.isVerified && $0.verdict.word == word }
      if count > 0 { counts.append("\(count) \(word)") }
    }
    return "\(ReplayVerdict.counted(lines.count, "statement")): \(counts.joined(separator: ", "))"
  }
}
