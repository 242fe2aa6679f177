import SeededRandom

/// Trains a network on an environment by Double DQN with all that `DQNSettings` names.
///
/// The same seed gives the same weights on every processor and with any number of threads: threads
/// share out rows and parameters, and no sum is split among them.
public final class DQNTrainer {
  public let settings: DQNSettings
  public let form: DecisionForm
  private let memory: ReplayMemory
  let batch: BatchUpdate
  private let workers: WorkerPair<BatchUpdate.Phase>
  private var queue: ReturnQueue
  private var observation = Observation(features: [], mask: [])
  private var before = Observation(features: [], mask: [])
  private var exploring: SeededGenerator
  private var drawing: SeededGenerator
  private var resetting: SeededGenerator
  private var steps = 0
  let seed: UInt64
  /// Episodes and updates done.
  public private(set) var episodes = 0
  public private(set) var updates = 0
  /// The network with its current weights.
  public let evaluator: Evaluator
  var network: Network { batch.network }
  var target: FloatBuffer { batch.target }
  var optimiser: AdamOptimiser { batch.optimiser }

  /// Starts anew.
  ///
  /// - Parameters:
  ///   - form: how decisions look.
  ///   - settings: what it is trained with.
  ///   - seed: the seed of weights, exploration, replay and environment.
  ///   - threads: 1 or 2; more count as 2.
  /// - Throws: `DQNSettingsError`.
  public convenience init(form: DecisionForm, settings: DQNSettings, seed: UInt64, threads: Int)
    throws
  {
    try settings.validate(form)
    let network = Network(
      form, hidden: settings.layers, isDueling: settings.isDueling, seed: seed)
    try self.init(network, settings: settings, seed: seed, threads: threads)
  }

  /// Goes on from a checkpoint: its weights and, where it has it, its optimiser's state.
  ///
  /// The shape is the checkpoint's, whatever the settings say; the replay memory starts empty.
  public convenience init(
    resuming checkpoint: AgentCheckpoint, settings: DQNSettings, seed: UInt64, threads: Int
  ) throws {
    var settings = settings
    settings.layers = checkpoint.layers
    settings.isDueling = checkpoint.isDueling
    try self.init(checkpoint.network(), settings: settings, seed: seed, threads: threads)
    if let state = checkpoint.optimiser {
      optimiser.step = state.step
      optimiser.mean.base.update(from: state.mean, count: optimiser.mean.count)
      optimiser.variance.base.update(from: state.variance, count: optimiser.variance.count)
    }
  }

  private init(_ network: Network, settings: DQNSettings, seed: UInt64, threads: Int) throws {
    try settings.validate(network.form)
    evaluator = Evaluator(network)
    self.settings = settings
    self.seed = seed
    form = network.form
    let isPrioritised = if case .prioritised = settings.replay { true } else { false }
    memory = ReplayMemory(
      network.form, capacity: settings.replayCapacity, isPrioritised: isPrioritised)
    let batch = BatchUpdate(network, memory, settings, threads: threads)
    self.batch = batch
    workers = WorkerPair(threads: threads, first: .slopes) { batch.run($0, $1) }
    queue = ReturnQueue(
      steps: settings.steps, discount: settings.discount, rowSize: network.form.inputSize)
    exploring = SeededGenerator(seed: seed, purpose: "exploration")
    drawing = SeededGenerator(seed: seed, purpose: "replay")
    resetting = SeededGenerator(seed: seed, purpose: "environment")
  }

  // MARK: Episodes

  /// Trains for some episodes more.
  ///
  /// - Parameters:
  ///   - episodes: how many.
  ///   - environment: the task; its form is the trainer's.
  ///   - goesOn: asked before each decision; false ends the training, and the episode counts as none.
  ///   - watch: told of each episode; false, or an error, ends the training.
  /// - Throws: what `watch` throws; the episode that it was told of is done all the same.
  /// - Complexity: O(decisions · parameters).
  public func train<Environment: DecisionEnvironment>(
    episodes: Int, in environment: inout Environment, goesOn: () -> Bool = { true },
    watch: (EpisodeReport) throws -> Bool
  ) rethrows {
    precondition(environment.form == form, "the form of the environment is not that of the network")
    for _ in 0..<max(0, episodes) {
      guard let report = runEpisode(in: &environment, goesOn: goesOn) else { return }
      guard try watch(report) else { return }
    }
  }

  private func runEpisode<Environment: DecisionEnvironment>(
    in environment: inout Environment, goesOn: () -> Bool
  ) -> EpisodeReport? {
    environment.reset(&resetting)
    queue.clear()
    let exploration = settings.exploration.value(at: episodes)
    var reward: Float = 0
    var losses = 0.0
    var lossCount = 0
    var length = 0
    environment.observe(&observation)
    // A memory that is full has nothing to wait for.
    let warmUp = min(settings.warmUp, settings.replayCapacity)
    while true {
      guard goesOn() else { return nil }
      let action = choose(exploration)
      swap(&observation, &before)
      let step = environment.step(action)
      reward += step.reward
      length += 1
      if !step.isEnd { environment.observe(&observation) }
      remember(action, step)
      steps += 1
      if memory.count >= warmUp, steps.isMultiple(of: settings.stepsPerUpdate) {
        losses += update()
        lossCount += 1
      }
      if step.isEnd { break }
    }
    episodes += 1
    return EpisodeReport(
      episode: episodes, reward: reward, steps: length, exploration: exploration,
      loss: lossCount > 0 ? Float(losses / Double(lossCount)) : nil, updates: updates)
  }

  private func choose(_ exploration: Double) -> Int {
    guard exploring.unit() < exploration else { return evaluator.best(observation) }
    let count: Int
    switch form {
    case .candidates(let features, let most):
      count = min(observation.features.count / features, most)
    case .fixed(_, let actions): count = actions
    }
    guard !observation.mask.isEmpty else { return exploring.below(max(1, count)) }
    var allowed = 0
    for action in 0..<count where observation.mask[action] { allowed += 1 }
    var place = exploring.below(max(1, allowed))
    for action in 0..<count where observation.mask[action] {
      if place == 0 { return action }
      place -= 1
    }
    return 0
  }

  private func remember(_ action: Int, _ step: DecisionStep) {
    let isFixed = if case .fixed = form { true } else { false }
    before.features.withUnsafeBufferPointer { features in
      guard let base = features.baseAddress else { return }
      queue.note(
        isFixed ? base : base + action * form.inputSize, action: action, step, after: observation,
        in: memory)
    }
  }

  // MARK: Updates

  /// One gradient step on a batch of remembered decisions; returns its mean loss.
  ///
  /// Does nothing and returns 0 where nothing is remembered.
  @discardableResult
  public func update() -> Double {
    guard memory.count > 0 else { return 0 }
    var correction = 0.0
    if case .prioritised(_, let schedule, _) = settings.replay {
      correction = schedule.value(at: episodes)
    }
    memory.draw(&batch.indices, &batch.weights, correction: correction, &drawing)
    workers.run(.slopes)
    reprioritise()
    workers.run(.gradient)
    updates += 1
    if batch.prepare(updates: updates) { workers.run(.move) }
    return batch.loss / Double(settings.batch)
  }

  private func reprioritise() {
    guard case .prioritised(let exponent, _, let floor) = settings.replay else { return }
    for place in batch.indices.indices {
      memory.reprioritise(
        batch.indices[place], error: Double(batch.error(place)), exponent: exponent, floor: floor)
    }
  }

  /// The weights as they are, with the optimiser's state where it is asked for.
  public func checkpoint(includingOptimiser: Bool) -> AgentCheckpoint {
    AgentCheckpoint(network, includingOptimiser ? optimiser : nil)
  }
}
