/// Values actions with a network as it is: nothing is drawn, nothing is dropped out.
///
/// Not to be shared by threads.
public final class Evaluator {
  public let network: Network
  private let pass: ForwardPass
  private let values: ActionValues

  public init(_ network: Network) {
    self.network = network
    pass = ForwardPass(network.shape, mostRows: network.form.mostRows)
    values = ActionValues(isDueling: network.isDueling, count: network.form.mostActions)
  }

  /// The values of all actions, or of all candidates in the order of their rows.
  ///
  /// - Complexity: O(rows · parameters).
  public func values(_ observation: Observation) -> [Float] {
    let rows = run(observation)
    switch network.form {
    case .candidates: return (0..<rows).map { pass.output[$0] }
    case .fixed(_, let actions): return (0..<actions).map { values.value(pass.output.base, $0) }
    }
  }

  /// The allowed action of the highest value, the first of equals.
  public func best(_ observation: Observation) -> Int {
    let rows = run(observation)
    let mask = observation.mask
    var best = -1
    var highest = -Float.infinity
    switch network.form {
    case .candidates:
      for row in 0..<rows where mask.isEmpty || mask[row] {
        if best < 0 || pass.output[row] > highest { (best, highest) = (row, pass.output[row]) }
      }
    case .fixed(_, let actions):
      // The mean advantage is the same for all: outputs rank as values do.
      for action in 0..<actions where mask.isEmpty || mask[action] {
        if best < 0 || pass.output[action] > highest {
          (best, highest) = (action, pass.output[action])
        }
      }
    }
    return max(0, best)
  }

  private func run(_ observation: Observation) -> Int {
    let width = network.form.inputSize
    let rows = min(observation.features.count / width, pass.mostRows)
    observation.features.withUnsafeBufferPointer { features in
      guard let base = features.baseAddress else { return }
      pass.input.base.update(from: base, count: rows * width)
    }
    pass.run(network.parameters, rows: rows)
    return rows
  }
}
