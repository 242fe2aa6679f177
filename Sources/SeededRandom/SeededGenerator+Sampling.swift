// Sampling is written here and not taken from the standard library, whose algorithms may change
// between toolchains: a seed must mean the same draws for ever.
extension SeededGenerator {
  /// A whole number below `bound`, each equally likely.
  ///
  /// Rejection keeps it unbiased (Lemire 2019 without the multiplication, for plainness).
  ///
  /// - Precondition: `bound` is positive.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "a draw needs at least one outcome")
    let limit = UInt64(bound)
    let threshold = (0 &- limit) % limit
    while true {
      let bits = next()
      if bits >= threshold { return Int(bits % limit) }
    }
  }

  /// A whole number in a closed range, each equally likely.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// A real number in 0..<1 with 53 random bits.
  public mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// True with the given probability in 0...1.
  public mutating func chance(_ probability: Double) -> Bool {
    unit() < probability
  }

  /// One element, each equally likely, or nil of an empty list.
  public mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }

  /// An index drawn in proportion to non-negative weights; the last where all are zero.
  ///
  /// - Precondition: `weights` is not empty.
  public mutating func index(weights: [Double]) -> Int {
    precondition(!weights.isEmpty, "a draw needs at least one outcome")
    var left = unit() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return index }
    }
    return weights.count - 1
  }

  /// The elements in a random order (Fisher–Yates, from the back).
  public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var shuffled = elements
    for last in stride(from: shuffled.count - 1, to: 0, by: -1) {
      shuffled.swapAt(last, below(last + 1))
    }
    return shuffled
  }
}
