import PortableMath

/// The signed-rank test: whether paired differences lie symmetrically around zero.
///
/// Differences are ranked by magnitude; those above zero sum up to W+, those below to W-. Zeros
/// are dropped, as Wilcoxon did, and equal magnitudes share the middle of their ranks. Differences
/// that are not finite have no rank and are left out like zeros, counted in `leftOut`.
///
///     let test = WilcoxonSignedRank(differences: [-3, -1, -2, -5, -4, -6])
///     test.positive  // 0.0
///     test.pValue    // 0.03125, which is 2 / 2⁶
///
/// Magnitudes tie only if their bits are equal: give differences of whole minutes or metres, since
/// 0.3 - 0.2 and 0.1 are two values.
///
/// Source: F. Wilcoxon, "Individual Comparisons by Ranking Methods", Biometrics Bulletin 1, 1945,
/// doi:10.2307/3001968.
public struct WilcoxonSignedRank: Hashable, Sendable {
  /// Up to so many differences p is exact: the 2⁵⁰ sign patterns still count exactly, at once.
  public static let largestExactCount = 50

  /// W+, the sum of the ranks of differences above zero.
  public let positive: Double
  /// W-, the sum of the ranks of differences below zero.
  public let negative: Double
  /// How many differences have a rank: neither zero nor left out.
  public let count: Int
  /// How many differences were left out because they are infinite or not a number.
  public let leftOut: Int
  /// The two-sided probability of rank sums at least so unequal under symmetry; 1 without ranks.
  public let pValue: Double
  /// Whether `pValue` counts all sign patterns, ties included; otherwise a normal approximation.
  public let isExact: Bool

  /// The side that p speaks of: where the larger rank sum lies, which may not be where most
  /// differences lie.
  public var tendency: Tendency { Tendency(above: positive, below: negative) }

  /// Runs the test.
  ///
  /// - Parameter differences: the paired differences, in any order.
  /// - Complexity: O(n log n), and O(n³) for the at most 50 differences of the exact p.
  public init(differences: [Double]) {
    let ranked = differences.filter { $0.isFinite && $0 != 0 }
      .sorted { ($0.magnitude, $0) < ($1.magnitude, $1) }
    let ranks = Self.doubledRanks(ofSorted: ranked)
    let above = zip(ranked, ranks).reduce(0) { $1.0 > 0 ? $0 + $1.1 : $0 }
    let below = ranks.reduce(0, +) - above
    count = ranked.count
    leftOut = differences.count { !$0.isFinite }
    positive = Double(above) / 2
    negative = Double(below) / 2
    isExact = ranked.count <= Self.largestExactCount
    pValue =
      isExact
      ? Self.exact(smaller: min(above, below), ranks: ranks)
      : Self.approximate(above: above, below: below, ranks: ranks)
  }

  /// Twice the mid-rank of each difference: whole numbers even where ranks are shared.
  private static func doubledRanks(ofSorted sorted: [Double]) -> [Int] {
    var ranks: [Int] = []
    ranks.reserveCapacity(sorted.count)
    var first = 0
    while first < sorted.count {
      var end = first + 1
      while end < sorted.count, sorted[end].magnitude == sorted[first].magnitude { end += 1 }
      // The ranks first + 1 ... end have their middle at half of this.
      ranks.append(contentsOf: repeatElement(first + 1 + end, count: end - first))
      first = end
    }
    return ranks
  }

  /// Counts the sign patterns by their sum of doubled ranks, as subset sums, one rank at a time.
  ///
  /// The distribution is symmetric, so that both tails together are twice the smaller one; where
  /// the sums are equal these tails overlap, and p is 1.
  private static func exact(smaller: Int, ranks: [Int]) -> Double {
    var patterns = [UInt64](repeating: 0, count: smaller + 1)
    patterns[0] = 1
    for rank in ranks where rank <= smaller {
      for sum in stride(from: smaller, through: rank, by: -1) {
        patterns[sum] += patterns[sum - rank]
      }
    }
    let tail = patterns.reduce(0, +)
    return min(1, 2 * Double(tail) / Double(UInt64(1) << UInt64(ranks.count)))
  }

  /// The normal approximation with the corrections for ties and for continuity.
  ///
  /// The variance of W+ is Σ r² / 4 over the mid-ranks r, which equals
  /// n (n + 1) (2n + 1) / 24 - Σ (t³ - t) / 48 over tie groups of size t (M. Hollander, D. A. Wolfe,
  /// E. Chicken, "Nonparametric Statistical Methods", 3rd edition, Wiley 2014, section 3.1). W+ has
  /// its mean at (W+ + W-) / 2 and is moved towards it by a half, as R's `wilcox.test` does. A tail below the smallest normal Double is stated
  /// as that, which is then an upper bound: no p is 0.
  private static func approximate(above: Int, below: Int, ranks: [Int]) -> Double {
    let variance = ranks.reduce(0.0) { $0 + Double($1) * Double($1) } / 16
    let distance = Double((above - below).magnitude) / 4
    let z = max(0, distance - 0.5) / variance.squareRoot()
    return min(1, max(.leastNormalMagnitude, Portable.erfc(z / 2.0.squareRoot())))
  }
}
