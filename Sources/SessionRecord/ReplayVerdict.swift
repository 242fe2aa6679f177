import TerminalText

/// What happened when a recorded statement ran again.
public enum ReplayOutcome: Hashable, Sendable {
  case succeeded(facts: FactSet, picture: [ScreenLine] = [])
  case failed(RecordedError)
}

/// What replay says of one recorded statement.
public enum ReplayVerdict: Hashable, Sendable {
  /// Every recorded fact was found again; `unrecorded` facts were found that the record lacks.
  case verified(facts: Int, unrecorded: Int = 0)
  /// It succeeded, and the record has no facts to compare.
  case verifiedWithoutFacts
  /// It failed as the record expects.
  case verifiedError(RecordedError)
  /// Recorded facts are missing or changed; only those are listed.
  case diverged([FactDifference])
  /// The facts hold, and the picture, whose comparison was asked for, is another.
  case pictureChanged(line: Int)
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

  /// Judges what happened now by what the record says.
  ///
  /// Errors are compared by code. Facts that only were found now are no divergence: a hand may
  /// have struck them from the record, or a later version may know more.
  ///
  /// - Parameters:
  ///   - recorded: the entry of the session file.
  ///   - found: what happened now.
  ///   - comparesPictures: whether the picture counts too.
  public init(recorded: SessionEntry, found: ReplayOutcome, comparesPictures: Bool = false) {
    switch (recorded.expectedError, found) {
    case (nil, .failed(let error)):
      self = .failed(error)
    case (let expected?, .failed(let error)):
      self =
        expected.code == error.code
        ? .verifiedError(expected) : .otherError(expected: expected, found: error)
    case (let expected?, .succeeded):
      self = .expectedErrorVanished(expected)
    case (nil, .succeeded(let facts, let picture)):
      self = Self.compare(recorded, facts, comparesPictures ? picture : nil)
    }
  }

  private static func compare(
    _ recorded: SessionEntry, _ facts: FactSet, _ picture: [ScreenLine]?
  ) -> ReplayVerdict {
    let differences = facts.differences(from: recorded.facts)
    let counted = differences.filter { $0.kind != .added && !$0.isEvidence }
    if !counted.isEmpty { return .diverged(counted) }
    if let picture, !recorded.picture.isEmpty,
      let line = firstDifference(recorded.picture, picture)
    {
      return .pictureChanged(line: line)
    }
    let count = recorded.facts.compared.count
    if count == 0 { return .verifiedWithoutFacts }
    return .verified(facts: count, unrecorded: differences.count { !$0.isEvidence })
  }

  /// The first line, from 1, in which two pictures differ, blanks at its end aside.
  private static func firstDifference(_ left: [ScreenLine], _ right: [ScreenLine]) -> Int? {
    let left = left.map { withoutTrailingBlanks($0.text) }
    let right = right.map { withoutTrailingBlanks($0.text) }
    guard left != right else { return nil }
    return (zip(left, right).prefix { $0 == $1 }.count) + 1
  }

  private static func withoutTrailingBlanks(_ line: String) -> Substring {
    guard let last = line.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return line[...last]
  }

  /// True where the statement gave again what the record says.
  public var isVerified: Bool {
    switch self {
    case .verified, .verifiedWithoutFacts, .verifiedError: true
    case .diverged, .innerDiverged, .pictureChanged, .failed, .expectedErrorVanished, .otherError,
      .stopped, .notRun, .resumed, .begun, .skipped:
      false
    }
  }

  /// True where nothing was found that the record does not say, and not all of it was run.
  public var isOpen: Bool {
    switch self {
    case .resumed, .begun, .skipped: true
    default: false
    }
  }

  /// One or two words for a table's column.
  public var word: String {
    switch self {
    case .verified, .verifiedWithoutFacts, .verifiedError: "verified"
    case .diverged, .innerDiverged, .pictureChanged: "diverged"
    case .failed, .otherError: "failed"
    case .expectedErrorVanished: "no error"
    case .stopped: "stopped"
    case .notRun: "not run"
    case .resumed: "resumed"
    case .begun: "begun"
    case .skipped: "skipped"
    }
  }

  /// The verdict in one line.
  public var explanation: String {
    switch self {
    case .verified(let facts, let unrecorded):
      Self.counted(facts, "fact") + (unrecorded > 0 ? ", \(unrecorded) more not recorded" : "")
    case .verifiedWithoutFacts: "no facts recorded"
    case .verifiedError(let error): "the expected error \(error.code)"
    case .diverged(let differences): Self.text(of: differences)
    case .pictureChanged(let line): "the picture differs from its line \(line) on"
    case .failed(let error): "it failed: \(error)"
    case .expectedErrorVanished(let error): "it succeeded, but \(error.code) was expected"
    case .otherError(let expected, let found):
      "it failed with \(found), but \(expected.code) was expected"
    case .innerDiverged(let divergence): divergence
    case .stopped(let excess): "the replay took more than \(excess)"
    case .notRun(let reason): "it did not run: \(reason)"
    case .begun(let episodes, let points):
      "its first \(Self.counted(episodes, "episode")) gave \(Self.counted(points, "point")) of the "
        + "recorded curve; the rest did not run"
    case .skipped(let reason): "it did not run: \(reason)"
    case .resumed(let facts):
      "it did not run: a kept result was taken, with \(Self.counted(facts, "fact")) as recorded"
    }
  }

  private static func text(of differences: [FactDifference]) -> String {
    let shown = 3
    let texts = differences.prefix(shown).map(\.description)
    let rest = differences.count - texts.count
    return texts.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
  }

  static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
