import DeepQ
import FleetModel

/// Looks at the validation days now and then, keeps the best checkpoint, and ends what no longer
/// gets better.
final class TrainingWatch {
  private let training: AgentTraining
  private let trainer: DQNTrainer
  private let days: [(prepared: PreparedDay, optimum: Score)]
  private var curve: [AgentTraining.CurvePoint] = []
  private var best: (point: AgentTraining.CurvePoint, checkpoint: AgentCheckpoint)?
  private var looksSinceBest = 0
  private var episode = 0
  private var updates = 0
  private var exploration = 0.0
  private var loss: Double?
  private var rewards = Mean()
  private var losses = Mean()
  private var end: AgentTraining.EarlyEnd?

  private struct Mean {
    private var sum = 0.0
    private var count = 0
    mutating func add(_ value: Double) {
      sum += value
      count += 1
    }
    var value: Double? { count > 0 ? sum / Double(count) : nil }
  }

  init(_ training: AgentTraining, _ trainer: DQNTrainer) {
    self.training = training
    self.trainer = trainer
    days = training.validation.map { (PreparedDay($0.day), $0.optimum) }
  }

  /// Notes an episode; false once patience is at its end.
  func note(_ report: EpisodeReport) -> Bool {
    episode = report.episode
    updates = report.updates
    exploration = report.exploration
    rewards.add(Double(report.reward))
    if let loss = report.loss {
      self.loss = Double(loss)
      losses.add(Double(loss))
    }
    guard episode.isMultiple(of: interval) || episode == training.settings.episodes else {
      return true
    }
    look(at: episode, exploration: exploration)
    let patience = training.settings.patience
    guard patience > 0, looksSinceBest >= patience else { return true }
    return end(.patience)
  }

  /// Notes why a training ends early; false, as what ends it.
  func end(_ reason: AgentTraining.EarlyEnd) -> Bool {
    if end == nil { end = reason }
    return false
  }

  private var interval: Int {
    training.settings.lookEvery > 0
      ? training.settings.lookEvery : max(1, training.settings.episodes / 40)
  }

  /// Scores the greedy policy on the validation days.
  func look(at episode: Int, exploration: Double) {
    let planner = AgentPlanner(training.settings.formulation, trainer.evaluator)
    let quality = planner.quality(on: days)
    let point = AgentTraining.CurvePoint(
      episode: episode, reward: rewards.value ?? 0, exploration: exploration, loss: losses.value,
      quality: quality)
    rewards = Mean()
    losses = Mean()
    curve.append(point)
    let isBetter = best.map { quality.regret < $0.point.quality.regret } ?? true
    looksSinceBest = isBetter ? 0 : looksSinceBest + 1
    // Of equals the later one counts: it has learnt more, and few validation days tell little.
    if isBetter || quality.regret == best?.point.quality.regret {
      best = (point, trainer.checkpoint(includingOptimiser: true))
    }
  }

  var progress: AgentTraining.Progress {
    AgentTraining.Progress(
      episode: episode, episodes: training.settings.episodes, exploration: exploration,
      loss: loss, latest: curve.last, best: best?.point)
  }

  /// What the training came to, or nil before the first look.
  var result: AgentTraining.Result? {
    guard let best else { return nil }
    var checkpoint = best.checkpoint
    checkpoint.metadata[CheckpointKey.formulation] = training.settings.formulation.rawValue
    checkpoint.metadata[CheckpointKey.settings] = training.settings.text
    return AgentTraining.Result(
      checkpoint: checkpoint, curve: curve, best: best.point, episodes: episode, updates: updates,
      end: end)
  }
}
