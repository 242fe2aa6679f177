import TerminalText

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
    /// Why it diverged; nil where it did not.
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

    /// What the verdict rests on: the cause in this case, then what moved, in figures.
    public var because: String {
      let explanation = verdict.explanation
      guard let detail = cause?.detail, detail != explanation else { return explanation }
      return explanation.isEmpty ? detail : "\(detail); \(explanation)"
    }
  }

  public private(set) var lines: [Line] = []
  /// Whether the file ends before its `#end`, so that statements may be missing.
  public var isCutShort = false
  /// Statements behind the line up to which the replay was asked for.
  public var leftOut = 0
  /// What was compared less strictly, as another version of something made the record.
  public var differences: [String] = []

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

  /// Statements of which everything recorded was found again, by weaker facts and closely too.
  public var verifiedCount: Int { lines.count { $0.verdict.isVerified } }

  /// Statements that gave something else than the record holds, or did not end.
  public var divergedCount: Int { lines.count { $0.verdict.isDivergence } }

  /// True where any recorded value was compared, or an assertion held.
  public var hasCompared: Bool { lines.contains { $0.verdict.isComparison } }

  /// True where the file is whole, something was compared and nothing diverged.
  public var isVerified: Bool { divergedCount == 0 && hasCompared && !isCutShort }

  /// 0 where the session is verified, 3 where it is not.
  public var exitCode: Int32 { isVerified ? 0 : 3 }

  /// One line, such as `12 statements: 11 verified, 1 of them with volatile values, 1 diverged`.
  public var summary: String {
    let counts = ReplayVerdict.words.compactMap { word -> String? in
      let ofWord = lines.filter { $0.verdict.word == word }
      guard !ofWord.isEmpty || word == "verified" && verifiedCount == 0 else { return nil }
      let volatile = ofWord.count { ($0.verdict.evidence?.volatileCount ?? 0) > 0 }
      let note = volatile > 0 ? ", \(volatile) of them with volatile values" : ""
      let isProse = ofWord.first?.verdict == .prose
      return (isProse ? "\(Sentence.counted(ofWord.count, word).text)" : "\(ofWord.count) \(word)")
        + note
    }
    var parts = [
      "\(Sentence.counted(lines.count, "statement").text): \(counts.joined(separator: ", "))"
    ]
    let summed = lines.reduce(0) { $0 + ($1.verdict.evidence?.summedCount ?? 0) }
    if summed > 0 {
      parts.append("close: \(Sentence.counted(summed, "real").text) compared as sums only")
    }
    let bare = lines.reduce(0) { $0 + ($1.verdict.evidence?.tablesWithoutReals ?? 0) }
    if bare > 0 {
      parts.append(
        "\(Sentence.counted(bare, "table").text) compared without reals and without whole rows")
    }
    parts += differences
    if leftOut > 0 {
      parts.append(
        "\(Sentence.counted(leftOut, "statement").text) after them not run, as requested")
    }
    if isCutShort { parts.append("cut short: the file ends before its `#end`") }
    if !hasCompared { parts.append("nothing was compared") }
    return parts.joined(separator: "; ")
  }

  /// What keeps the session from being verified, in a line; nil where it is.
  public var divergence: String? {
    if let line = lines.first(where: { $0.verdict.isDivergence }) {
      return "line \(line.fileLine) \(line.verdict.word): \(line.verdict.explanation)"
    }
    if isCutShort { return "cut short: the file ends before its `#end`" }
    return hasCompared ? nil : "nothing was compared"
  }
}
