import DeepQ
import FleetModel

/// What an agent is trained with; each value has a name, a range and a default.
///
///     var settings = AgentSettings()
///     try settings.set("jitter", to: "10")
public struct AgentSettings: Hashable, Sendable {
  public var formulation = Formulation.reassign
  /// Episodes at most, positive.
  public var episodes = 10_000
  public var learning: DQNSettings
  public var augmentation = Augmentation()
  /// Passes over what a teacher does before learning by trial; 0 for none.
  public var imitation = 0
  /// Looks at the validation days without a better one before a training ends; 0 for no end.
  public var patience = 0
  /// Episodes between looks; 0 for a fortieth of all.
  public var lookEvery = 0

  /// The values that measured best; docs/learning.md has the figures.
  public init() {
    learning = DQNSettings()
    learning.layers = [64, 64]
    learning.learningRate = 1e-3
    learning.discount = 0.95
    learning.batch = 64
    learning.replayCapacity = 20_000
    learning.warmUp = 1_000
    learning.stepsPerUpdate = 4
    learning.target = .hard(everyUpdates: 250)
    learning.exploration = .exponential(from: 0.5, to: 0.02, factor: 0.9995)
  }
}
