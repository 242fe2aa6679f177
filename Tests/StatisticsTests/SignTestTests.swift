import SeededRandom
import Statistics
import Testing

@Suite("The sign test") struct SignTestTests {
  private func test(_ positive: Int, _ negative: Int) -> SignTest {
    SignTest(
      differences: Array(repeating: 2, count: positive) + Array(repeating: -1, count: negative))
  }

  @Test("p is the share of all sign patterns at least so unequal", arguments: 1...14)
  func bruteForce(count: Int) {
    let ones = (0..<(1 << count)).map(\.nonzeroBitCount)
    for positive in 0...count {
      let distance = abs(2 * positive - count)
      let share = Double(ones.count { abs(2 * $0 - count) >= distance }) / Double(ones.count)
      #expect(abs(test(positive, count - positive).pValue - share) < 1e-14)
    }
  }

  @Test(
    "large counts neither overflow nor lose digits; the values are SciPy's",
    arguments: [
      (1, 6, 0.21875), (3, 12, 0.14599609375), (40, 100, 0.05688793364098089),
      (450, 1_000, 0.0017305360849763027), (4_800, 10_000, 6.593515598672343e-05),
    ])
  func scipy(smaller: Int, count: Int, expected: Double) {
    #expect(abs(test(smaller, count - smaller).pValue / expected - 1) < 1e-11)
    #expect(test(count - smaller, smaller).pValue == test(smaller, count - smaller).pValue)
  }

  @Test("the clearest signs give 2 / 2ⁿ, down to zero where no number is that small")
  func clearest() {
    #expect(test(0, 10).pValue == 0x1p-9)
    #expect(test(1_000, 0).pValue == 0x1p-999)
    #expect(test(0, 10_000).pValue == .leastNormalMagnitude)
    #expect(test(5_000, 5_000).pValue == 1)
  }

  @Test("zeros are no signs, what is not finite is left out, and nothing has p 1")
  func leftOut() {
    let mixed = SignTest(differences: [0, 1, .nan, -2, -.infinity, 3, -0.0, 5])
    #expect(mixed.positive == 3)
    #expect(mixed.negative == 1)
    #expect(mixed.leftOut == 2)
    #expect(mixed.pValue == test(3, 1).pValue)
    #expect(SignTest(differences: []).pValue == 1)
    #expect(SignTest(differences: [4]).pValue == 1)
  }

  @Test("p falls as the signs grow more unequal")
  func monotone() {
    for count in [7, 50, 333] {
      let values = (0...(count / 2)).map { test($0, count - $0).pValue }
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 || $1 == 1 })
    }
  }
}
