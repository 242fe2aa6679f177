import CMatrix
import SeededRandom
import Testing

/// Each test sets the variant that all threads use, so they run one after the other.
@Suite("Products", .serialized)
struct VariantTests {
  /// A layer of drawn values, many of them zero as after rectifying.
  struct Layer {
    let rows: Int
    let count: Int
    let width: Int
    let inputs: [Float]
    let weights: [Float]
    let bias: [Float]
    let slopes: [Float]

    init(_ rows: Int, _ count: Int, _ width: Int, _ draws: inout SeededGenerator) {
      self.rows = rows
      self.count = count
      self.width = width
      func values(_ count: Int) -> [Float] {
        (0..<count).map { _ in draws.chance(0.3) ? 0 : Float(draws.unit() * 2 - 1) }
      }
      inputs = values(rows * count)
      weights = values(count * width)
      bias = values(width)
      slopes = values(rows * width)
    }

    /// One chain of fused multiply-adds in the order of k.
    private func chain(_ depth: Int, _ a: (Int) -> Float, _ b: (Int) -> Float) -> Float {
      (0..<depth).reduce(Float(0)) { $0.addingProduct(a($1), b($1)) }
    }

    var outputs: [Float] {
      (0..<rows * width).map { place in
        let (row, column) = place.quotientAndRemainder(dividingBy: width)
        let sum = chain(
          count, { inputs[row * count + $0] }, { weights[$0 * width + column] })
        return max(0, sum + bias[column])
      }
    }

    var gradient: [Float] {
      (0..<count * width).map { place in
        let (input, output) = place.quotientAndRemainder(dividingBy: width)
        return chain(rows, { inputs[$0 * count + input] }, { slopes[$0 * width + output] })
      }
    }

    var before: [Float] {
      (0..<rows * count).map { place in
        let (row, input) = place.quotientAndRemainder(dividingBy: count)
        guard inputs[place] > 0 else { return 0 }
        return chain(width, { slopes[row * width + $0] }, { weights[input * width + $0] })
      }
    }
  }

  /// Remainders of every kind, one row, one column, and more than a panel is deep.
  static let shapes: [(Int, Int, Int)] =
    [(1, 1, 1), (1, 300, 70), (2, 3, 1), (64, 94, 61), (33, 530, 17), (7, 16, 300), (270, 9, 33)]

  private func bits(_ values: [Float]) -> [UInt32] { values.map(\.bitPattern) }

  @Test("every variant's products are chains of fused multiply-adds, bit for bit, of any shape")
  func products() {
    var draws = SeededGenerator(seed: 1, purpose: "products")
    let drawn = (0..<40).map { _ in
      (draws.integer(in: 1...40), draws.integer(in: 1...60), draws.integer(in: 1...70))
    }
    for (rows, count, width) in Self.shapes + drawn {
      let layer = Layer(rows, count, width, &draws)
      let cut = Int32(draws.integer(in: 0...count))
      let wanted = (bits(layer.outputs), bits(layer.gradient), bits(layer.before))
      for variant in 0..<cmatrix_variant_count() {
        cmatrix_use_variant(variant)
        let name = "variant \(variant), \(rows) × \(count) × \(width)"
        let sizes = (Int32(rows), Int32(count), Int32(width))
        // Not a number where nothing is written.
        var outputs = Array(repeating: Float.nan, count: rows * width)
        cmatrix_layer(
          layer.inputs, layer.weights, layer.bias, &outputs, sizes.0, sizes.1, sizes.2, true)
        #expect(bits(outputs) == wanted.0, "layer, \(name)")
        var gradient = Array(repeating: Float.nan, count: count * width)
        for part in [0..<cut, cut..<sizes.1] {
          cmatrix_gradient(
            layer.inputs, layer.slopes, &gradient, sizes.0, sizes.1, sizes.2, part.lowerBound,
            part.upperBound)
        }
        #expect(bits(gradient) == wanted.1, "gradient, \(name)")
        var before = Array(repeating: Float.nan, count: rows * count)
        cmatrix_slopes(
          layer.slopes, layer.weights, layer.inputs, &before, sizes.0, sizes.1, sizes.2)
        #expect(bits(before) == wanted.2, "slopes, \(name)")
      }
    }
    cmatrix_use_variant(-1)
  }

  @Test("a row alone has the outputs that it has among others")
  func rowAlone() {
    var draws = SeededGenerator(seed: 2, purpose: "row")
    let layer = Layer(9, 300, 77, &draws)
    for variant in 0..<cmatrix_variant_count() {
      cmatrix_use_variant(variant)
      var row = Array(repeating: Float.nan, count: layer.width)
      for index in 0..<layer.rows {
        cmatrix_layer(
          Array(layer.inputs[index * layer.count..<(index + 1) * layer.count]), layer.weights,
          layer.bias, &row, 1, Int32(layer.count), Int32(layer.width), true)
        #expect(
          bits(row) == bits(Array(layer.outputs[index * layer.width..<(index + 1) * layer.width])))
      }
    }
    cmatrix_use_variant(-1)
  }

  @Test("every variant's loops have the bits of the first")
  func loops() {
    var draws = SeededGenerator(seed: 3, purpose: "loops")
    let count = 1_003
    func values() -> [Float] { (0..<count).map { _ in Float(draws.unit() * 2 - 1) } }
    let (start, slope, spread) = (values(), values(), values().map { $0 * $0 })
    var first: ([UInt32], UInt64)?
    for variant in 0..<cmatrix_variant_count() {
      cmatrix_use_variant(variant)
      var (weights, mean, variance, sum) = (
        start, slope, spread, Array(repeating: Float(0), count: 59)
      )
      cmatrix_adam(&weights, &mean, &variance, slope, 0.3, 1e-3, 1e-8, count)
      cmatrix_approach(&mean, weights, 0.01, count)
      cmatrix_sum_rows(weights, &sum, 17, 59)
      let found = (
        bits(weights + mean + variance + sum), cmatrix_sum_of_squares(weights, count).bitPattern
      )
      if let first {
        #expect(found.0 == first.0 && found.1 == first.1, "variant \(variant)")
      }
      first = first ?? found
    }
    cmatrix_use_variant(-1)
  }
}
