import COpenBLAS
import DeepQ

/// The matrix products of one update and nothing else: what no update can be faster than.
enum Products {
  private static let widths: [Int32] = [100, 512, 256, 128, 10]
  /// Each half of a batch of 64.
  private static let rows: Int32 = 32

  /// Updates' worth of products a second.
  static func rate() throws -> Double {
    try LinearAlgebra.open()
    let buffers = (0..<2).map { _ in Buffers(widths, rows: 2 * Int(rows)) }
    return Repeat.rate {
      for buffers in buffers {
        forward(buffers, rows: 2 * rows)  // the states and those after, by the network
        forward(buffers, rows: rows)  // the states after, by the target
        backward(buffers)
      }
    }
  }

  private struct Buffers {
    let layers: [UnsafeMutablePointer<Float>]
    let slopes: [UnsafeMutablePointer<Float>]
    let weights: [UnsafeMutablePointer<Float>]
    let gradients: [UnsafeMutablePointer<Float>]

    init(_ widths: [Int32], rows: Int) {
      func filled(_ count: Int) -> UnsafeMutablePointer<Float> {
        let buffer = UnsafeMutablePointer<Float>.allocate(capacity: count)
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

  private static func forward(_ buffers: Buffers, rows: Int32) {
    for layer in 0..<widths.count - 1 {
      let (inputs, outputs) = (widths[layer], widths[layer + 1])
      copenblas_multiply(
        false, false, rows, outputs, inputs, buffers.layers[layer], inputs,
        buffers.weights[layer], outputs, 0, buffers.layers[layer + 1], outputs)
    }
  }

  private static func backward(_ buffers: Buffers) {
    for layer in (0..<widths.count - 1).reversed() {
      let (inputs, outputs) = (widths[layer], widths[layer + 1])
      copenblas_multiply(
        true, false, inputs, outputs, rows, buffers.layers[layer], inputs,
        buffers.slopes[layer + 1], outputs, 0, buffers.gradients[layer], outputs)
      guard layer > 0 else { return }
      copenblas_multiply(
        false, true, rows, inputs, outputs, buffers.slopes[layer + 1], outputs,
        buffers.weights[layer], outputs, 0, buffers.slopes[layer], inputs)
    }
  }
}
