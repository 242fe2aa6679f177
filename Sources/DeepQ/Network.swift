import SeededRandom

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The parameters of a network.
public final class Network {
  public let form: DecisionForm
  public let isDueling: Bool
  public let shape: NetworkShape
  let parameters: FloatBuffer

  init(_ form: DecisionForm, hidden: [Int], isDueling: Bool) {
    self.form = form
    self.isDueling = isDueling
    shape = NetworkShape(form, hidden: hidden, isDueling: isDueling)
    parameters = FloatBuffer(shape.parameterCount)
  }

  /// A network as a training under the same seed starts from.
  public convenience init(_ form: DecisionForm, hidden: [Int], isDueling: Bool, seed: UInt64) {
    self.init(form, hidden: hidden, isDueling: isDueling)
    initialise(seed: seed)
  }

  /// Draws the weights; biases are zero.
  ///
  /// Uniform within ±√(6 / inputs), whose variance is 2 / inputs.
  /// Source: K. He et al., "Delving Deep into Rectifiers", ICCV 2015.
  func initialise(seed: UInt64) {
    var draws = SeededGenerator(seed: seed, purpose: "weights")
    for layer in 0..<shape.layerCount {
      let bound = (6 / Double(shape.widths[layer])).squareRoot()
      for index in shape.offsets[layer]..<shape.biasOffset(layer) {
        parameters[index] = Float((2 * draws.unit() - 1) * bound)
      }
    }
  }
}

/// Floats at a fixed place in memory, zero at first.
///
/// `@unchecked Sendable`: a training's threads write stretches of it that do not overlap, in phases
/// between which `WorkerPair` waits for both.
final class FloatBuffer: @unchecked Sendable {
  let base: UnsafeMutablePointer<Float>
  let count: Int

  init(_ count: Int) {
    self.count = count
    // Zeroed pages that are never touched take no memory, as in a replay memory not yet full.
    guard let zeroes = calloc(max(1, count), MemoryLayout<Float>.stride) else {
      // As where an array cannot grow; settings and files are refused long before.
      fatalError("there is no memory for \(count) values")
    }
    base = zeroes.bindMemory(to: Float.self, capacity: max(1, count))
  }

  deinit { free(base) }

  @inline(__always)
  subscript(index: Int) -> Float {
    get { base[index] }
    set { base[index] = newValue }
  }

  func copy(from other: FloatBuffer) { base.update(from: other.base, count: count) }
}
