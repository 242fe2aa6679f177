import PortableMath

/// The confidence interval of a mean by Student's t, given only where it can be believed.
///
///     StudentInterval(level: 0.95).interval(ofMean: differences)
///
/// It is mean ± t(n - 1) · s / √n (Student, "The Probable Error of a Mean", Biometrika 6, 1908,
/// doi:10.2307/2331554). Values that pile up on one number hide how far the others lie: of six
/// differing days among many equal ones a sample often has none, and then its interval is far too
/// narrow. So an interval needs `leastValues` values, `leastApart` of them away from the most
/// common value. On differences between plans it then held the true mean in 89 to 99 % of samples,
/// where it should in 95 % (`scripts/bench BINARY intervals` measures it).
public struct StudentInterval: Hashable, Sendable {
  /// The fewest values that have an interval.
  public static let leastValues = 10
  /// The fewest values that must differ from the most common one.
  public static let leastApart = 6
  /// The levels that are accepted.
  public static let allowedLevels = 0.5...0.999

  /// The confidence, within `allowedLevels`.
  public let level: Double

  /// Makes the procedure; a level outside `allowedLevels` is a programmer's error.
  public init(level: Double = 0.95) {
    precondition(Self.allowedLevels.contains(level), "a confidence level must be in 0.5...0.999")
    self.level = level
  }

  /// The interval of the mean, or nil where the values are too few or too much alike.
  ///
  /// Values that are not finite are left out.
  ///
  /// - Complexity: O(n log n).
  public func interval(ofMean values: [Double]) -> ConfidenceInterval? {
    let sample = SampleStatistics(of: values)
    guard Self.isEnough(sample), let mean = sample.mean, let deviation = sample.standardDeviation
    else { return nil }
    let reach =
      StudentDistribution(degrees: sample.count - 1).quantile((1 + level) / 2)
      * deviation / Double(sample.count).squareRoot()
    return ConfidenceInterval(lower: mean - reach, upper: mean + reach, level: level)
  }

  /// Whether a sample is large enough, and its values different enough, for an interval to be
  /// believed, of whatever kind.
  ///
  /// - Complexity: O(n).
  public static func isEnough(_ sample: SampleStatistics) -> Bool {
    sample.count >= leastValues
      && sample.count - mostAlike(inSorted: sample.sorted) >= leastApart
  }

  /// How often the most common value stands among sorted values.
  private static func mostAlike(inSorted sorted: [Double]) -> Int {
    var (most, run) = (0, 0)
    for (index, value) in sorted.enumerated() {
      run = index > 0 && sorted[index - 1] == value ? run + 1 : 1
      most = max(most, run)
    }
    return most
  }
}

/// Student's t distribution with a whole number of degrees of freedom.
struct StudentDistribution {
  /// Degrees of freedom, 1 and up.
  let degrees: Int

  /// The value below which a share of the distribution lies.
  ///
  /// - Parameter p: the share, 0.5 or more and below 1.
  /// - Returns: the value, 0 or more.
  /// - Complexity: 200 halvings at most, each O(degrees).
  func quantile(_ p: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    while distribution(high) < p { (low, high) = (high, high * 2) }
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if distribution(middle) < p { low = middle } else { high = middle }
    }
    return high
  }

  /// The share of the distribution below a value of at least 0.
  ///
  /// The finite sums 26.7.3 and 26.7.4 of M. Abramowitz and I. A. Stegun, "Handbook of Mathematical
  /// Functions", 1964: with θ = Portable.atan(t / √ν), all terms are positive.
  func distribution(_ t: Double) -> Double {
    let angle = Portable.atan(t / Double(degrees).squareRoot())
    let (sine, cosine) = (Portable.sin(angle), Portable.cos(angle))
    let isOdd = !degrees.isMultiple(of: 2)
    var term = isOdd ? cosine : 1
    var sum = degrees == 1 ? 0 : term
    var factor = isOdd ? 2 : 1
    while factor + 2 <= degrees - 1 {
      term *= cosine * cosine * Double(factor) / Double(factor + 1)
      sum += term
      factor += 2
    }
    let share = isOdd ? 2 / Double.pi * (angle + sine * sum) : sine * sum
    return 0.5 + share / 2
  }
}
