import COpenBLAS

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Gradients of a classifier's loss: how far a network is from a teacher's decisions.
final class Imitator {
  private let network: Network
  private let pass: ForwardPass
  private let backward: BackwardPass
  /// The sum over the decisions since the first of a batch.
  let gradient: FloatBuffer

  init(_ network: Network) {
    self.network = network
    pass = ForwardPass(network.shape, mostRows: network.form.mostRows)
    backward = BackwardPass(pass)
    gradient = FloatBuffer(network.shape.parameterCount)
  }

  /// Adds one decision; returns its loss.
  func add(_ observation: Observation, _ action: Int, isFirst: Bool) -> Double {
    let width = network.form.inputSize
    let rows = min(observation.features.count / width, network.form.mostRows)
    observation.features.withUnsafeBufferPointer { features in
      guard let base = features.baseAddress else { return }
      pass.input.base.update(from: base, count: rows * width)
    }
    pass.run(network.parameters, rows: rows)
    let actions = if case .fixed(_, let count) = network.form { count } else { rows }
    let loss = spread(action, actions, observation.mask)
    backward.run(network.parameters, rows: rows)
    if isFirst {
      gradient.copy(from: backward.gradient)
    } else {
      copenblas_add(gradient.base, backward.gradient.base, gradient.count)
    }
    return loss
  }

  /// Writes the slopes of −log softmax of the teacher's action; returns that loss.
  private func spread(_ action: Int, _ actions: Int, _ mask: [Bool]) -> Double {
    let output = pass.output.base
    let slopes = backward.output.base
    var greatest = -Float.infinity
    for other in 0..<actions where mask.isEmpty || mask[other] {
      greatest = max(greatest, output[other])
    }
    var sum = 0.0
    for other in 0..<actions where mask.isEmpty || mask[other] {
      sum += exp(Double(output[other] - greatest))
    }
    for other in 0..<network.shape.outputSize * pass.mostRows where other >= actions {
      slopes[other] = 0
    }
    for other in 0..<actions {
      let isAllowed = mask.isEmpty || mask[other]
      slopes[other] = isAllowed ? Float(exp(Double(output[other] - greatest)) / sum) : 0
    }
    slopes[action] -= 1
    return -Double(output[action] - greatest) + log(sum)
  }
}
