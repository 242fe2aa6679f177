import PortableMath

/// Gradients of a classifier's loss: how far a network is from a teacher's decisions.
final class Imitator {
  private let network: Network
  private let batch: Int
  private let pass: ForwardPass
  private let backward: BackwardPass
  private var decisions: [Decision] = []
  private var rows = 0

  private struct Decision {
    /// Where its outputs begin.
    let start: Int
    /// How many outputs are its actions.
    let count: Int
    let action: Int
    let mask: [Bool]
  }

  /// - Parameters:
  ///   - network: what learns.
  ///   - batch: decisions at most that a gradient is of.
  init(_ network: Network, batch: Int) {
    self.network = network
    self.batch = batch
    pass = ForwardPass(network.shape, mostRows: batch * network.form.mostRows)
    backward = BackwardPass(pass, mostRows: pass.mostRows)
    decisions.reserveCapacity(batch)
  }

  var count: Int { decisions.count }
  var isFull: Bool { count == batch }
  /// The sum over the decisions of the last `run`.
  var gradient: FloatBuffer { backward.gradient }

  /// Adds a decision to the batch.
  ///
  /// - Throws: `ImitationError` where the observation is not of the network's form or the action is
  ///   not one of its allowed ones.
  func add(_ observation: Observation, _ action: Int) throws(ImitationError) {
    let width = network.form.inputSize
    let own = observation.features.count / width
    guard observation.features.count == own * width, (1...network.form.mostRows).contains(own)
    else {
      throw ImitationError(
        "\(observation.features.count) features are not 1 to \(network.form.mostRows) rows of \(width)"
      )
    }
    let actions = if case .fixed(_, let count) = network.form { count } else { own }
    let mask = observation.mask
    guard mask.isEmpty || mask.count == actions else {
      throw ImitationError("a mask of \(mask.count) does not fit \(actions) actions")
    }
    guard (0..<actions).contains(action), mask.isEmpty || mask[action] else {
      throw ImitationError("the teacher's action \(action) is not allowed")
    }
    observation.features.withUnsafeBufferPointer { features in
      guard let base = features.baseAddress else { return }
      pass.input.base.advanced(by: rows * width).update(from: base, count: own * width)
    }
    decisions.append(
      Decision(start: rows * network.shape.outputSize, count: actions, action: action, mask: mask))
    rows += own
  }

  /// Computes the gradient of the batch and empties it; returns the sum of its losses.
  ///
  /// - Complexity: O(rows · parameters).
  func run() -> Double {
    pass.run(network.parameters, rows: rows)
    for index in 0..<rows * network.shape.outputSize { backward.output[index] = 0 }
    let loss = decisions.reduce(0) { $0 + spread($1) }
    backward.run(network.parameters, rows: rows)
    decisions.removeAll(keepingCapacity: true)
    rows = 0
    return loss
  }

  /// Writes the slopes of −log softmax of the teacher's action; returns that loss.
  private func spread(_ decision: Decision) -> Double {
    let output = pass.output.base + decision.start
    let slopes = backward.output.base + decision.start
    let mask = decision.mask
    var greatest = -Float.infinity
    for action in 0..<decision.count where mask.isEmpty || mask[action] {
      greatest = max(greatest, output[action])
    }
    var sum = 0.0
    for action in 0..<decision.count where mask.isEmpty || mask[action] {
      sum += Portable.exp(Double(output[action] - greatest))
    }
    for action in 0..<decision.count where mask.isEmpty || mask[action] {
      slopes[action] = Float(Portable.exp(Double(output[action] - greatest)) / sum)
    }
    slopes[decision.action] -= 1
    return -Double(output[decision.action] - greatest) + Portable.log(sum)
  }
}

/// A teacher's decision that cannot be learnt.
public struct ImitationError: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String

  init(_ reason: String) {
    self.reason = reason
  }

  public var description: String { reason }
}
