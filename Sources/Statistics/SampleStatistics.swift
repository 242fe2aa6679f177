/// What describes a sample of real numbers: centre, spread and quantiles.
///
///     let minutes = SampleStatistics(of: [3, 1, 2, 10])
///     minutes.mean              // 4.0
///     minutes.quantile(0.5)     // 2.5
///     minutes.interquartileMean // 2.5
///
/// Values that are not finite are left out and counted in `leftOut`. What a sample is too small for
/// is nil. Sums run over the values in ascending order and are compensated, so that the order in
/// which values are given changes no bit of a result.
public struct SampleStatistics: Hashable, Sendable {
  /// The finite values in ascending order.
  public let sorted: [Double]
  /// How many values were left out because they are infinite or not a number.
  public let leftOut: Int
  /// The arithmetic mean, or nil of an empty sample.
  public let mean: Double?
  /// The standard deviation of a sample (divided by n - 1), or nil below two values.
  public let standardDeviation: Double?

  /// Describes a sample.
  ///
  /// - Parameter values: the sample in any order.
  /// - Complexity: O(n log n).
  public init(of values: [Double]) {
    sorted = values.filter(\.isFinite).sorted()
    leftOut = values.count - sorted.count
    let count = Double(sorted.count)
    let mean = sorted.isEmpty ? nil : sorted.compensatedSum() / count
    self.mean = mean
    // Two passes: squares of deviations do not cancel as the squares of the values would.
    standardDeviation =
      if let mean, sorted.count > 1 {
        (sorted.lazy.map { ($0 - mean) * ($0 - mean) }.compensatedSum() / (count - 1))
          .squareRoot()
      } else {
        nil
      }
  }

  /// How many finite values the sample has.
  public var count: Int { sorted.count }
  /// The smallest value, or nil of an empty sample.
  public var min: Double? { sorted.first }
  /// The largest value, or nil of an empty sample.
  public var max: Double? { sorted.last }
  /// The value in the middle, or half way between the two in the middle.
  public var median: Double? { quantile(0.5) }

  /// The value below which a share of the sample lies, interpolated between neighbours.
  ///
  /// It is type 7 of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The
  /// American Statistician 50, 1996, doi:10.1080/00031305.1996.10473566: with h = (n - 1) p,
  /// x[⌊h⌋] + (h - ⌊h⌋) (x[⌊h⌋ + 1] - x[⌊h⌋]). R, NumPy and spreadsheets take it by default.
  ///
  /// - Parameter p: the share, 0...1.
  /// - Returns: the quantile, or nil of an empty sample and for a share outside 0...1.
  public func quantile(_ p: Double) -> Double? { Self.quantile(p, ofSorted: sorted) }

  /// The mean of the middle half of the sample, or nil of an empty one.
  ///
  /// A quarter of the weight is cut at each end, exactly: where n / 4 is not whole, the value at
  /// the cut counts with the fraction that is left of it. Of 1, 2, 3, 4, 5, 100 the cut is 1.5
  /// values an end, and the mean is (2 / 2 + 3 + 4 + 5 / 2) / 3 = 3.5.
  ///
  /// The measure is the one of R. Agarwal et al., "Deep Reinforcement Learning at the Edge of the
  /// Statistical Precipice", NeurIPS 2021. Their code, like `scipy.stats.trim_mean`, cuts ⌊n / 4⌋
  /// whole values an end, which trims less than a quarter, and of three values nothing; it agrees
  /// where 4 divides n. The exact weights are taken here since few training seeds are the rule.
  public var interquartileMean: Double? { Self.interquartileMean(ofSorted: sorted) }

  static func quantile(_ p: Double, ofSorted sorted: [Double]) -> Double? {
    guard let last = sorted.last, p >= 0, p <= 1 else { return nil }
    let position = Double(sorted.count - 1) * p
    let index = Int(position)
    guard index + 1 < sorted.count else { return last }
    let (low, high) = (sorted[index], sorted[index + 1])
    // The bound keeps quantiles ascending in p where rounding would pass the upper neighbour.
    return Swift.min(low + (position - Double(index)) * (high - low), high)
  }

  /// The interquartile mean, weighted by quarters of a value.
  ///
  /// Value i covers 4i..<4i + 4 of 0..<4n, of which n..<3n is kept; whole numbers are exact.
  static func interquartileMean(ofSorted sorted: [Double]) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let (lower, upper) = (sorted.count, 3 * sorted.count)
    let kept = (lower / 4)...((upper - 1) / 4)
    let sum = kept.lazy.map { index in
      let weight = Swift.min(4 * index + 4, upper) - Swift.max(4 * index, lower)
      return sorted[index] * Double(weight)
    }.compensatedSum()
    return sum / Double(upper - lower)
  }
}
