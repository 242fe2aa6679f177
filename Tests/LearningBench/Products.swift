import CMatrix

/// The matrix products of one update and nothing else: what no update can be faster than.
///
/// A network's forward pass over the states and those after, the target's over those after, and the
/// way back, for a batch of 64.
enum Products {
  static let widths: [Int32] = [100, 512, 256, 128, 10]
  private static let rows: Int32 = 64

  /// Who computes the three products of a layer; all matrices are row-major without gaps.
  protocol Library {
    /// outputs = inputs · weights
    func layer(_ size: Size, _ inputs: Floats, _ weights: Floats, _ outputs: Floats)
    /// gradient = inputsᵀ · slopes
    func gradient(_ size: Size, _ inputs: Floats, _ slopes: Floats, _ gradient: Floats)
    /// before = slopes · weightsᵀ
    func slopes(_ size: Size, _ slopes: Floats, _ weights: Floats, _ before: Floats)
  }

  typealias Floats = UnsafeMutablePointer<Float>

  struct Size {
    let rows: Int32
    let inputs: Int32
    let outputs: Int32
  }

  /// Updates' worth of products a second.
  static func rate(_ library: some Library) -> Double {
    let buffers = Buffers(rows: 2 * Int(rows))
    return Repeat.rate {
      forward(library, buffers, rows: 2 * rows)
      forward(library, buffers, rows: rows)
      backward(library, buffers)
    }
  }

  private struct Buffers {
    let layers: [Floats]
    let slopes: [Floats]
    let weights: [Floats]
    let gradients: [Floats]

    init(rows: Int) {
      func filled(_ count: Int) -> Floats {
        let buffer = Floats.allocate(capacity: count)
        for index in 0..<count { buffer[index] = Float(index % 7) / 700 }
        return buffer
      }
      layers = widths.map { filled(Int($0) * rows) }
      slopes = widths.map { filled(Int($0) * rows) }
      let sizes = zip(widths, widths.dropFirst()).map { Int($0 * $1) }
      weights = sizes.map(filled)
      gradients = sizes.map(filled)
    }
  }

  private static func forward(_ library: some Library, _ buffers: Buffers, rows: Int32) {
    for layer in 0..<widths.count - 1 {
      library.layer(
        Size(rows: rows, inputs: widths[layer], outputs: widths[layer + 1]),
        buffers.layers[layer], buffers.weights[layer], buffers.layers[layer + 1])
    }
  }

  private static func backward(_ library: some Library, _ buffers: Buffers) {
    for layer in (0..<widths.count - 1).reversed() {
      let size = Size(rows: rows, inputs: widths[layer], outputs: widths[layer + 1])
      library.gradient(
        size, buffers.layers[layer], buffers.slopes[layer + 1], buffers.gradients[layer])
      guard layer > 0 else { return }
      library.slopes(size, buffers.slopes[layer + 1], buffers.weights[layer], buffers.slopes[layer])
    }
  }
}

/// The project's own products, with biases and what else is done in passing.
struct OwnProducts: Products.Library {
  private let ones: Products.Floats

  init() {
    let most = Int(Products.widths.max() ?? 0) * 128
    ones = Products.Floats.allocate(capacity: most)
    ones.initialize(repeating: 1, count: most)
  }

  func layer(
    _ size: Products.Size, _ inputs: Products.Floats, _ weights: Products.Floats,
    _ outputs: Products.Floats
  ) {
    cmatrix_layer(inputs, weights, ones, outputs, size.rows, size.inputs, size.outputs, true)
  }

  func gradient(
    _ size: Products.Size, _ inputs: Products.Floats, _ slopes: Products.Floats,
    _ gradient: Products.Floats
  ) {
    cmatrix_gradient(
      inputs, slopes, gradient, size.rows, size.inputs, size.outputs, 0, size.inputs)
  }

  func slopes(
    _ size: Products.Size, _ slopes: Products.Floats, _ weights: Products.Floats,
    _ before: Products.Floats
  ) {
    cmatrix_slopes(slopes, weights, ones, before, size.rows, size.inputs, size.outputs)
  }
}
