import SeededRandom
import Testing

@testable import Statistics

@Suite("Student's interval of a mean") struct StudentIntervalTests {
  @Test(
    "quantiles are those of the published tables",
    arguments: [
      (1, 12.706204736), (2, 4.302652730), (5, 2.570581836), (9, 2.262157163), (10, 2.228138852),
      (30, 2.042272456), (120, 1.979930405), (1_000, 1.962339081),
    ])
  func quantiles(degrees: Int, expected: Double) {
    #expect(abs(StudentDistribution(degrees: degrees).quantile(0.975) - expected) < 1e-8)
  }

  @Test(
    "of a sample worked out by hand: mean 5.5, deviation √(82.5 / 9), reach 2.262157 of its error")
  func byHand() throws {
    let interval = try #require(
      StudentInterval().interval(ofMean: [10, 1, 9, 2, 8, 3, 7, 4, 6, 5]))
    let reach = 2.262157163 * (82.5 / 9 / 10).squareRoot()
    #expect(abs(interval.lower - (5.5 - reach)) < 1e-8)
    #expect(abs(interval.upper - (5.5 + reach)) < 1e-8)
  }

  @Test("there is none below ten values, nor where fewer than six differ from the most common one")
  func tooFew() {
    let student = StudentInterval()
    #expect(student.interval(ofMean: (1...9).map(Double.init)) == nil)
    #expect(student.interval(ofMean: (1...10).map(Double.init)) != nil)
    let equal = [Double](repeating: 0, count: 90)
    #expect(student.interval(ofMean: equal + [1, 2, 3, 4, 5]) == nil)
    #expect(student.interval(ofMean: equal + [1, 2, 3, 4, 5, 6]) != nil)
    // Days that all differ by as much are as much alike as days that do not differ.
    #expect(student.interval(ofMean: equal.map { $0 - 1 } + [1, 2, 3, 4, 5]) == nil)
    #expect(student.interval(ofMean: [.nan, .infinity] + (1...9).map(Double.init)) == nil)
  }

  @Test("on differences that are zero on most days it holds the mean as often as is said of it")
  func coverage() {
    var draws = SeededGenerator(seed: 47)
    // One day of five differs, by up to 30 minutes.
    let days = (0..<500).map { $0 % 5 == 0 ? Double($0 % 31) : 0 }
    let mean = days.reduce(0, +) / Double(days.count)
    var (given, held) = (0, 0)
    for _ in 0..<2_000 {
      let sample = (0..<40).map { _ in days[draws.below(days.count)] }
      guard let interval = StudentInterval().interval(ofMean: sample) else { continue }
      given += 1
      if interval.contains(mean) { held += 1 }
    }
    #expect(given > 1_000)
    #expect(Double(held) / Double(given) > 0.87)
  }
}
