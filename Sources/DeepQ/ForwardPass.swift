import COpenBLAS

/// Activations of some rows through a network, on buffers made once.
final class ForwardPass {
  let shape: NetworkShape
  let mostRows: Int
  /// Activations of each layer, the input first.
  let layers: [FloatBuffer]

  init(_ shape: NetworkShape, mostRows: Int) {
    self.shape = shape
    self.mostRows = mostRows
    layers = shape.widths.map { FloatBuffer($0 * mostRows) }
  }

  var input: FloatBuffer { layers[0] }
  var output: FloatBuffer { layers[layers.count - 1] }

  /// Computes the outputs of the first rows of the input.
  ///
  /// - Complexity: O(rows · parameters).
  func run(_ parameters: FloatBuffer, rows: Int) {
    guard rows != 1 else { return runRow(parameters) }
    for layer in 0..<shape.layerCount {
      let (inputs, outputs) = (shape.widths[layer], shape.widths[layer + 1])
      copenblas_multiply(
        false, false, Int32(rows), Int32(outputs), Int32(inputs), layers[layer].base,
        Int32(inputs), parameters.base + shape.offsets[layer], Int32(outputs), 0,
        layers[layer + 1].base, Int32(outputs))
      copenblas_add_bias(
        layers[layer + 1].base, parameters.base + shape.biasOffset(layer), Int32(rows),
        Int32(outputs), layer < shape.layerCount - 1)
    }
  }

  private func runRow(_ parameters: FloatBuffer) {
    for layer in 0..<shape.layerCount {
      copenblas_layer_of_row(
        layers[layer].base, parameters.base + shape.offsets[layer],
        parameters.base + shape.biasOffset(layer), layers[layer + 1].base,
        Int32(shape.widths[layer]), Int32(shape.widths[layer + 1]), layer < shape.layerCount - 1)
    }
  }
}

/// Gradients of some rows, by backpropagation through a forward pass.
final class BackwardPass {
  private let pass: ForwardPass
  private let slopes: [FloatBuffer]
  let gradient: FloatBuffer

  /// - Parameters:
  ///   - pass: the forward pass whose first rows the gradient is of.
  ///   - mostRows: how many those are at most.
  init(_ pass: ForwardPass, mostRows: Int) {
    self.pass = pass
    slopes = pass.shape.widths.map { FloatBuffer($0 * mostRows) }
    gradient = FloatBuffer(pass.shape.parameterCount)
  }

  /// Slopes of the loss by the outputs; what `run` starts from.
  var output: FloatBuffer { slopes[slopes.count - 1] }

  /// Computes the gradient of the rows' loss by the parameters.
  ///
  /// - Complexity: O(rows · parameters).
  func run(_ parameters: FloatBuffer, rows: Int) {
    let shape = pass.shape
    for layer in stride(from: shape.layerCount - 1, through: 0, by: -1) {
      let (inputs, outputs) = (shape.widths[layer], shape.widths[layer + 1])
      copenblas_multiply(
        true, false, Int32(inputs), Int32(outputs), Int32(rows), pass.layers[layer].base,
        Int32(inputs), slopes[layer + 1].base, Int32(outputs), 0,
        gradient.base + shape.offsets[layer], Int32(outputs))
      copenblas_sum_rows(
        slopes[layer + 1].base, gradient.base + shape.biasOffset(layer), Int32(rows),
        Int32(outputs))
      guard layer > 0 else { return }
      copenblas_multiply(
        false, true, Int32(rows), Int32(inputs), Int32(outputs), slopes[layer + 1].base,
        Int32(outputs), parameters.base + shape.offsets[layer], Int32(outputs), 0,
        slopes[layer].base, Int32(inputs))
      copenblas_rectify_gradient(slopes[layer].base, pass.layers[layer].base, rows * inputs)
    }
  }
}
