/// How near a policy comes to the optimum on validation days.
public struct AgentValidation: Sendable, Equatable {
  /// The mean gap above the optimum's, in rides.
  public var excessGap: Double?
  /// The share of days on which levels 1 to 5 are the optimum's, in percent.
  public var equalDays: Double?
  /// The mean kilometres above the optimum's on those days, in percent.
  public var kilometresAbove: Double?

  public init(excessGap: Double?, equalDays: Double?, kilometresAbove: Double?) {
    self.excessGap = excessGap
    self.equalDays = equalDays
    self.kilometresAbove = kilometresAbove
  }

  static let none = AgentValidation(excessGap: nil, equalDays: nil, kilometresAbove: nil)
}

/// One point of a learning curve: what was measured in or after an episode, nil where nothing was.
public struct AgentCurvePoint: Sendable, Equatable {
  public var seed: UInt64
  /// From 1; 0 is before any training.
  public var episode: Int
  public var reward: Double?
  public var loss: Double?
  /// The share of actions that are drawn, in 0...1.
  public var exploration: Double?
  public var validation: AgentValidation?

  public init(
    seed: UInt64, episode: Int, reward: Double? = nil, loss: Double? = nil,
    exploration: Double? = nil, validation: AgentValidation? = nil
  ) {
    self.seed = seed
    self.episode = episode
    self.reward = reward
    self.loss = loss
    self.exploration = exploration
    self.validation = validation
  }
}
