import PortableMath
import SeededRandom

/// The last decisions of a training, on buffers made once.
///
/// Of the state before a decision only the row of what was chosen is kept in the candidates form.
/// Of the state after it all rows are.
final class ReplayMemory {
  let form: DecisionForm
  let capacity: Int
  private(set) var count = 0
  private var next = 0
  let rowSize: Int
  private let mostRows: Int
  private let mostActions: Int
  private let states: FloatBuffer
  private let followers: FloatBuffer
  private let masks: UnsafeMutablePointer<Bool>
  private(set) var actions: [Int32]
  private(set) var rewards: [Float]
  /// What the value of the state after counts; 0 where the episode ended.
  private(set) var discounts: [Float]
  private(set) var followerRows: [Int32]
  private var tree: SumTree?
  private var greatestPriority = 1.0

  init(_ form: DecisionForm, capacity: Int, isPrioritised: Bool) {
    self.form = form
    self.capacity = capacity
    rowSize = form.inputSize
    mostRows = form.mostRows
    mostActions = form.mostActions
    states = FloatBuffer(capacity * rowSize)
    followers = FloatBuffer(capacity * mostRows * rowSize)
    masks = UnsafeMutablePointer<Bool>.allocate(capacity: max(1, capacity * mostActions))
    masks.initialize(repeating: true, count: max(1, capacity * mostActions))
    actions = Array(repeating: 0, count: capacity)
    rewards = Array(repeating: 0, count: capacity)
    discounts = rewards
    followerRows = actions
    if isPrioritised { tree = SumTree(capacity: capacity) }
  }

  deinit { masks.deallocate() }

  func state(_ index: Int) -> UnsafePointer<Float> {
    UnsafePointer(states.base + index * rowSize)
  }

  func follower(_ index: Int) -> UnsafePointer<Float> {
    UnsafePointer(followers.base + index * mostRows * rowSize)
  }

  func mask(_ index: Int) -> UnsafePointer<Bool> {
    UnsafePointer(masks + index * mostActions)
  }

  /// Remembers a decision in the place of the oldest.
  ///
  /// - Parameters:
  ///   - row: the state, or the row of what was chosen.
  ///   - action: the action.
  ///   - reward: what was had until the state after.
  ///   - discount: what the value of the state after counts.
  ///   - after: the state after; not read where the discount is 0.
  func add(
    _ row: UnsafePointer<Float>, action: Int, reward: Float, discount: Float, after: Observation
  ) {
    states.base.advanced(by: next * rowSize).update(from: row, count: rowSize)
    actions[next] = Int32(action)
    rewards[next] = reward
    discounts[next] = discount
    followerRows[next] = 0
    if discount > 0 {
      let rows = min(after.features.count / rowSize, mostRows)
      followerRows[next] = Int32(rows)
      after.features.withUnsafeBufferPointer { features in
        guard let base = features.baseAddress else { return }
        followers.base.advanced(by: next * mostRows * rowSize)
          .update(from: base, count: rows * rowSize)
      }
      for action in 0..<mostActions {
        masks[next * mostActions + action] =
          after.mask.indices.contains(action) ? after.mask[action] : true
      }
    }
    // A new decision is drawn once at least, as far as chance goes.
    tree?.set(next, to: greatestPriority)
    next = (next + 1) % capacity
    count = min(count + 1, capacity)
  }

  /// Draws decisions with their weights, which correct for how they were drawn.
  func draw(
    _ indices: inout [Int], _ weights: inout [Float], correction: Double,
    _ draws: inout SeededGenerator
  ) {
    guard let tree, tree.total > 0 else {
      for place in indices.indices {
        indices[place] = draws.below(count)
        weights[place] = 1
      }
      return
    }
    let share = tree.total / Double(indices.count)
    var greatest: Float = 0
    for place in indices.indices {
      let mass = (Double(place) + draws.unit()) * share
      indices[place] = min(tree.find(mass), count - 1)
      let probability = max(tree[indices[place]] / tree.total, 1e-12)
      weights[place] = Float(Portable.pow(1 / (probability * Double(count)), correction))
      greatest = max(greatest, weights[place])
    }
    for place in indices.indices { weights[place] /= max(greatest, 1e-12) }
  }

  /// Sets the priority of a decision after its error is known.
  func reprioritise(_ index: Int, error: Double, exponent: Double, floor: Double) {
    guard tree != nil else { return }
    let priority = Portable.pow(abs(error) + floor, exponent)
    guard priority.isFinite else { return }
    tree?.set(index, to: priority)
    greatestPriority = max(greatestPriority, priority)
  }
}
