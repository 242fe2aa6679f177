import COpenBLAS
import SeededRandom

/// What an episode of training came to.
public struct EpisodeReport: Hashable, Sendable {
  /// Episodes done, this one included.
  public let episode: Int
  /// The sum of its rewards.
  public let reward: Float
  /// Decisions taken in it.
  public let steps: Int
  /// The probability of a random decision in it.
  public let exploration: Double
  /// The mean loss of its updates; nil where there was none.
  public let loss: Float?
  /// Updates done in all.
  public let updates: Int
}

/// Trains a network on an environment by Double DQN with all that `DQNSettings` names.
///
/// The same seed gives the same weights with any number of threads: each batch is always worked on
/// in the same two halves, whose gradients are added in the same order.
public final class DQNTrainer {
  public let settings: DQNSettings
  public let form: DecisionForm
  let network: Network
  let target: FloatBuffer
  let optimiser: AdamOptimiser
  private let memory: ReplayMemory
  private let halves: [HalfBatch]
  private let workers: WorkerPair
  private var queue: ReturnQueue
  private var indices: [Int]
  private var weights: [Float]
  private var observation = Observation(features: [], mask: [])
  private var before = Observation(features: [], mask: [])
  private var exploring: SeededGenerator
  private var drawing: SeededGenerator
  private var resetting: SeededGenerator
  private var steps = 0
  private var seed: UInt64
  /// Episodes and updates done.
  public private(set) var episodes = 0
  public private(set) var updates = 0
  /// The network with its current weights.
  public let evaluator: Evaluator

  /// Starts anew.
  ///
  /// - Parameters:
  ///   - form: how decisions look.
  ///   - settings: what it is trained with.
  ///   - seed: the seed of weights, exploration, replay and environment.
  ///   - threads: 1 or 2; more count as 2.
  /// - Throws: `DQNSettingsError`, or `LinearAlgebraError` where the library is missing.
  public convenience init(form: DecisionForm, settings: DQNSettings, seed: UInt64, threads: Int)
    throws
  {
    try settings.validate(form)
    let network = Network(form, hidden: settings.layers, isDueling: settings.isDueling)
    network.initialise(seed: seed)
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
    evaluator = try Evaluator(network)
    self.network = network
    self.settings = settings
    self.seed = seed
    form = network.form
    target = FloatBuffer(network.shape.parameterCount)
    target.copy(from: network.parameters)
    optimiser = AdamOptimiser(network.shape.parameterCount)
    let isPrioritised = if case .prioritised = settings.replay { true } else { false }
    let memory = ReplayMemory(
      network.form, capacity: settings.replayCapacity, isPrioritised: isPrioritised)
    self.memory = memory
    let first = (settings.batch + 1) / 2
    halves = [first, settings.batch - first].map { HalfBatch(network, memory, settings, size: $0) }
    workers = WorkerPair(threads: threads)
    queue = ReturnQueue(
      steps: settings.steps, discount: settings.discount, rowSize: network.form.inputSize)
    indices = Array(repeating: 0, count: settings.batch)
    weights = Array(repeating: 1, count: settings.batch)
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
  ///   - watch: told of each episode; false ends the training.
  /// - Complexity: O(decisions · parameters).
  public func train<Environment: DecisionEnvironment>(
    episodes: Int, in environment: inout Environment, watch: (EpisodeReport) -> Bool
  ) {
    precondition(environment.form == form, "the environment has another form than the network")
    for _ in 0..<max(0, episodes) {
      let report = runEpisode(in: &environment)
      guard watch(report) else { return }
    }
  }

  private func runEpisode<Environment: DecisionEnvironment>(in environment: inout Environment)
    -> EpisodeReport
  {
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
    memory.draw(&indices, &weights, correction: correction, &drawing)
    workers.run { part in
      halves[part].run(
        indices, weights, from: part == 0 ? 0 : halves[0].size, target: target)
    }
    reprioritise()
    step()
    updates += 1
    follow()
    return (halves[0].loss + halves[1].loss) / Double(settings.batch)
  }

  private func reprioritise() {
    guard case .prioritised(let exponent, _, let floor) = settings.replay else { return }
    for (part, half) in halves.enumerated() {
      let from = part == 0 ? 0 : halves[0].size
      for place in 0..<half.size {
        memory.reprioritise(
          indices[from + place], error: Double(half.errors[place]), exponent: exponent,
          floor: floor)
      }
    }
  }

  /// Adds the halves' gradients, clips the mean's norm and moves the weights.
  private func step() {
    let count = network.shape.parameterCount
    let gradient = halves[0].gradient
    if halves[1].size > 0 { copenblas_add(gradient.base, halves[1].gradient.base, count) }
    move(gradient, mean: 1 / Double(settings.batch))
  }

  private func move(_ gradient: FloatBuffer, mean: Double) {
    let count = network.shape.parameterCount
    let norm = copenblas_sum_of_squares(gradient.base, count).squareRoot() * mean
    // Weights that are no numbers would never heal.
    guard norm.isFinite else { return }
    let scale = Float(mean * (norm > settings.gradientClip ? settings.gradientClip / norm : 1))
    let rates = optimiser.next(rate: settings.learningRate)
    optimiser.move(network.parameters, gradient, scale: scale, rates, from: 0, count: count)
  }

  private func follow() {
    switch settings.target {
    case .hard(let every):
      if updates.isMultiple(of: every) { target.copy(from: network.parameters) }
    case .soft(let rate):
      copenblas_approach(target.base, network.parameters.base, Float(rate), target.count)
    }
  }

  // MARK: Imitation

  /// Learns a teacher's decisions: softmax cross-entropy over the allowed actions.
  ///
  /// A warm start: the values become those of a classifier, which training by trial then corrects.
  ///
  /// - Parameters:
  ///   - decisions: what was seen and what the teacher did.
  ///   - epochs: passes over all of them, in a drawn order.
  /// - Returns: the mean loss of each pass.
  @discardableResult
  public func imitate(_ decisions: [(Observation, Int)], epochs: Int) throws -> [Double] {
    let imitator = Imitator(network)
    var draws = SeededGenerator(seed: seed, purpose: "imitation")
    var losses: [Double] = []
    for _ in 0..<max(0, epochs) {
      var loss = 0.0
      var inBatch = 0
      let order = draws.shuffled(Array(decisions.indices))
      for (place, index) in order.enumerated() {
        loss += imitator.add(decisions[index].0, decisions[index].1, isFirst: inBatch == 0)
        inBatch += 1
        guard inBatch == settings.batch || place == order.count - 1 else { continue }
        move(imitator.gradient, mean: 1 / Double(inBatch))
        inBatch = 0
      }
      losses.append(decisions.isEmpty ? 0 : loss / Double(decisions.count))
    }
    target.copy(from: network.parameters)
    return losses
  }

  /// The weights as they are, with the optimiser's state where it is asked for.
  public func checkpoint(includingOptimiser: Bool) -> AgentCheckpoint {
    AgentCheckpoint(network, includingOptimiser ? optimiser : nil)
  }
}
