/// The layers of a multilayer perceptron and where their parameters stand in one flat buffer.
public struct NetworkShape: Hashable, Sendable {
  /// Values of the input, of each hidden layer and of the output.
  public let widths: [Int]
  /// Where each layer's weights begin, `widths[i]` × `widths[i + 1]` row by row; its bias follows.
  let offsets: [Int]
  public let parameterCount: Int

  public init(widths: [Int]) {
    self.widths = widths
    var offsets: [Int] = []
    var next = 0
    for (input, output) in zip(widths, widths.dropFirst()) {
      offsets.append(next)
      next += (input + 1) * output
    }
    self.offsets = offsets
    parameterCount = next
  }

  /// The shape of a network for a form of decisions; dueling has one output more, the state's value.
  public init(_ form: DecisionForm, hidden: [Int], isDueling: Bool) {
    let outputs =
      switch form {
      case .fixed(_, let actions): actions + (isDueling ? 1 : 0)
      case .candidates: 1
      }
    self.init(widths: [form.inputSize] + hidden + [outputs])
  }

  /// What a pass over so many rows may take at most: 256 MiB.
  static let mostActivations = 1 << 26

  /// Values that a pass over some rows holds; `Int.max` where that is no number.
  func activations(rows: Int) -> Int {
    let (product, overflow) = widths.reduce(0, +).multipliedReportingOverflow(by: rows)
    return overflow ? Int.max : product
  }

  var layerCount: Int { offsets.count }
  var outputSize: Int { widths[widths.count - 1] }
  func biasOffset(_ layer: Int) -> Int { offsets[layer] + widths[layer] * widths[layer + 1] }

  // MARK: Halves

  /// The inputs of a layer whose weights are a half of the parameters, 0 or 1, the same with any
  /// number of threads.
  func inputs(ofHalf half: Int, _ layer: Int) -> Range<Int> {
    let middle = widths[layer] / 2
    return half == 0 ? 0..<middle : middle..<widths[layer]
  }

  /// The parameters of a layer in a half; its bias is in the second.
  func stretch(ofHalf half: Int, _ layer: Int) -> Range<Int> {
    let inputs = inputs(ofHalf: half, layer)
    let outputs = widths[layer + 1]
    return offsets[layer] + inputs.lowerBound * outputs..<offsets[layer]
      + (inputs.upperBound + half) * outputs
  }
}
