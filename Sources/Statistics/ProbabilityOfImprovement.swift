/// How likely a run of one method is better than a run of another, where less is better.
///
/// Source: R. Agarwal et al., "Deep Reinforcement Learning at the Edge of the Statistical
/// Precipice", NeurIPS 2021, section 4.3 and, with ties counted half, H. B. Mann and D. R. Whitney,
/// "On a Test of Whether One of Two Random Variables Is Stochastically Larger than the Other",
/// Annals of Mathematical Statistics 18, 1947, doi:10.1214/aoms/1177730491. There more is better.
public enum ProbabilityOfImprovement {
  /// P(X < Y) + ½ P(X = Y) over all pairs of a value of each side.
  ///
  ///     ProbabilityOfImprovement.value(of: [1, 2], over: [2, 3])  // 0.875
  ///
  /// Infinite values compare as any other; those that are not a number are left out.
  ///
  /// - Parameters:
  ///   - first: the values X of the method that may improve, in any order.
  ///   - second: the values Y of the method it is held against, in any order.
  /// - Returns: the probability, 0...1, or nil if a side has no values.
  /// - Complexity: O((m + n) log(m + n)).
  public static func value(of first: [Double], over second: [Double]) -> Double? {
    let first = first.filter { !$0.isNaN }.sorted()
    let second = second.filter { !$0.isNaN }.sorted()
    guard !first.isEmpty, !second.isEmpty else { return nil }
    var (below, upTo, doubled) = (0, 0, 0)
    for value in second {
      while below < first.count, first[below] < value { below += 1 }
      while upTo < first.count, first[upTo] <= value { upTo += 1 }
      // Values below count twice and equal ones once, which is twice the sum that is asked for.
      doubled += below + upTo
    }
    return Double(doubled) / (2 * Double(first.count) * Double(second.count))
  }
}
