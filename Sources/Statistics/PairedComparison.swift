/// Two methods compared day by day on a measure of which less is better.
///
///     let comparison = PairedComparison(
///       of: [40, 38, 51], against: [44, 38, 57])
///     comparison?.meanDifference  // -3.3333…: the first needs less
///     comparison?.wins            // 2, beside 1 tie and 0 losses
///
/// Pairs whose difference is not finite are left out of everything and counted in `leftOut`: a
/// method that gave no plan for a day has no value that could be averaged, and the reader has to
/// be told. Values tie only if they are equal to the last bit.
public struct PairedComparison: Hashable, Sendable {
  /// First minus second for each pair that counts, in the order given.
  public let differences: [Double]
  /// How many pairs were left out because their difference is infinite or not a number.
  public let leftOut: Int
  /// The mean of first minus second, below zero where the first is better; nil without pairs.
  public let meanDifference: Double?
  /// The 95 % interval of the mean difference, or nil where too few days differ to have one.
  public let interval: ConfidenceInterval?
  /// The signed-rank test of the differences.
  public let wilcoxon: WilcoxonSignedRank
  /// The sign test of the differences, for measures with many ties.
  public let signTest: SignTest

  /// Compares paired values, or gives nil if there are not as many on both sides.
  ///
  /// - Parameters:
  ///   - first: the values of the first method, by day.
  ///   - second: the values of the second method, for the same days in the same order.
  public init?(of first: [Double], against second: [Double]) {
    guard first.count == second.count else { return nil }
    differences = zip(first, second).map { $0 - $1 }.filter(\.isFinite)
    leftOut = first.count - differences.count
    meanDifference = SampleStatistics(of: differences).mean
    interval = StudentInterval().interval(ofMean: differences)
    wilcoxon = WilcoxonSignedRank(differences: differences)
    signTest = SignTest(differences: differences)
  }

  /// How many pairs count.
  public var count: Int { differences.count }
  /// On how many pairs the first is smaller, so better.
  public var wins: Int { signTest.negative }
  /// On how many pairs both are equal.
  public var ties: Int { count - signTest.count }
  /// On how many pairs the first is larger, so worse.
  public var losses: Int { signTest.positive }
}
