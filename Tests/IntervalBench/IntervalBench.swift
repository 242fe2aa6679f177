import SeededRandom
import Statistics

/// Measures how often intervals hold a mean: `IntervalBench SAMPLES SIZE < VALUES`.
///
/// The values on standard input, one a line, are the truth; samples of a size are drawn from them
/// with replacement. Three numbers come out: how many samples have a Student interval, in how many
/// of those it holds the mean of the values, and in how many a percentile bootstrap of 500 resamples
/// does. `scripts/bench` calls it.
@main
enum IntervalBench {
  static func main() {
    let words = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    var values: [Double] = []
    while let line = readLine() {
      if let value = Double(line) { values.append(value) }
    }
    guard words.count == 2, words.allSatisfy({ $0 > 0 }), !values.isEmpty else {
      print("usage: IntervalBench SAMPLES SIZE < VALUES, one number a line")
      return
    }
    let truth = SampleStatistics(of: values).mean ?? 0
    var draws = SeededGenerator(seed: 1, purpose: "interval bench")
    var (given, student, percentile) = (0, 0, 0)
    for _ in 0..<words[0] {
      let sample = (0..<words[1]).map { _ in values[draws.below(values.count)] }
      guard let interval = StudentInterval().interval(ofMean: sample) else { continue }
      given += 1
      if holds(interval, truth) { student += 1 }
      if let other = Bootstrap(resamples: 500, seed: draws.next()).interval(ofMean: sample),
        holds(other, truth)
      {
        percentile += 1
      }
    }
    print(given, student, percentile)
  }

  /// Whether the mean lies in an interval, or at its end but for rounding.
  private static func holds(_ interval: ConfidenceInterval, _ mean: Double) -> Bool {
    let slack = 1e-9 * max(1, mean.magnitude)
    return interval.lower - slack <= mean && mean <= interval.upper + slack
  }
}
