import SeededRandom
import Statistics
import Testing

@Suite("Paired comparison") struct PairedComparisonTests {
  @Test("less is better: a smaller first value is a win, and the mean difference is below zero")
  func direction() throws {
    let comparison = try #require(
      PairedComparison(of: [40, 38, 51, 60], against: [44, 38, 57, 58]))
    #expect(comparison.differences == [-4, 0, -6, 2])
    #expect(comparison.count == 4)
    #expect(comparison.meanDifference == -2)
    #expect(comparison.wins == 2 && comparison.ties == 1 && comparison.losses == 1)
    #expect(comparison.wilcoxon == WilcoxonSignedRank(differences: [-4, 0, -6, 2]))
    #expect(comparison.interval == nil)
    #expect(comparison.signTest.pValue == 1)
  }

  @Test("unequal lengths cannot be paired")
  func unequal() {
    #expect(PairedComparison(of: [1, 2], against: [1]) == nil)
    #expect(PairedComparison(of: [], against: [1]) == nil)
  }

  @Test("no pair claims nothing, and one pair has a mean and no interval")
  func tooFew() throws {
    let none = try #require(PairedComparison(of: [], against: []))
    #expect(none.count == 0 && none.meanDifference == nil && none.interval == nil)
    #expect(none.wilcoxon.pValue == 1)
    let one = try #require(PairedComparison(of: [3], against: [5]))
    #expect(one.meanDifference == -2 && one.interval == nil && one.wins == 1)
  }

  @Test("a pair without a finite difference is left out of everything and counted")
  func leftOut() throws {
    let comparison = try #require(
      PairedComparison(
        of: [1, .infinity, 3, .nan], against: [2, 5, 3, 1]))
    #expect(comparison.leftOut == 2)
    #expect(comparison.count == 2)
    #expect(comparison.wins + comparison.ties + comparison.losses == comparison.count)
    #expect(comparison.meanDifference == -0.5)
  }

  @Test("swapping the sides turns the difference and keeps p")
  func antisymmetry() throws {
    var draws = SeededGenerator(seed: 41)
    for count in [2, 12, 42] {
      let first = (0..<count).map { _ in Double(draws.below(60)) }
      let second = first.map { $0 + Double(draws.integer(in: -3...6)) }
      let there = try #require(PairedComparison(of: first, against: second))
      let back = try #require(PairedComparison(of: second, against: first))
      let mean = try #require(there.meanDifference)
      #expect(back.meanDifference == -mean)
      #expect(there.wins == back.losses && there.ties == back.ties)
      #expect(there.wilcoxon.pValue == back.wilcoxon.pValue)
      #expect(there.wilcoxon.tendency != back.wilcoxon.tendency)
      guard count > 10 else { continue }
      let (near, far) = (try #require(there.interval), try #require(back.interval))
      #expect(abs(near.lower + far.upper) < 1e-12 && abs(near.upper + far.lower) < 1e-12)
      #expect(near.contains(mean))
    }
  }

  @Test("a clear improvement on 30 days is found, and none is found where there is none")
  func power() throws {
    var draws = SeededGenerator(seed: 43)
    let base = (0..<30).map { _ in Double(30 + draws.below(100)) }
    let better = base.map { $0 - Double(draws.integer(in: -2...8)) }
    let found = try #require(PairedComparison(of: better, against: base))
    #expect(found.wilcoxon.pValue < 0.01)
    #expect(try #require(found.interval).upper < 0)
    let noise = base.enumerated().map { $1 + Double($0 % 2 == 0 ? $0 + 1 : -$0) }
    let nothing = try #require(PairedComparison(of: noise, against: base))
    #expect(nothing.wilcoxon.pValue > 0.5)
    #expect(try #require(nothing.interval).contains(0))
  }
}

@Suite("Probability of improvement") struct ProbabilityOfImprovementTests {
  @Test("it is the share of pairs in which the first is smaller, ties counted half")
  func bruteForce() {
    var draws = SeededGenerator(seed: 47)
    for _ in 0..<100 {
      let first = (0..<(1 + draws.below(8))).map { _ in Double(draws.below(6)) }
      let second = (0..<(1 + draws.below(8))).map { _ in Double(draws.below(6)) }
      var sum = 0.0
      for x in first { for y in second { sum += x < y ? 1 : x == y ? 0.5 : 0 } }
      let there = ProbabilityOfImprovement.value(of: first, over: second)
      #expect(there == sum / Double(first.count * second.count))
      let back = ProbabilityOfImprovement.value(of: second, over: first)
      #expect(abs((there ?? .nan) + (back ?? .nan) - 1) < 1e-15)
    }
  }

  @Test("the example of the Mann–Whitney U in SciPy's manual gives U / mn, ties half")
  func mannWhitney() {
    // U of the first side is 21 of 25 by SciPy 1.17; it counts where the first is larger.
    let value = ProbabilityOfImprovement.value(
      of: [20, 11, 17, 12, 17], over: [19, 22, 16, 29, 24])
    #expect(value == 21.0 / 25)
  }

  @Test("an empty side has no probability, NaN is left out and infinity is the worst")
  func edges() {
    #expect(ProbabilityOfImprovement.value(of: [], over: [1]) == nil)
    #expect(ProbabilityOfImprovement.value(of: [1], over: [.nan]) == nil)
    #expect(ProbabilityOfImprovement.value(of: [1], over: [1]) == 0.5)
    #expect(ProbabilityOfImprovement.value(of: [1, .nan], over: [.infinity]) == 1)
    #expect(ProbabilityOfImprovement.value(of: [.infinity], over: [.infinity]) == 0.5)
  }
}
