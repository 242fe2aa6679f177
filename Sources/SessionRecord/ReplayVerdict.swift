import TerminalText

/// The verdict on one recorded statement that ran again.
public enum ReplayVerdict: Hashable, Sendable {
  /// Everything recorded was found again, exactly.
  case verified(ReplayEvidence)
  /// Everything was found again, some reals within a tolerance, on another math library.
  case close(ReplayEvidence)
  /// Every fact was found again, and some say less than those of this version's own records: those of
  /// a `#carnet 1` record, of what was made before the session, of another version's words.
  case weaker(ReplayEvidence)
  /// It succeeded, and the record has nothing to compare.
  case notCompared
  /// It is a note without figures: prose, of which nothing could be compared.
  case prose
  /// It reads the clock or what depends on it, for a reason that names the line.
  case notVerifiable(String)
  /// All facts hold, and the picture or a block shows something else than the statement gave.
  case pictureEdited(String)
  /// Recorded values are missing or others: which.
  case diverged([Movement])
  /// It failed, and the record expects success.
  case failed(RecordedError)
  /// It succeeded, and the record expects an error.
  case expectedErrorVanished(RecordedError)
  /// It failed in another way than the record expects.
  case otherError(expected: RecordedError, found: RecordedError)
  /// It replayed another session, which diverged: its file, line and verdict.
  case innerDiverged(String)
  /// The replay took more than it may, and was stopped in this statement.
  case stopped(String)
  /// It did not run, for a reason.
  case notRun(String)
  /// It did not run: the result that an earlier run kept was taken, which has the facts recorded.
  case resumed(facts: Int)
  /// A training's first episodes ran and gave as many points of its curve as are recorded of them.
  case begun(episodes: Int, points: Int)
  /// It did not run, as was asked for.
  case skipped(String)

  /// True where everything that the record holds was found again.
  public var isVerified: Bool {
    switch self {
    case .verified, .close, .weaker: true
    default: false
    }
  }

  /// True where nothing was found that the record does not hold, and not all of it was run.
  public var isOpen: Bool {
    switch self {
    case .resumed, .begun, .skipped: true
    default: false
    }
  }

  /// True where the statement gave something else than the record holds, or did not end.
  public var isDivergence: Bool {
    switch self {
    case .verified, .close, .weaker, .notCompared, .prose, .notVerifiable, .resumed, .begun,
      .skipped:
      false
    case .pictureEdited, .diverged, .failed, .expectedErrorVanished, .otherError, .innerDiverged,
      .stopped, .notRun:
      true
    }
  }

  /// True where anything recorded was compared with something found.
  var isComparison: Bool {
    switch self {
    case .notCompared, .prose, .notVerifiable, .stopped, .notRun, .skipped: false
    default: true
    }
  }

  /// What a verified statement's verdict rests on.
  public var evidence: ReplayEvidence? {
    switch self {
    case .verified(let evidence), .close(let evidence), .weaker(let evidence): evidence
    default: nil
    }
  }

  /// One to four words for a table's column.
  public var word: String {
    switch self {
    case .verified: "verified"
    case .close: "close"
    case .weaker: "verified by weaker facts"
    case .notCompared: "not compared"
    case .prose: "note"
    case .notVerifiable: "not verifiable"
    case .pictureEdited: "picture edited"
    case .diverged, .innerDiverged: "diverged"
    case .failed: "failed"
    case .otherError: "other error"
    case .expectedErrorVanished: "no error"
    case .stopped: "stopped"
    case .notRun: "not run"
    case .resumed: "resumed"
    case .begun: "begun"
    case .skipped: "skipped"
    }
  }

  /// All words in the order in which a summary counts them.
  static let words = [
    "verified", "close", "verified by weaker facts", "note", "not verifiable", "not compared",
    "resumed", "begun", "skipped", "picture edited", "diverged", "failed", "other error",
    "no error",
    "stopped", "not run",
  ]

  /// What moved, as data; empty where nothing did or no figure states it.
  public var movements: [Movement] {
    if case .diverged(let movements) = self { movements } else { [] }
  }

  /// The verdict in one line.
  public var explanation: String {
    switch self {
    case .verified(let evidence), .close(let evidence), .weaker(let evidence):
      evidence.description
    case .notCompared: "it ran; nothing was recorded to compare"
    case .prose: "text without figures"
    case .notVerifiable(let reason): reason
    case .pictureEdited(let what): what
    case .diverged(let movements): Movement.text(of: movements)
    case .failed(let error): "it failed: \(error)"
    case .expectedErrorVanished(let error): "it succeeded, but \(error) was expected"
    case .otherError(let expected, let found):
      "was \(expected), is \(found)"
        + ("\(expected)" == "\(found)" ? ": what it names, or SQLite's code, differs" : "")
    case .innerDiverged(let divergence): divergence
    case .stopped(let excess): "the replay took more than \(excess)"
    case .notRun(let reason): "it did not run: \(reason)"
    case .begun(let episodes, let points):
      "its first \(Sentence.counted(episodes, "episode").text) reproduced \(Sentence.counted(points, "point").text) of the "
        + "recorded curve; the rest was not run"
    case .skipped(let reason): "it did not run: \(reason)"
    case .resumed(let facts):
      "it did not run: a stored result was used, with \(Sentence.counted(facts, "fact").text) as recorded"
    }
  }
}

/// What was compared of a statement that is verified.
public struct ReplayEvidence: Hashable, Sendable, CustomStringConvertible {
  /// Facts of the record that were found again.
  public var facts = 0
  /// Blocks of the record that were found again: tables, messages, plots.
  public var blocks = 0
  /// The error that was expected and came.
  public var error: RecordedError?
  /// Whether the statement holds by itself, such as an assertion, so that nothing need be recorded.
  public var holds = false
  /// Why rows were compared without their order; nil where they were compared in order.
  public var multiset: String?
  /// Values that were shown and not compared, as they change from run to run.
  public var volatileCount = 0
  /// Facts that this version gives and the version of the record did not.
  public var addedCount = 0
  /// Blocks that this version shows and the version of the record did not.
  public var addedBlocks = 0
  /// Whether the statement was made before the session, so that only what its command stated is
  /// recorded.
  public var isEarlier = false
  /// Reals that were compared within a tolerance, cell by cell.
  public var closeCount = 0
  /// Reals of which only sums were compared, within a tolerance.
  public var summedCount = 0
  /// Tables whose reals moved and of which nothing but hashes is recorded, so that nobody can say
  /// whether they lie within a tolerance.
  public var tablesWithoutReals = 0

  /// Whether words and drawings differ from this version's, so that only values were compared.
  public var isLoose = false

  public init() {}

  /// One line, such as `5 facts, 1 block; rows in any order, as it has no order by`.
  public var description: String {
    var counts: [String] = []
    if let error { counts.append("the expected error \(error.code)") }
    if holds { counts.append("it holds") }
    if facts > 0 { counts.append(Sentence.counted(facts, "fact").text) }
    if blocks > 0 { counts.append(Sentence.counted(blocks, "block").text) }
    if volatileCount > 0 {
      counts.append("\(Sentence.counted(volatileCount, "volatile value").text) not compared")
    }
    if isEarlier { counts.append("made before the session") }
    if addedCount > 0, !isEarlier {
      counts.append("\(Sentence.counted(addedCount, "fact").text) added since")
    }
    if addedBlocks > 0 {
      counts.append("\(Sentence.counted(addedBlocks, "block").text) added since")
    }
    var parts = [counts.joined(separator: ", ")].filter { !$0.isEmpty }
    if closeCount > 0 { parts.append("\(Sentence.counted(closeCount, "real").text) within 1e-9") }
    if summedCount > 0 {
      parts.append("\(Sentence.counted(summedCount, "real").text) compared as sums only")
    }
    if tablesWithoutReals > 0 {
      parts.append(
        "\(Sentence.counted(tablesWithoutReals, "table").text) compared without reals and without whole rows"
      )
    }
    if isLoose { parts.append("words and drawing of another version not compared") }
    if let multiset { parts.append("rows compared in any order: \(multiset)") }
    return parts.joined(separator: "; ")
  }
}
