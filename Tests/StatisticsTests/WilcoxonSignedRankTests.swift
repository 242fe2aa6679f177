import SeededRandom
import Statistics
import Testing

@Suite("The signed-rank test") struct WilcoxonSignedRankTests {
  /// Differences of magnitudes 1...count whose ranks below zero sum up to `sum`.
  private func differences(count: Int, sum: Int) -> [Double] {
    var left = sum
    return (1...count).reversed().map { rank in
      guard rank <= left else { return Double(rank) }
      left -= rank
      return -Double(rank)
    }
  }

  /// Pairs and the critical rank sum at two-sided 5 %.
  ///
  /// Source: R. L. McCornack, "Extended Tables of the Wilcoxon Matched Pair Signed Rank Statistic",
  /// Journal of the American Statistical Association 60, 1965.
  private static let critical5 = [
    (6, 0), (7, 2), (8, 3), (9, 5), (10, 8), (11, 10), (12, 13), (13, 17), (14, 21), (15, 25),
    (16, 29), (17, 34), (18, 40), (19, 46), (20, 52), (21, 58), (22, 65), (23, 73), (24, 81),
    (25, 89),
  ]
  /// The same at two-sided 1 %.
  private static let critical1 = [(8, 0), (10, 3), (12, 7), (15, 15), (20, 37), (25, 68)]

  @Test(
    "p crosses the level exactly at the critical values of the published tables",
    arguments: critical5.map { ($0.0, $0.1, 0.05) } + critical1.map { ($0.0, $0.1, 0.01) })
  func criticalValues(count: Int, critical: Int, level: Double) {
    let at = WilcoxonSignedRank(differences: differences(count: count, sum: critical))
    let above = WilcoxonSignedRank(differences: differences(count: count, sum: critical + 1))
    #expect(at.negative == Double(critical))
    #expect(at.isExact)
    #expect(at.pValue <= level)
    #expect(above.pValue > level)
  }

  @Test("five pairs can never be significant at 5 %, however clear they are")
  func fivePairs() {
    #expect(WilcoxonSignedRank(differences: [1, 2, 3, 4, 5]).pValue == 0.0625)
  }

  /// |W+ - W-| of a sign pattern, doubled; the ranks are counted, not sorted.
  private func imbalance(_ magnitudes: [Double], pattern: Int) -> Int {
    var sum = 0
    for (index, value) in magnitudes.enumerated() {
      let below = magnitudes.count { $0 < value }
      let equal = magnitudes.count { $0 == value }
      sum += (2 * below + equal + 1) * (pattern >> index & 1 == 1 ? 1 : -1)
    }
    return abs(sum)
  }

  private func expectBruteForce(_ magnitudes: [Double]) {
    let patterns = 0..<(1 << magnitudes.count)
    let imbalances = patterns.map { imbalance(magnitudes, pattern: $0) }
    let sorted = imbalances.sorted()
    var worst = 0.0
    for pattern in patterns {
      let signed = magnitudes.enumerated().map { pattern >> $0 & 1 == 1 ? $1 : -$1 }
      let test = WilcoxonSignedRank(differences: signed)
      // All patterns at least so unequal, found by their place in the sorted list.
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle] < imbalances[pattern] { low = middle + 1 } else { high = middle }
      }
      let expected = Double(sorted.count - low) / Double(sorted.count)
      worst = max(worst, abs(test.pValue - expected))
    }
    #expect(worst == 0, "\(magnitudes)")
  }

  @Test("p is the share of all sign patterns at least so unequal", arguments: 1...9)
  func bruteForce(count: Int) {
    expectBruteForce((1...count).map(Double.init))
  }

  @Test("ties keep p exact, for magnitudes drawn from few values", arguments: 2...9)
  func bruteForceWithTies(count: Int) {
    var draws = SeededGenerator(seed: UInt64(count))
    for _ in 0..<3 {
      expectBruteForce((0..<count).map { _ in Double(draws.integer(in: 1...4)) })
    }
  }

  @Test("twelve differences with ties agree with all 4,096 sign patterns")
  func twelveWithTies() {
    expectBruteForce([1, 1, 2, 3, 3, 3, 4, 5, 6, 6, 7, 8])
  }

  @Test("Darwin's maize gives the W and p that SciPy and R give")
  func maize() {
    let test = WilcoxonSignedRank(
      differences: [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75])
    #expect(test.negative == 24)
    #expect(test.positive == 96)
    #expect(test.pValue == 0.041259765625)
  }

  @Test("the depression scale of Hollander and Wolfe gives the published p")
  func depressionScale() {
    let before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
    let after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
    let test = WilcoxonSignedRank(differences: zip(before, after).map { $0 - $1 })
    #expect(test.positive == 40)
    #expect(test.pValue == 0.0390625)
  }

  @Test("exact p of 30 and 50 differences and of tied ones agree with SciPy 1.17")
  func scipyExact() {
    func alternating(_ count: Int) -> [Double] {
      (0..<count).map { Double($0 + 1) * ($0 % 3 == 0 ? -1 : 1) }
    }
    #expect(
      abs(WilcoxonSignedRank(differences: alternating(30)).pValue - 0.07324407435953617) < 1e-15)
    let largest = WilcoxonSignedRank(differences: alternating(50))
    #expect(largest.isExact)
    #expect(abs(largest.pValue - 0.03996834652842374) < 1e-15)
    let tied = WilcoxonSignedRank(differences: [1, 1, -2, 2, 3, 3, 3, -4, 5, 5])
    #expect(tied.negative == 11.5)
    #expect(tied.pValue == 0.11328125)
  }

  @Test("sixty differences with ties take the corrected normal approximation, as SciPy has it")
  func scipyApproximation() {
    let test = WilcoxonSignedRank(
      differences: (0..<60).map { Double(($0 * 7919) % 101 - 45) })
    #expect(!test.isExact)
    #expect(min(test.positive, test.negative) == 754.5)
    #expect(abs(test.pValue - 0.23881723809601285) < 1e-12)
  }

  @Test("the approximation takes over smoothly where the exact count ends")
  func handover() {
    let exact = WilcoxonSignedRank(differences: differences(count: 50, sum: 434))
    // The same standardised imbalance, one pair later.
    let approximate = WilcoxonSignedRank(differences: differences(count: 51, sum: 455))
    #expect(exact.isExact && !approximate.isExact)
    #expect(abs(exact.pValue - approximate.pValue) < 0.005)
  }

  @Test("equal rank sums have p 1, exact or approximate")
  func balanced() {
    #expect(WilcoxonSignedRank(differences: [1, -2, -3, 4]).pValue == 1)
    let many = (1...40).flatMap { [Double($0), -Double($0)] }
    #expect(WilcoxonSignedRank(differences: many).pValue == 1)
  }

  @Test("without ranks p is 1, and one difference says nothing either")
  func tooFew() {
    for none in [[], [0, 0, -0.0], [.nan, .infinity]] as [[Double]] {
      let test = WilcoxonSignedRank(differences: none)
      #expect(test.count == 0)
      #expect(test.pValue == 1)
    }
    let one = WilcoxonSignedRank(differences: [-3])
    #expect(one.count == 1)
    #expect(one.negative == 1)
    #expect(one.pValue == 1)
  }

  @Test("zeros and differences that are not finite change neither ranks nor p")
  func leftOut() {
    let plain = WilcoxonSignedRank(differences: [3, -1, 4, 1, -5, 9, 2, 6])
    let noisy = WilcoxonSignedRank(
      differences: [0, 3, .nan, -1, 4, .infinity, 1, -5, 9, -.infinity, 2, 6, 0])
    #expect(noisy.leftOut == 3)
    #expect(plain.leftOut == 0)
    #expect(noisy.count == plain.count)
    #expect(noisy.positive == plain.positive)
    #expect(noisy.pValue == plain.pValue)
  }

  @Test("order and common scale do not matter, and turning all signs swaps W+ and W-")
  func invariances() {
    var draws = SeededGenerator(seed: 11)
    for count in [3, 10, 25, 60, 400] {
      let values = (0..<count).map { _ in Double(draws.integer(in: -20...30)) }
      let test = WilcoxonSignedRank(differences: values)
      #expect(test == WilcoxonSignedRank(differences: draws.shuffled(values)))
      #expect(test == WilcoxonSignedRank(differences: values.map { $0 * 0.125 }))
      let turned = WilcoxonSignedRank(differences: values.map { -$0 })
      #expect(turned.positive == test.negative)
      #expect(turned.pValue == test.pValue)
      #expect(test.positive + test.negative == Double(test.count * (test.count + 1)) / 2)
    }
  }

  @Test("the side is that of the ranks, though more differences lie on the other")
  func tendency() {
    let few = Array(repeating: -1.0, count: 11) + Array(repeating: 10, count: 10)
    let ranks = WilcoxonSignedRank(differences: few)
    #expect(ranks.tendency == .above && SignTest(differences: few).tendency == .below)
    #expect(WilcoxonSignedRank(differences: few.map { -$0 }).tendency == .below)
    #expect(WilcoxonSignedRank(differences: [3, -3]).tendency == .neither)
  }

  @Test("no p is 0, however many days agree")
  func neverZero() {
    let all = WilcoxonSignedRank(differences: (1...4_000).map(Double.init))
    #expect(all.pValue == .leastNormalMagnitude && all.tendency == .above)
  }
}
