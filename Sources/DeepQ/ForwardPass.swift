import CMatrix

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

  /// Where a row of the input begins.
  func input(row: Int) -> UnsafeMutablePointer<Float> { input.base + row * shape.widths[0] }

  /// Where a row of the output begins.
  func output(row: Int) -> UnsafeMutablePointer<Float> { output.base + row * shape.outputSize }

  /// Computes the outputs of some rows of the input; those of a row are the same among any others.
  ///
  /// - Complexity: O(rows · parameters).
  func run(_ parameters: FloatBuffer, from first: Int = 0, rows: Int) {
    guard rows > 0 else { return }
    for layer in 0..<shape.layerCount {
      let (inputs, outputs) = (shape.widths[layer], shape.widths[layer + 1])
      cmatrix_layer(
        layers[layer].base + first * inputs, parameters.base + shape.offsets[layer],
        parameters.base + shape.biasOffset(layer), layers[layer + 1].base + first * outputs,
        Int32(rows), Int32(inputs), Int32(outputs), layer < shape.layerCount - 1)
    }
  }
}

/// Gradients of some rows, by backpropagation through a forward pass.
///
/// First the slopes of each row, then the gradient of each half of the parameters; both may be
/// shared out among threads, as no sum is split.
final class BackwardPass {
  private let pass: ForwardPass
  private let start: Int
  private let slopes: [FloatBuffer]
  let gradient: FloatBuffer

  /// - Parameters:
  ///   - pass: the forward pass.
  ///   - start: its first row that the gradient is of.
  ///   - mostRows: how many those are at most.
  init(_ pass: ForwardPass, from start: Int = 0, mostRows: Int) {
    self.pass = pass
    self.start = start
    slopes = pass.shape.widths.map { FloatBuffer($0 * mostRows) }
    gradient = FloatBuffer(pass.shape.parameterCount)
  }

  /// Slopes of the loss by the outputs; what everything starts from.
  var output: FloatBuffer { slopes[slopes.count - 1] }

  /// Computes the gradient of the first rows' loss by the parameters.
  ///
  /// - Complexity: O(rows · parameters).
  func run(_ parameters: FloatBuffer, rows: Int) {
    spread(parameters, rows: 0..<rows)
    for half in 0...1 { add(half, rows: rows) }
  }

  /// Computes the slopes by the values of all hidden layers, of some rows.
  ///
  /// - Complexity: O(rows · parameters).
  func spread(_ parameters: FloatBuffer, rows: Range<Int>) {
    let shape = pass.shape
    guard !rows.isEmpty, shape.layerCount > 1 else { return }
    for layer in stride(from: shape.layerCount - 1, to: 0, by: -1) {
      let (inputs, outputs) = (shape.widths[layer], shape.widths[layer + 1])
      cmatrix_slopes(
        slopes[layer + 1].base + rows.lowerBound * outputs,
        parameters.base + shape.offsets[layer],
        pass.layers[layer].base + (start + rows.lowerBound) * inputs,
        slopes[layer].base + rows.lowerBound * inputs,
        Int32(rows.count), Int32(inputs), Int32(outputs))
    }
  }

  /// Computes one half of the gradient over the first rows, whose slopes are all known.
  ///
  /// - Complexity: O(rows · parameters).
  func add(_ half: Int, rows: Int) {
    let shape = pass.shape
    for layer in 0..<shape.layerCount {
      let (inputs, outputs) = (shape.widths[layer], shape.widths[layer + 1])
      let part = shape.inputs(ofHalf: half, layer)
      cmatrix_gradient(
        pass.layers[layer].base + start * inputs, slopes[layer + 1].base,
        gradient.base + shape.offsets[layer], Int32(rows), Int32(inputs), Int32(outputs),
        Int32(part.lowerBound), Int32(part.upperBound))
      guard half == 1 else { continue }
      cmatrix_sum_rows(
        slopes[layer + 1].base, gradient.base + shape.biasOffset(layer), Int32(rows),
        Int32(outputs))
    }
  }

  /// The sum of squares of one half of the gradient.
  func squares(ofHalf half: Int) -> Double {
    (0..<pass.shape.layerCount).reduce(0) { sum, layer in
      let stretch = pass.shape.stretch(ofHalf: half, layer)
      return sum + cmatrix_sum_of_squares(gradient.base + stretch.lowerBound, stretch.count)
    }
  }
}
