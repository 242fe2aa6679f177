/// A part of a batch: its values, targets and slopes.
///
/// It is all of the batch where there is one thread, and a half with two.
final class BatchPart {
  private let network: Network
  private let memory: ReplayMemory
  private let settings: DQNSettings
  private let values: ActionValues
  private let rows: BatchRows
  /// Its decisions among those of the batch.
  let places: Range<Int>
  /// Whether a row has an output for each action, and not a row an action.
  private let isFixed: Bool
  /// The row where each decision's state after begins, of the pass that chooses among actions.
  private var starts: [Int]
  private var best: [Int]
  private(set) var errors: [Float]
  private(set) var losses: [Double]
  private var targets: [Float]

  init(
    _ network: Network, _ memory: ReplayMemory, _ settings: DQNSettings, _ rows: BatchRows,
    places: Range<Int>
  ) {
    self.network = network
    self.memory = memory
    self.settings = settings
    self.rows = rows
    self.places = places
    values = ActionValues(isDueling: network.isDueling, count: network.form.mostActions)
    isFixed = if case .fixed = network.form { true } else { false }
    starts = Array(repeating: 0, count: places.count)
    best = starts
    errors = Array(repeating: 0, count: places.count)
    losses = Array(repeating: 0, count: places.count)
    targets = errors
  }

  /// Computes the slopes of this part of a batch.
  ///
  /// - Parameters:
  ///   - indices: the decisions of the whole batch.
  ///   - weights: their weights.
  ///   - target: the parameters of the target network.
  func run(_ indices: [Int], _ weights: [Float], target: FloatBuffer) {
    guard !places.isEmpty else { return }
    let count = gather(indices)
    runOnline(after: count)
    findTargets(indices, rows: count, target: target)
    findSlopes(indices, weights)
    rows.backward.spread(network.parameters, rows: places)
  }

  /// Where the rows of its states after begin, of the pass that chooses among actions.
  private func firstFollower(_ count: Int) -> Int {
    guard settings.isDouble else { return places.lowerBound * memory.form.mostRows }
    return places.lowerBound == 0 ? rows.firstState - count : rows.firstState + rows.size
  }

  /// Copies the states and the states after to where they are computed; returns the rows of these.
  private func gather(_ indices: [Int]) -> Int {
    let width = memory.rowSize
    var count = 0
    for place in places { count += Int(memory.followerRows[indices[place]]) }
    let choosing = settings.isDouble ? rows.online : rows.valued
    var row = firstFollower(count)
    for place in places {
      let index = indices[place]
      rows.online.input(row: rows.firstState + place)
        .update(from: memory.state(index), count: width)
      let own = Int(memory.followerRows[index])
      choosing.input(row: row).update(from: memory.follower(index), count: own * width)
      starts[place - places.lowerBound] = row
      row += own
    }
    return count
  }

  private func runOnline(after count: Int) {
    let own = rows.firstState + places.lowerBound
    guard settings.isDouble else {
      return rows.online.run(network.parameters, from: own, rows: places.count)
    }
    // One stretch, whichever side of the states those after are on.
    let first = places.lowerBound == 0 ? firstFollower(count) : own
    rows.online.run(network.parameters, from: first, rows: places.count + count)
  }

  private func findSlopes(_ indices: [Int], _ weights: [Float]) {
    let delta = Float(settings.huberDelta)
    let outputs = network.shape.outputSize
    for place in places {
      let own = place - places.lowerBound
      let action = isFixed ? Int(memory.actions[indices[place]]) : 0
      let output = rows.online.output(row: rows.firstState + place)
      let error = (isFixed ? values.value(output, action) : output[0]) - targets[own]
      errors[own] = error
      losses[own] = Double(weights[place] * Self.huber(error, delta))
      let slope = weights[place] * min(max(error, -delta), delta)
      let slopes = rows.backward.output.base + place * outputs
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
  private func findTargets(_ indices: [Int], rows count: Int, target: FloatBuffer) {
    if !settings.isDouble {
      rows.valued.run(target, from: firstFollower(count), rows: count)
    }
    choose(indices)
    if settings.isDouble, count > 0 {
      rows.valued.run(target, from: places.lowerBound, rows: places.count)
    }
    for place in places {
      let index = indices[place]
      let own = place - places.lowerBound
      targets[own] = memory.rewards[index]
      guard memory.followerRows[index] > 0 else { continue }
      targets[own] += memory.discounts[index] * valueAfter(place)
    }
  }

  /// Finds the best allowed action after each decision, and readies its row for the target network.
  private func choose(_ indices: [Int]) {
    let width = memory.rowSize
    let outputs = network.shape.outputSize
    let choosing = settings.isDouble ? rows.online : rows.valued
    for place in places {
      let index = indices[place]
      let own = place - places.lowerBound
      let count = Int(memory.followerRows[index])
      guard count > 0 else { continue }
      let actions = isFixed ? memory.form.mostActions : count
      best[own] = Self.best(
        choosing.output.base + starts[own] * outputs, actions, memory.mask(index))
      guard settings.isDouble else { continue }
      let row = memory.follower(index) + (isFixed ? 0 : best[own] * width)
      rows.valued.input(row: place).update(from: row, count: width)
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
    let own = place - places.lowerBound
    let output = rows.valued.output(row: settings.isDouble ? place : starts[own])
    guard !isFixed else { return values.value(output, best[own]) }
    return settings.isDouble ? output[0] : output[best[own]]
  }
}
