import Files
import SessionRecord

/// Where a replay stands among the replays around it, and what they all share.
struct ReplayPlace: Sendable {
  /// How many replays it is inside of, itself counted.
  let depth: Int
  /// What all of them may take together.
  let budget: ReplayBudget
  /// The session files that run at this moment, the outermost first.
  private let files: [FileIdentity]

  /// How deep replays may stand inside replays.
  private static let deepest = 3
  /// How many replays may run inside one, over all depths.
  private static let mostInside = 100

  /// A place inside another one, or of an outermost replay.
  init(inside outer: ReplayPlace?, budget: ReplayBudget) {
    depth = (outer?.depth ?? 0) + 1
    files = outer?.files ?? []
    self.budget = budget
  }

  private init(depth: Int, budget: ReplayBudget, files: [FileIdentity]) {
    self.depth = depth
    self.budget = budget
    self.files = files
  }

  /// The place of a session file's own replay.
  ///
  /// - Parameters:
  ///   - path: Where the file is read.
  ///   - outer: The replay whose statement asks for it, or nil.
  ///   - budget: What an outermost replay may take.
  /// - Returns: The place.
  /// - Throws: `SessionRecordError` for a file that is being replayed already, and where replays
  ///   stand too deep or are too many: sessions that replay each other must end.
  static func entering(
    _ path: String, from outer: ReplayPlace?, budget: ReplayBudget
  ) throws(SessionRecordError) -> ReplayPlace {
    let place = ReplayPlace(inside: outer, budget: outer?.budget ?? budget)
    guard place.depth <= deepest else {
      throw SessionRecordError(
        .unreadableFile, "replays are nested \(place.depth) deep", file: path,
        expected: "at most \(deepest)", remedy: "remove the `replay` statement from the script")
    }
    if outer != nil, place.budget.countReplay() > mostInside {
      throw SessionRecordError(
        .unreadableFile, "one replay runs more than \(mostInside) others", file: path,
        expected: "at most \(mostInside), nested replays included",
        remedy: "replay the scripts one by one")
    }
    // A file that is not there is told by whoever reads it.
    guard let identity = FileIdentity(of: path) else { return place }
    guard !place.files.contains(identity) else {
      throw SessionRecordError(
        .unreadableFile, "the session would replay itself endlessly", file: path,
        remedy: "remove the `replay` statement from the script")
    }
    return ReplayPlace(depth: place.depth, budget: place.budget, files: place.files + [identity])
  }
}
