import SeededRandom
import Statistics
import Testing

@Suite("Bootstrap intervals") struct BootstrapTests {
  /// Survival in days of treated mice and of controls: Efron & Tibshirani 1993, table 2.1.
  private let treated: [Double] = [94, 197, 16, 38, 99, 141, 23]
  private let control: [Double] = [52, 104, 146, 10, 51, 30, 40, 27, 46]

  @Test("the mouse data of Efron and Tibshirani give the interval of SciPy's percentile method")
  func mice() throws {
    // SciPy 1.17 with 100,000 resamples: 43.4…134.7 and 33.0…84.8; the ends vary by about 0.6.
    let interval = try #require(Bootstrap(seed: 1).interval(ofMean: treated))
    #expect(abs(interval.lower - 43.4) < 2 && abs(interval.upper - 134.7) < 2)
    let second = try #require(Bootstrap(seed: 1).interval(ofMean: control))
    #expect(abs(second.lower - 33.0) < 2 && abs(second.upper - 84.8) < 2)
    #expect(interval.level == 0.95)
  }

  @Test("a seed gives the same bits whatever was asked before, another seed gives others")
  func determinism() {
    let bootstrap = Bootstrap(resamples: 500, seed: 3)
    let first = bootstrap.interval(ofMean: treated)
    _ = bootstrap.interval(ofMean: control)
    #expect(bootstrap.interval(ofMean: treated) == first)
    #expect(Bootstrap(resamples: 500, seed: 4).interval(ofMean: treated) != first)
  }

  @Test("fewer than two finite values have no interval")
  func tooFew() {
    let bootstrap = Bootstrap(resamples: 100, seed: 1)
    #expect(bootstrap.interval(ofMean: []) == nil)
    #expect(bootstrap.interval(ofMean: [5]) == nil)
    #expect(bootstrap.interval(ofMean: [5, .nan, .infinity]) == nil)
    #expect(bootstrap.interval(ofInterquartileMean: []) == nil)
    #expect(bootstrap.interval(ofInterquartileMean: [[], [1], [2]]) == nil)
    #expect(bootstrap.interval(of: [1, 2]) { _ in .nan } == nil)
  }

  @Test("equal values have an interval without width")
  func constant() {
    let interval = Bootstrap(resamples: 100, seed: 1).interval(ofMean: [3, 3, 3])
    #expect(interval == ConfidenceInterval(lower: 3, upper: 3, level: 0.95))
  }

  @Test("about 95 % of the intervals of seeded samples hold the true mean")
  func coverage() {
    var draws = SeededGenerator(seed: 2024)
    let bootstrap = Bootstrap(resamples: 200, seed: 9)
    let samples = 400
    var hits = 0
    for _ in 0..<samples {
      // A sum of four uniform draws has mean 2 and nearly the shape of a normal value.
      let values = (0..<25).map { _ in draws.unit() + draws.unit() + draws.unit() + draws.unit() }
      if bootstrap.interval(ofMean: values)?.contains(2) == true { hits += 1 }
    }
    #expect((0.91...0.97).contains(Double(hits) / Double(samples)))
  }

  @Test("a higher level gives a wider interval around the mean")
  func levels() throws {
    let mean = try #require(SampleStatistics(of: treated).mean)
    let widths = try [0.5, 0.8, 0.95, 0.99].map { level in
      let interval = try #require(
        Bootstrap(resamples: 1_000, level: level, seed: 2).interval(ofMean: treated))
      #expect(interval.contains(mean))
      return interval.upper - interval.lower
    }
    #expect(zip(widths, widths.dropFirst()).allSatisfy(<))
  }

  @Test("doubling the values doubles the interval, and the mean may be given as any statistic")
  func equivariance() throws {
    let bootstrap = Bootstrap(resamples: 500, seed: 6)
    let interval = try #require(bootstrap.interval(ofMean: treated))
    let doubled = bootstrap.interval(ofMean: treated.map { 2 * $0 })
    #expect(
      doubled
        == ConfidenceInterval(lower: 2 * interval.lower, upper: 2 * interval.upper, level: 0.95))
    #expect(bootstrap.interval(of: treated) { $0.reduce(0, +) / Double($0.count) } == interval)
  }

  @Test("resampling stays inside a group: groups of equal values vary by nothing")
  func stratified() throws {
    let bootstrap = Bootstrap(resamples: 500, seed: 8)
    let groups: [[Double]] = [[1, 1, 1], [], [5, 5, 5], [9, 9, 9]]
    #expect(
      bootstrap.interval(ofInterquartileMean: groups)
        == ConfidenceInterval(lower: 5, upper: 5, level: 0.95))
    let pooled = try #require(bootstrap.interval(ofInterquartileMean: [groups.flatMap { $0 }]))
    #expect(pooled.lower < 5 && pooled.upper > 5)
  }

  @Test("one group is the plain bootstrap of the interquartile mean")
  func oneGroup() {
    let bootstrap = Bootstrap(resamples: 300, seed: 8)
    let plain = bootstrap.interval(of: control) {
      SampleStatistics(of: $0).interquartileMean ?? .nan
    }
    #expect(plain != nil)
    #expect(bootstrap.interval(ofInterquartileMean: [control]) == plain)
  }

  @Test("resamples and levels that mean nothing are refused as programmer's errors")
  func limits() async {
    #expect(!Bootstrap.allowedLevels.contains(1))
    #expect(!Bootstrap.allowedResamples.contains(0))
    await #expect(processExitsWith: .failure) { _ = Bootstrap(resamples: 0, seed: 1) }
    await #expect(processExitsWith: .failure) { _ = Bootstrap(level: .nan, seed: 1) }
  }
}
