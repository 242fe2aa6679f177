import COpenBLAS

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One half of a batch: its values, targets and gradient.
final class HalfBatch {
  private let network: Network
  private let memory: ReplayMemory
  private let settings: DQNSettings
  private let values: ActionValues
  let size: Int
  /// Rows of the states of decisions.
  private let states: ForwardPass
  private let backward: BackwardPass
  /// Rows of the states after.
  private let followers: ForwardPass
  private let chosen: ForwardPass
  private var best: [Int]
  private(set) var errors: [Float]
  private(set) var loss = 0.0
  private var targets: [Float]

  init(_ network: Network, _ memory: ReplayMemory, _ settings: DQNSettings, size: Int) {
    self.network = network
    self.memory = memory
    self.settings = settings
    self.size = size
    values = ActionValues(isDueling: network.isDueling, count: network.form.mostActions)
    states = ForwardPass(network.shape, mostRows: max(1, size))
    backward = BackwardPass(states)
    followers = ForwardPass(network.shape, mostRows: max(1, size * network.form.mostRows))
    chosen = ForwardPass(network.shape, mostRows: max(1, size))
    best = Array(repeating: 0, count: size)
    errors = Array(repeating: 0, count: size)
    targets = errors
  }

  var gradient: FloatBuffer { backward.gradient }

  /// Computes the gradient of this half of a batch.
  ///
  /// - Parameters:
  ///   - indices: the decisions of the whole batch.
  ///   - weights: their weights.
  ///   - from: where this half begins.
  ///   - target: the parameters of the target network.
  func run(_ indices: [Int], _ weights: [Float], from: Int, target: FloatBuffer) {
    guard size > 0 else { return }
    findTargets(indices, from: from, target: target)
    for place in 0..<size {
      states.input.base.advanced(by: place * memory.rowSize)
        .update(from: memory.state(indices[from + place]), count: memory.rowSize)
    }
    states.run(network.parameters, rows: size)
    loss = 0
    let outputs = network.shape.outputSize
    let isFixed = network.form.mostRows == 1 && outputs > 1
    for place in 0..<size {
      let action = isFixed ? Int(memory.actions[indices[from + place]]) : 0
      let output = states.output.base + place * outputs
      let value = isFixed ? values.value(output, action) : output[0]
      let error = value - targets[place]
      errors[place] = error
      let weight = weights[from + place]
      loss += Double(weight * Self.huber(error, Float(settings.huberDelta)))
      let slope = weight * min(max(error, -Float(settings.huberDelta)), Float(settings.huberDelta))
      let slopes = backward.output.base + place * outputs
      if isFixed { values.spread(slope, action, slopes) } else { slopes[0] = slope }
    }
    backward.run(network.parameters, rows: size)
  }

  /// Huber's loss: a square up to delta, a line beyond.
  static func huber(_ error: Float, _ delta: Float) -> Float {
    let size = abs(error)
    return size <= delta ? size * size / 2 : delta * (size - delta / 2)
  }

  // MARK: Targets

  /// r + γⁿ · max over the allowed actions after; with Double DQN one network chooses the action and
  /// the target network values it.
  private func findTargets(_ indices: [Int], from: Int, target: FloatBuffer) {
    switch network.form {
    case .candidates: findCandidateTargets(indices, from: from, target: target)
    case .fixed(_, let actions): findFixedTargets(indices, actions, from: from, target: target)
    }
  }

  private func findCandidateTargets(_ indices: [Int], from: Int, target: FloatBuffer) {
    var rows = 0
    let width = memory.rowSize
    for place in 0..<size {
      let index = indices[from + place]
      let count = Int(memory.followerRows[index])
      followers.input.base.advanced(by: rows * width)
        .update(from: memory.follower(index), count: count * width)
      rows += count
    }
    if rows > 0 {
      followers.run(settings.isDouble ? network.parameters : target, rows: rows)
    }
    rows = 0
    for place in 0..<size {
      let index = indices[from + place]
      let count = Int(memory.followerRows[index])
      var place0 = 0
      let mask = memory.mask(index)
      for row in 0..<count where mask[row] {
        if !mask[place0] || followers.output[rows + row] > followers.output[rows + place0] {
          place0 = row
        }
      }
      best[place] = place0
      if !settings.isDouble {
        targets[place] = count > 0 ? followers.output[rows + place0] : 0
      } else if count > 0 {
        chosen.input.base.advanced(by: place * width)
          .update(from: memory.follower(index) + place0 * width, count: width)
      }
      rows += count
    }
    if settings.isDouble { chosen.run(target, rows: size) }
    for place in 0..<size {
      let index = indices[from + place]
      let value = settings.isDouble ? chosen.output[place] : targets[place]
      targets[place] =
        memory.rewards[index] + (memory.discounts[index] > 0 ? memory.discounts[index] * value : 0)
    }
  }

  private func findFixedTargets(
    _ indices: [Int], _ actions: Int, from: Int, target: FloatBuffer
  ) {
    let width = memory.rowSize
    let outputs = network.shape.outputSize
    for place in 0..<size {
      followers.input.base.advanced(by: place * width)
        .update(from: memory.follower(indices[from + place]), count: width)
    }
    followers.run(settings.isDouble ? network.parameters : target, rows: size)
    for place in 0..<size {
      let mask = memory.mask(indices[from + place])
      var action = -1
      let output = followers.output.base + place * outputs
      for other in 0..<actions where mask[other] {
        if action < 0 || output[other] > output[action] { action = other }
      }
      best[place] = max(0, action)
    }
    if settings.isDouble {
      chosen.input.base.update(from: followers.input.base, count: size * width)
      chosen.run(target, rows: size)
    }
    let valued = settings.isDouble ? chosen : followers
    for place in 0..<size {
      let index = indices[from + place]
      let value = values.value(valued.output.base + place * outputs, best[place])
      targets[place] =
        memory.rewards[index] + (memory.discounts[index] > 0 ? memory.discounts[index] * value : 0)
    }
  }
}
