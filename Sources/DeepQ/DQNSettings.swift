/// What a deep Q-network is trained with.
///
/// Sources: V. Mnih et al., "Human-level control through deep reinforcement learning", Nature 518,
/// 2015 (replay, target network); H. van Hasselt, A. Guez, D. Silver, "Deep Reinforcement Learning
/// with Double Q-learning", AAAI 2016; T. Schaul et al., "Prioritized Experience Replay", ICLR 2016;
/// Z. Wang et al., "Dueling Network Architectures", ICML 2016; D. Kingma, J. Ba, "Adam", ICLR 2015.
public struct DQNSettings: Hashable, Sendable {
  /// Hidden layers from the input on, with ReLU.
  public var layers = [512, 256, 128]
  /// Adam's step size.
  public var learningRate = 1e-4
  /// What a reward counts one decision later, 0...1.
  public var discount = 0.99
  /// Decisions an update learns from.
  public var batch = 64
  /// Decisions remembered.
  public var replayCapacity = 10_000
  /// Decisions before the first update.
  public var warmUp = 1_000
  /// Decisions from one update to the next.
  public var stepsPerUpdate = 4
  public var target = Target.hard(everyUpdates: 1_000)
  /// The probability of a random decision, by episode.
  public var exploration = Schedule.exponential(from: 0.5, to: 0.01, factor: 0.995)
  /// Where the loss turns from a square into a line.
  public var huberDelta = 1.0
  /// The greatest norm of a gradient; a larger one is scaled down.
  public var gradientClip = 10.0
  public var replay = Replay.uniform
  /// Rewards that a return adds up before it is estimated.
  public var steps = 1
  /// Whether one network chooses the next action and the other values it.
  public var isDouble = true
  /// Whether the last layer parts the state's value from the actions' advantages; fixed form only.
  public var isDueling = false

  public init() {}

  /// How the target network follows.
  public enum Target: Hashable, Sendable {
    /// Copied every so many updates.
    case hard(everyUpdates: Int)
    /// Moved by a share of the difference at every update.
    case soft(rate: Double)
  }

  /// How decisions are drawn from memory.
  public enum Replay: Hashable, Sendable {
    case uniform
    /// In proportion to (|error| + floor)^exponent, the bias corrected by weights to the power of
    /// `correction`.
    case prioritised(exponent: Double, correction: Schedule, floor: Double)
  }
}
