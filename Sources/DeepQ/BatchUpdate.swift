import COpenBLAS

/// One gradient step on a batch, in phases of two parts each.
///
/// The parts are halves of the batch and then halves of the parameters, the same with any number of
/// threads; between the phases both are done.
final class BatchUpdate {
  enum Phase: Sendable {
    /// Each half of the batch: its gradient.
    case gradient
    /// Each half of the parameters: the halves' gradients added.
    case sum
    /// Each half of the parameters: moved, and the target after them.
    case move
  }

  let network: Network
  let target: FloatBuffer
  let optimiser: AdamOptimiser
  let halves: [HalfBatch]
  /// The decisions of the batch and their weights.
  var indices: [Int]
  var weights: [Float]
  private let settings: DQNSettings
  private var squares = (0.0, 0.0)
  private var scale: Float = 0
  private var rates: (rate: Float, epsilon: Float) = (0, 0)
  private var isCopying = false

  init(_ network: Network, _ memory: ReplayMemory, _ settings: DQNSettings) {
    self.network = network
    self.settings = settings
    target = FloatBuffer(network.shape.parameterCount)
    target.copy(from: network.parameters)
    optimiser = AdamOptimiser(network.shape.parameterCount)
    let first = (settings.batch + 1) / 2
    halves = [first, settings.batch - first].map { HalfBatch(network, memory, settings, size: $0) }
    indices = Array(repeating: 0, count: settings.batch)
    weights = Array(repeating: 1, count: settings.batch)
  }

  /// The sum of the batch's losses.
  var loss: Double { halves[0].loss + halves[1].loss }

  /// Does a part of a phase.
  func run(_ phase: Phase, _ part: Int) {
    switch phase {
    case .gradient:
      halves[part].run(indices, weights, from: part == 0 ? 0 : halves[0].size, target: target)
    case .sum: add(part)
    case .move:
      move(halves[0].gradient, part)
      follow(part)
    }
  }

  /// Where a half of the parameters begins and how many they are.
  private func stretch(_ part: Int) -> (from: Int, count: Int) {
    let count = network.shape.parameterCount
    // A multiple of a cache line, which no two threads should write.
    let middle = count / 2 / 16 * 16
    return part == 0 ? (0, middle) : (middle, count - middle)
  }

  private func add(_ part: Int) {
    let (from, count) = stretch(part)
    let sum = copenblas_add_squares(
      halves[0].gradient.base + from, halves[1].gradient.base + from, count)
    if part == 0 { squares.0 = sum } else { squares.1 = sum }
  }

  /// Readies the last phase, once the gradients are added.
  ///
  /// - Returns: false where the gradient is no number: weights that are none would never heal.
  func prepare(updates: Int) -> Bool {
    if case .hard(let every) = settings.target { isCopying = updates.isMultiple(of: every) }
    return prepare(norm: (squares.0 + squares.1).squareRoot(), of: settings.batch)
  }

  private func prepare(norm sum: Double, of batch: Int) -> Bool {
    let mean = 1 / Double(batch)
    let norm = sum * mean
    guard norm.isFinite else { return false }
    scale = Float(mean * (norm > settings.gradientClip ? settings.gradientClip / norm : 1))
    rates = optimiser.next(rate: settings.learningRate)
    return true
  }

  private func move(_ gradient: FloatBuffer, _ part: Int) {
    let (from, count) = stretch(part)
    optimiser.move(network.parameters, gradient, scale: scale, rates, from: from, count: count)
  }

  private func follow(_ part: Int) {
    let (from, count) = stretch(part)
    switch settings.target {
    case .hard:
      guard isCopying else { return }
      (target.base + from).update(from: network.parameters.base + from, count: count)
    case .soft(let rate):
      copenblas_approach(target.base + from, network.parameters.base + from, Float(rate), count)
    }
  }

  /// Moves the parameters by a gradient from elsewhere, the sum over some decisions.
  func move(_ gradient: FloatBuffer, of count: Int) {
    let squares = copenblas_sum_of_squares(gradient.base, gradient.count)
    guard prepare(norm: squares.squareRoot(), of: count) else { return }
    for part in 0...1 { move(gradient, part) }
  }
}
