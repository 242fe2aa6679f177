import SeededRandom

@testable import DeepQ

/// A part of a batch of drawn decisions, with all that its loss can be computed from anew.
struct RemadeBatch {
  struct Decision {
    let row: [Double]
    let action: Int
    let reward: Double
    let discount: Double
    /// Rows of the state after.
    let after: [[Double]]
    let mask: [Bool]
  }

  let item: GradientTests.Case
  let network: Network
  let target: FloatBuffer
  let part: BatchPart
  private let rows: BatchRows
  let indices = [0, 7, 3, 3, 9, 1, 5, 8, 2]
  /// The part begins behind what belongs to another.
  let from = 2
  let weights: [Float]
  private var decisions: [Decision] = []

  init(_ item: GradientTests.Case, seed: UInt64) throws {
    self.item = item
    var draws = SeededGenerator(seed: seed, purpose: "gradients")
    network = Network(item.form, hidden: [7, 6], isDueling: item.isDueling)
    network.initialise(seed: seed)
    let other = Network(item.form, hidden: [7, 6], isDueling: item.isDueling)
    other.initialise(seed: seed + 100)
    for parameters in [network.parameters, other.parameters] {
      for index in 0..<parameters.count { parameters[index] += Float(draws.unit() - 0.5) * 0.2 }
    }
    target = other.parameters
    weights = indices.map { _ in Float(0.2 + draws.unit()) }
    let memory = ReplayMemory(item.form, capacity: 10, isPrioritised: false)
    for _ in 0..<10 { decisions.append(Self.decision(item, memory, &draws)) }
    var settings = DQNSettings()
    settings.huberDelta = item.delta
    settings.isDouble = item.isDouble
    rows = BatchRows(
      network.shape, item.form, isDouble: item.isDouble, first: from, size: indices.count)
    part = BatchPart(network, memory, settings, rows, places: from..<indices.count)
  }

  /// Runs the part; returns its gradient and the sum of its losses.
  func run() -> (gradient: FloatBuffer, loss: Double) {
    part.run(indices, weights, target: target)
    for half in 0...1 { rows.backward.add(half, rows: indices.count) }
    return (rows.backward.gradient, part.losses.reduce(0, +))
  }

  private static func decision(
    _ item: GradientTests.Case, _ memory: ReplayMemory, _ draws: inout SeededGenerator
  ) -> Decision {
    func row() -> [Double] {
      (0..<item.form.inputSize).map { _ in Double(Float(draws.unit() * 2 - 1)) }
    }
    let state = row()
    let rows = draws.integer(in: 1...item.form.mostRows)
    let after = (0..<rows).map { _ in row() }
    let actions = item.form.mostRows == 1 ? item.form.mostActions : rows
    var mask = (0..<actions).map { _ in !item.isMasked || draws.chance(0.5) }
    mask[draws.below(actions)] = true
    let discount: Float = draws.chance(0.3) ? 0 : 0.9
    let reward = Float(draws.unit() * 4 - 2)
    let action = draws.below(actions)
    let observation = Observation(
      features: after.flatMap { $0 }.map { Float($0) }, mask: item.isMasked ? mask : [])
    state.map { Float($0) }.withUnsafeBufferPointer { values in
      guard let base = values.baseAddress else { return }
      memory.add(base, action: action, reward: reward, discount: discount, after: observation)
    }
    return Decision(
      row: state, action: action, reward: Double(reward), discount: Double(discount),
      after: after, mask: mask)
  }

  private var chosen: [(decision: Decision, weight: Double)] {
    (from..<indices.count).map { (decisions[indices[$0]], Double(weights[$0])) }
  }

  /// The values of all actions of a state.
  private func values(_ network: ReferenceNetwork, _ rows: [[Double]]) -> [Double] {
    item.form.mostRows == 1
      ? network.values(rows[0], isDueling: item.isDueling)
      : rows.map { network.outputs($0)[0] }
  }

  /// r + γ · the value of the best allowed action after.
  func targets() -> [Double] {
    let target = ReferenceNetwork(network, self.target)
    let chooser = item.isDouble ? ReferenceNetwork(network) : target
    return chosen.map { decision, _ in
      guard decision.discount > 0 else { return decision.reward }
      let choices = values(chooser, decision.after)
      let allowed = choices.indices.filter { decision.mask[$0] }
      let best = allowed.max { choices[$0] < choices[$1] } ?? 0
      return decision.reward + decision.discount * values(target, decision.after)[best]
    }
  }

  /// The weighted loss of the part, its targets held still.
  func loss(_ network: ReferenceNetwork, _ targets: [Double]) -> Double {
    zip(chosen, targets).reduce(0) { sum, pair in
      let ((decision, weight), target) = pair
      let all = values(network, [decision.row])
      let value = item.form.mostRows == 1 ? all[decision.action] : all[0]
      return sum + weight * huber(value - target, item.delta)
    }
  }
}
