@testable import DeepQ

/// A network in plain loops and double precision, against which the fast one is checked.
struct ReferenceNetwork {
  let widths: [Int]
  var parameters: [Double]

  init(_ network: Network, _ parameters: FloatBuffer? = nil) {
    widths = network.shape.widths
    let buffer = parameters ?? network.parameters
    self.parameters = (0..<buffer.count).map { Double(buffer[$0]) }
  }

  /// The outputs of one row.
  func outputs(_ row: [Double]) -> [Double] {
    var values = row
    var offset = 0
    for layer in 1..<widths.count {
      let (inputs, outputs) = (widths[layer - 1], widths[layer])
      let bias = offset + inputs * outputs
      var next = (0..<outputs).map { parameters[bias + $0] }
      for input in 0..<inputs {
        for output in 0..<outputs {
          next[output] += values[input] * parameters[offset + input * outputs + output]
        }
      }
      if layer < widths.count - 1 { next = next.map { max(0, $0) } }
      values = next
      offset = bias + outputs
    }
    return values
  }

  /// The values of the actions of one row: V + A − mean A where dueling.
  func values(_ row: [Double], isDueling: Bool) -> [Double] {
    let outputs = outputs(row)
    guard isDueling, let state = outputs.last else { return outputs }
    let advantages = outputs.dropLast()
    let mean = advantages.reduce(0, +) / Double(advantages.count)
    return advantages.map { state + $0 - mean }
  }

  /// The slope of a loss by each parameter, by central differences.
  func gradient(_ loss: (ReferenceNetwork) -> Double) -> [Double] {
    let step = 1e-6
    return parameters.indices.map { index in
      var (above, below) = (self, self)
      above.parameters[index] += step
      below.parameters[index] -= step
      return (loss(above) - loss(below)) / (2 * step)
    }
  }
}

func huber(_ error: Double, _ delta: Double) -> Double {
  abs(error) <= delta ? error * error / 2 : delta * (abs(error) - delta / 2)
}
