import DeepQ
import FleetModel
import SeededRandom
import Solvers

/// A day with the optimum that it is scored against.
public struct ScoredDay: Sendable {
  public let day: ServiceDay
  public let optimum: Score

  public init(day: ServiceDay, optimum: Score) {
    self.day = day
    self.optimum = optimum
  }
}

/// A training of one agent: episodes on training days, looked at on validation days.
///
/// The checkpoint with the least regret on the validation days is kept, the latest of equals. The same seed gives the
/// same weights with any number of threads.
public struct AgentTraining {
  public let settings: AgentSettings
  public let training: [ServiceDay]
  public let validation: [ScoredDay]
  public let seed: UInt64
  public let threads: Int
  /// The checkpoint that it goes on from; nil starts anew.
  public var parent: AgentCheckpoint?

  public init(
    settings: AgentSettings, training: [ServiceDay], validation: [ScoredDay], seed: UInt64,
    threads: Int, parent: AgentCheckpoint? = nil
  ) {
    self.settings = settings
    self.training = training
    self.validation = validation
    self.seed = seed
    self.threads = threads
    self.parent = parent
  }

  /// One look at the validation days.
  public struct CurvePoint: Hashable, Sendable {
    public let episode: Int
    /// The mean return of the episodes since the last look.
    public let reward: Double
    public let exploration: Double
    /// The mean loss of the updates since the last look; nil before the first update.
    public let loss: Double?
    public let quality: QualityScore

    public init(
      episode: Int, reward: Double, exploration: Double, loss: Double?, quality: QualityScore
    ) {
      self.episode = episode
      self.reward = reward
      self.exploration = exploration
      self.loss = loss
      self.quality = quality
    }
  }

  /// How far a training is, told after every episode.
  public struct Progress: Sendable {
    public let episode: Int
    public let episodes: Int
    public let exploration: Double
    public let loss: Double?
    /// The last look at the validation days.
    public let latest: CurvePoint?
    public let best: CurvePoint?
  }

  public struct Result: Sendable {
    /// The best checkpoint, with the optimiser's state.
    public let checkpoint: AgentCheckpoint
    public let curve: [CurvePoint]
    public let best: CurvePoint
    /// Episodes done.
    public let episodes: Int
    public let updates: Int
    /// Why it ended before its last episode; nil where it did not.
    public let end: EarlyEnd?

    /// A result as it was found before.
    public init(
      checkpoint: AgentCheckpoint, curve: [CurvePoint], best: CurvePoint, episodes: Int,
      updates: Int, end: EarlyEnd?
    ) {
      self.checkpoint = checkpoint
      self.curve = curve
      self.best = best
      self.episodes = episodes
      self.updates = updates
      self.end = end
    }
  }

  public enum EarlyEnd: String, Hashable, Sendable {
    case patience, stopped
  }

  /// Trains.
  ///
  /// - Parameters:
  ///   - goesOn: asked before each decision; false ends the training within an episode, which
  ///     counts as none.
  ///   - proceeds: told of every episode; false ends the training, whose best is kept.
  /// - Returns: The best checkpoint with the curve that led to it.
  /// - Throws: `AgentError.noDays`, or what the network's library throws.
  /// - Complexity: O(e · d), e episodes of d decisions each, and as many updates as the settings say.
  public func run(
    goesOn: @escaping () -> Bool = { true }, _ proceeds: @escaping (Progress) -> Bool
  ) throws -> Result {
    guard
      var ground = TrainingGround(
        settings.formulation, days: training, augmentation: settings.augmentation)
    else { throw AgentError.noDays }
    let trainer = try makeTrainer()
    let watch = TrainingWatch(self, trainer)
    if parent == nil { try imitate(trainer) }
    watch.look(at: 0, exploration: settings.learning.exploration.value(at: 0))
    trainer.train(
      episodes: settings.episodes, in: &ground, goesOn: { goesOn() || watch.end(.stopped) }
    ) { report in
      watch.note(report) && proceeds(watch.progress) || watch.end(.stopped)
    }
    guard let result = watch.result else { throw AgentError.noDays }
    return result
  }

  private func makeTrainer() throws -> DQNTrainer {
    guard let parent else {
      return try DQNTrainer(
        form: settings.formulation.form, settings: settings.learning, seed: seed, threads: threads)
    }
    guard parent.form == settings.formulation.form else {
      throw AgentError.wrongShape(found: parent.form, expected: settings.formulation.form)
    }
    return try DQNTrainer(
      resuming: parent, settings: settings.learning, seed: seed, threads: threads)
  }
}
