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
