import CMatrix

/// One gradient step on a batch, in phases of two parts each; between them both are done.
///
/// No sum is split among the parts, so that threads change no bit: the slopes are those of each row,
/// the gradient that of each parameter, and its squares are summed in the same two halves always.
final class BatchUpdate {
  enum Phase: Sendable {
    /// Each part of the batch: the slopes of its rows.
    case slopes
    /// Each half of the parameters: the gradient, and the sum of its squares.
    case gradient
    /// Each half of the parameters: moved, and the target after them.
    case move
  }

  let network: Network
  let target: FloatBuffer
  let optimiser: AdamOptimiser
  let rows: BatchRows
  let parts: [BatchPart]
  /// The decisions of the batch and their weights.
  var indices: [Int]
  var weights: [Float]
  private let settings: DQNSettings
  private var squares = (0.0, 0.0)
  private var scale: Float = 0
  private var rates: (rate: Float, epsilon: Float) = (0, 0)
  private var isCopying = false

  /// With one thread the batch is one part, as more rows at once are faster; else two.
  init(_ network: Network, _ memory: ReplayMemory, _ settings: DQNSettings, threads: Int) {
    self.network = network
    self.settings = settings
    target = FloatBuffer(network.shape.parameterCount)
    target.copy(from: network.parameters)
    optimiser = AdamOptimiser(network.shape.parameterCount)
    let size = settings.batch
    let first = threads > 1 ? (size + 1) / 2 : size
    let rows = BatchRows(
      network.shape, network.form, isDouble: settings.isDouble, first: first, size: size)
    self.rows = rows
    parts = [0..<first, first..<size].map {
      BatchPart(network, memory, settings, rows, places: $0)
    }
    indices = Array(repeating: 0, count: size)
    weights = Array(repeating: 1, count: size)
  }

  /// The sum of the batch's losses, in their order.
  var loss: Double {
    parts.reduce(0) { sum, part in part.losses.reduce(sum, +) }
  }

  /// The error of a decision of the batch.
  func error(_ place: Int) -> Float {
    let first = parts[0].places.count
    return place < first ? parts[0].errors[place] : parts[1].errors[place - first]
  }

  /// Does a part of a phase.
  func run(_ phase: Phase, _ part: Int) {
    switch phase {
    case .slopes: parts[part].run(indices, weights, target: target)
    case .gradient:
      rows.backward.add(part, rows: settings.batch)
      let sum = rows.backward.squares(ofHalf: part)
      if part == 0 { squares.0 = sum } else { squares.1 = sum }
    case .move:
      move(rows.backward.gradient, part)
      follow(part)
    }
  }

  /// Readies the last phase, once the gradient is known.
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
    for layer in 0..<network.shape.layerCount {
      let stretch = network.shape.stretch(ofHalf: part, layer)
      optimiser.move(
        network.parameters, gradient, scale: scale, rates, from: stretch.lowerBound,
        count: stretch.count)
    }
  }

  private func follow(_ part: Int) {
    for layer in 0..<network.shape.layerCount {
      let stretch = network.shape.stretch(ofHalf: part, layer)
      let (own, other) = (
        target.base + stretch.lowerBound, network.parameters.base + stretch.lowerBound
      )
      switch settings.target {
      case .hard: if isCopying { own.update(from: other, count: stretch.count) }
      case .soft(let rate): cmatrix_approach(own, other, Float(rate), stretch.count)
      }
    }
  }

  /// Moves the parameters by a gradient from elsewhere, the sum over some decisions.
  func move(_ gradient: FloatBuffer, of count: Int) {
    let squares = cmatrix_sum_of_squares(gradient.base, gradient.count)
    guard prepare(norm: squares.squareRoot(), of: count) else { return }
    for part in 0...1 { move(gradient, part) }
  }
}
