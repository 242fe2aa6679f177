import SeededRandom

/// How decisions are presented to a network.
public enum DecisionForm: Hashable, Sendable {
  /// A state of `stateSize` values and one output for each of `actionCount` actions.
  case fixed(stateSize: Int, actionCount: Int)
  /// A row of `featureCount` features for each of at most `most` candidates, and one output a row.
  case candidates(featureCount: Int, most: Int)

  /// What each of a form's numbers may be.
  static let allowed = 1...1_000_000

  /// Whether both numbers are allowed.
  var isAllowed: Bool {
    switch self {
    case .fixed(let first, let second), .candidates(let first, let second):
      Self.allowed.contains(first) && Self.allowed.contains(second)
    }
  }

  /// Values of one row of the network's input.
  var inputSize: Int {
    switch self {
    case .fixed(let state, _): state
    case .candidates(let features, _): features
    }
  }

  /// Rows of input for one decision, at most.
  var mostRows: Int {
    switch self {
    case .fixed: 1
    case .candidates(_, let most): most
    }
  }

  /// Actions at most.
  var mostActions: Int {
    switch self {
    case .fixed(_, let actions): actions
    case .candidates(_, let most): most
    }
  }
}

/// What is seen before a decision.
public struct Observation: Sendable {
  /// The state, or the candidates' features row by row.
  public var features: [Float]
  /// Which actions, or rows, are allowed; empty where all are.
  public var mask: [Bool]

  public init(features: [Float], mask: [Bool]) {
    self.features = features
    self.mask = mask
  }
}

/// What came of a decision.
public struct DecisionStep: Hashable, Sendable {
  public var reward: Float
  /// Whether the episode has ended: nothing is to be had after it.
  public var isEnd: Bool

  public init(reward: Float, isEnd: Bool) {
    self.reward = reward
    self.isEnd = isEnd
  }
}

/// A task of decisions in episodes, such as a game; at least one action is always allowed.
public protocol DecisionEnvironment {
  var form: DecisionForm { get }
  /// Starts an episode.
  mutating func reset(_ random: inout SeededGenerator)
  /// Writes what is seen into an observation, in place.
  mutating func observe(_ observation: inout Observation)
  /// Takes an allowed action of the last observation.
  mutating func step(_ action: Int) -> DecisionStep
}
