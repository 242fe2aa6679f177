/// Adds up the rewards of several decisions before they are remembered (n-step returns).
///
/// At an episode's end what is left is remembered with shorter returns.
/// Source: R. Sutton, A. Barto, "Reinforcement Learning: An Introduction", 2nd edition, 2018,
/// section 7.1.
struct ReturnQueue {
  private let steps: Int
  private let discount: Float
  private let rowSize: Int
  private var rows: [Float]
  private var actions: [Int]
  private var rewards: [Float]
  private var first = 0
  private var count = 0

  init(steps: Int, discount: Double, rowSize: Int) {
    self.steps = steps
    self.discount = Float(discount)
    self.rowSize = rowSize
    rows = Array(repeating: 0, count: steps * rowSize)
    actions = Array(repeating: 0, count: steps)
    rewards = Array(repeating: 0, count: steps)
  }

  /// Notes a decision; those whose return is complete go to memory.
  mutating func note(
    _ row: UnsafePointer<Float>, action: Int, _ step: DecisionStep, after: Observation,
    in memory: ReplayMemory
  ) {
    let place = (first + count) % steps
    for index in 0..<rowSize { rows[place * rowSize + index] = row[index] }
    actions[place] = action
    rewards[place] = step.reward
    count += 1
    if step.isEnd {
      while count > 0 { release(after: after, isEnd: true, in: memory) }
    } else if count == steps {
      release(after: after, isEnd: false, in: memory)
    }
  }

  mutating func clear() {
    first = 0
    count = 0
  }

  private mutating func release(after: Observation, isEnd: Bool, in memory: ReplayMemory) {
    var sum: Float = 0
    var factor: Float = 1
    for offset in 0..<count {
      sum += factor * rewards[(first + offset) % steps]
      factor *= discount
    }
    rows.withUnsafeBufferPointer { rows in
      guard let base = rows.baseAddress else { return }
      memory.add(
        base + first * rowSize, action: actions[first], reward: sum,
        discount: isEnd ? 0 : factor, after: after)
    }
    first = (first + 1) % steps
    count -= 1
  }
}
