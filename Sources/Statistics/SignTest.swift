/// The sign test: whether paired differences lie above zero as often as below.
///
/// It needs no more than the direction of each difference and suits values with many ties, such as
/// the gap between drivers. Zeros are dropped; differences that are not finite are left out and
/// counted in `leftOut`. The p-value is exact at every size.
///
///     SignTest(differences: [-1, -4, -2, -7, 0, -1]).pValue  // 0.0625, which is 2 / 2⁵
///
/// Source: W. J. Dixon and A. M. Mood, "The Statistical Sign Test", Journal of the American
/// Statistical Association 41, 1946, doi:10.1080/01621459.1946.10501898.
public struct SignTest: Hashable, Sendable {
  /// How many differences lie above zero.
  public let positive: Int
  /// How many differences lie below zero.
  public let negative: Int
  /// How many differences were left out because they are infinite or not a number.
  public let leftOut: Int
  /// The two-sided probability of signs at least so unequal if both are equally likely.
  public let pValue: Double

  /// Runs the test.
  ///
  /// - Parameter differences: the paired differences, in any order.
  /// - Complexity: O(n).
  public init(differences: [Double]) {
    positive = differences.count { $0.isFinite && $0 > 0 }
    negative = differences.count { $0.isFinite && $0 < 0 }
    leftOut = differences.count { !$0.isFinite }
    pValue = Self.pValue(smaller: min(positive, negative), of: positive + negative)
  }

  /// How many differences have a sign.
  public var count: Int { positive + negative }

  /// The side that p speaks of.
  public var tendency: Tendency { Tendency(above: Double(positive), below: Double(negative)) }

  /// Twice the tail of the fair binomial distribution, 2 Σ C(n, i) / 2ⁿ over i ≤ k, at most 1.
  ///
  /// C(n, k) grows beyond any Double, so it is kept as a significand and a power of two. The rest
  /// of the tail is summed in units of it: C(n, i - 1) = C(n, i) · i / (n - i + 1). A tail below
  /// the smallest normal Double is stated as that, which is then an upper bound: no p is 0.
  private static func pValue(smaller: Int, of count: Int) -> Double {
    guard 2 * smaller < count else { return 1 }
    var significand = 1.0
    var exponent = -count
    for index in 0..<smaller {
      significand *= Double(count - index) / Double(index + 1)
      exponent += Int(significand.exponent)
      significand = significand.significand
    }
    var term = 1.0
    var tail = 1.0
    for index in stride(from: smaller, to: 0, by: -1) {
      term *= Double(index) / Double(count - index + 1)
      tail += term
    }
    let product = significand * tail
    return min(
      1,
      max(
        .leastNormalMagnitude, Double(sign: .plus, exponent: exponent + 1, significand: product)))
  }
}
