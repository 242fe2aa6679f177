import SeededRandom
import Statistics
import Testing

@Suite("Sample statistics") struct SampleStatisticsTests {
  private func isClose(_ value: Double?, _ expected: Double) -> Bool {
    value.map { abs($0 - expected) <= 1e-14 * max(1, abs(expected)) } ?? false
  }

  @Test("quantiles, mean and deviation agree with NumPy")
  func numpy() {
    let sample = SampleStatistics(of: [2.5, 9, 4, 7.25, 1, 12, 3])
    let quantiles = [(0.025, 1.225), (0.1, 1.9), (0.25, 2.75), (0.5, 4.0), (0.9, 10.2)]
    for (p, expected) in quantiles { #expect(isClose(sample.quantile(p), expected)) }
    #expect(isClose(sample.mean, 5.535714285714286))
    #expect(isClose(sample.standardDeviation, 3.9854646619219407))
    #expect(sample.min == 1)
    #expect(sample.max == 12)
    #expect(sample.median == 4)
    #expect(sample.count == 7)
  }

  @Test("the ends of the quantiles are the extremes, and shares beyond 0...1 have none")
  func ends() {
    let sample = SampleStatistics(of: [3, 1, 2])
    #expect(sample.quantile(0) == 1)
    #expect(sample.quantile(1) == 3)
    #expect(sample.quantile(-0.01) == nil)
    #expect(sample.quantile(1.01) == nil)
    #expect(sample.quantile(.nan) == nil)
  }

  @Test("where 4 divides n the interquartile mean is the trimmed mean of SciPy")
  func interquartileWhole() {
    #expect(SampleStatistics(of: [3, 1, 4, 1, 5, 9, 2, 6]).interquartileMean == 3.5)
    #expect(SampleStatistics(of: [-1_000, 2, 4, 1_000]).interquartileMean == 3)
  }

  @Test(
    "elsewhere a value at the cut counts with the fraction that is left of it",
    arguments: [
      ([7], 7), ([2, 4], 3), ([0, 3, 12], (0.25 * 0 + 3 + 0.25 * 12) / 1.5),
      ([0, 4, 5, 6, 100], (0.75 * 4 + 5 + 0.75 * 6) / 2.5),
      ([1, 2, 3, 4, 5, 100], (2 / 2 + 3 + 4 + 5.0 / 2) / 3),
      ([0, 4, 5, 6, 7, 8, 100], (0.25 * 4 + 5 + 6 + 7 + 0.25 * 8) / 3.5),
    ] as [([Double], Double)])
  func interquartileFractions(values: [Double], expected: Double) {
    #expect(isClose(SampleStatistics(of: values).interquartileMean, expected))
  }

  @Test("giving every value four times leaves the interquartile mean as it is")
  func interquartileRepeated() {
    // Four copies make every cut whole, so this checks the fractions against plain trimming.
    var draws = SeededGenerator(seed: 5)
    for count in 1...30 {
      let values = (0..<count).map { _ in Double(draws.below(1_000)) }
      let copies = values.flatMap { Array(repeating: $0, count: 4) }.sorted()
      let plain = copies[count..<(3 * count)].reduce(0, +) / Double(2 * count)
      #expect(isClose(SampleStatistics(of: values).interquartileMean, plain))
    }
  }

  @Test("an empty sample has nothing, and one value no deviation")
  func tooFew() {
    let empty = SampleStatistics(of: [])
    #expect(empty.count == 0)
    #expect(empty.mean == nil && empty.standardDeviation == nil)
    #expect(empty.min == nil && empty.max == nil && empty.median == nil)
    #expect(empty.interquartileMean == nil)
    let one = SampleStatistics(of: [4])
    #expect(one.mean == 4 && one.quantile(0.3) == 4 && one.interquartileMean == 4)
    #expect(one.standardDeviation == nil)
  }

  @Test("values that are not finite are left out and counted")
  func notFinite() {
    let sample = SampleStatistics(of: [.nan, 1, .infinity, 3, -.infinity])
    #expect(sample.leftOut == 3)
    #expect(sample.sorted == [1, 3])
    #expect(sample.mean == 2)
  }

  @Test("a small spread on a large mean keeps its digits")
  func cancellation() {
    let sample = SampleStatistics(of: [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])
    #expect(sample.mean == 1e9 + 10)
    #expect(isClose(sample.standardDeviation, 30.0.squareRoot()))
    let tenths = SampleStatistics(of: Array(repeating: 0.1, count: 1_000))
    #expect(tenths.mean == 0.1)
    #expect(tenths.standardDeviation == 0)
  }

  @Test("the extremes of Double give infinite results at worst, never a trap")
  func extremes() {
    let (huge, tiny) = (Double.greatestFiniteMagnitude, Double.leastNonzeroMagnitude)
    let sample = SampleStatistics(of: [huge, huge, -huge, tiny, 0])
    #expect(sample.count == 5)
    #expect(sample.quantile(0.5) == tiny)
    #expect(sample.standardDeviation == .infinity)
  }

  @Test("order changes no bit, and quantiles ascend between the extremes")
  func properties() {
    var draws = SeededGenerator(seed: 23)
    for count in [2, 3, 9, 50] {
      let values = (0..<count).map { _ in draws.unit() * 100 - 50 }
      let sample = SampleStatistics(of: values)
      #expect(sample == SampleStatistics(of: draws.shuffled(values)))
      let quantiles = (0...100).compactMap { sample.quantile(Double($0) / 100) }
      #expect(quantiles.count == 101)
      #expect(quantiles == quantiles.sorted())
      #expect(quantiles.first == sample.min && quantiles.last == sample.max)
    }
  }
}
