/// One half of a batch: its values, targets and gradient.
final class HalfBatch {
  private let network: Network
  private let memory: ReplayMemory
  private let settings: DQNSettings
  private let values: ActionValues
  let size: Int
  /// Through the network: rows of the states of decisions and, with Double DQN, behind them those
  /// of the states after, since one product of more rows is faster than two.
  private let online: ForwardPass
  /// Through the target network: rows of the states after, of chosen actions alone where those are
  /// rows.
  private let valued: ForwardPass
  private let backward: BackwardPass
  /// Whether a row has an output for each action, and not a row an action.
  private let isFixed: Bool
  /// The row where each decision's state after begins, among those.
  private var starts: [Int]
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
    let after = size * network.form.mostRows
    online = ForwardPass(network.shape, mostRows: settings.isDouble ? size + after : size)
    valued = ForwardPass(network.shape, mostRows: settings.isDouble ? size : after)
    backward = BackwardPass(online, mostRows: size)
    isFixed = if case .fixed = network.form { true } else { false }
    starts = Array(repeating: 0, count: size)
    best = starts
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
    let rows = gather(indices, from: from)
    online.run(network.parameters, rows: settings.isDouble ? size + rows : size)
    findTargets(indices, from: from, rows: rows, target: target)
    findSlopes(indices, weights, from: from)
    backward.run(network.parameters, rows: size)
  }

  /// Copies the states and the states after to where they are computed; returns the rows of these.
  private func gather(_ indices: [Int], from: Int) -> Int {
    let width = memory.rowSize
    let after = settings.isDouble ? online.input.base + size * width : valued.input.base
    var rows = 0
    for place in 0..<size {
      let index = indices[from + place]
      (online.input.base + place * width).update(from: memory.state(index), count: width)
      let count = Int(memory.followerRows[index])
      (after + rows * width).update(from: memory.follower(index), count: count * width)
      starts[place] = rows
      rows += count
    }
    return rows
  }

  private func findSlopes(_ indices: [Int], _ weights: [Float], from: Int) {
    loss = 0
    let outputs = network.shape.outputSize
    let delta = Float(settings.huberDelta)
    for place in 0..<size {
      let action = isFixed ? Int(memory.actions[indices[from + place]]) : 0
      let output = online.output.base + place * outputs
      let error = (isFixed ? values.value(output, action) : output[0]) - targets[place]
      errors[place] = error
      let weight = weights[from + place]
      loss += Double(weight * Self.huber(error, delta))
      let slope = weight * min(max(error, -delta), delta)
      let slopes = backward.output.base + place * outputs
      if isFixed { values.spread(slope, action, slopes) } else { slopes[0] = slope }
    }
  }

  /// Huber's loss: a square up to delta, a line beyond.
  static func huber(_ error: Float, _ delta: Float) -> Float {
    let size = abs(error)
    return size <= delta ? size * size / 2 : delta * (size - delta / 2)
  }

  // MARK: Targets

  /// r + γⁿ · the value of the best allowed action after.
  ///
  /// With Double DQN the network chooses that action and the target network values it.
  private func findTargets(_ indices: [Int], from: Int, rows: Int, target: FloatBuffer) {
    if !settings.isDouble, rows > 0 { valued.run(target, rows: rows) }
    choose(indices, from: from)
    if settings.isDouble, rows > 0 { valued.run(target, rows: size) }
    for place in 0..<size {
      let index = indices[from + place]
      targets[place] = memory.rewards[index]
      guard memory.followerRows[index] > 0 else { continue }
      targets[place] += memory.discounts[index] * valueAfter(place)
    }
  }

  /// Finds the best allowed action after each decision, and readies its row for the target network.
  private func choose(_ indices: [Int], from: Int) {
    let width = memory.rowSize
    let outputs = network.shape.outputSize
    let first = settings.isDouble ? online.output.base + size * outputs : valued.output.base
    for place in 0..<size {
      let index = indices[from + place]
      let count = Int(memory.followerRows[index])
      guard count > 0 else { continue }
      let actions = isFixed ? memory.form.mostActions : count
      best[place] = Self.best(first + starts[place] * outputs, actions, memory.mask(index))
      guard settings.isDouble else { continue }
      let row = memory.follower(index) + (isFixed ? 0 : best[place] * width)
      (valued.input.base + place * width).update(from: row, count: width)
    }
  }

  /// The first allowed action of the highest value; 0 where none is.
  private static func best(
    _ values: UnsafePointer<Float>, _ actions: Int, _ mask: UnsafePointer<Bool>
  ) -> Int {
    var best = -1
    for action in 0..<actions where mask[action] {
      if best < 0 || values[action] > values[best] { best = action }
    }
    return max(0, best)
  }

  /// What the target network says of the best action after a decision.
  private func valueAfter(_ place: Int) -> Float {
    let row = settings.isDouble ? place : starts[place]
    let output = valued.output.base + row * network.shape.outputSize
    guard !isFixed else { return values.value(output, best[place]) }
    return settings.isDouble ? output[0] : output[best[place]]
  }
}
