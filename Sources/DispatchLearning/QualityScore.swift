import FleetModel

/// How far plans of some days are from the days' proven optima.
public struct QualityScore: Hashable, Sendable {
  /// The mean difference of the gap from the optimum's over all days, in rides.
  ///
  /// It is below 0 where days that leave rides are more even. Prints of curves and kept trainings hold
  /// it to the last bit.
  public let excessGap: Double
  /// The excess as comparisons state it; nil in a score that was kept, which does not hold it.
  public let statedExcess: ExcessGap?
  /// The share of days on which levels 1 to 5 are the optimum's, 0...1.
  public let equalShare: Double
  /// The mean share of kilometres above the optimum on those days; nil where there is none.
  public let excessDistance: Double?
  /// The mean of each day's share of metres above the optimum's, a day whose levels 1 to 5 are not
  /// the optimum's counting 1; what a training keeps its best checkpoint by.
  public let regret: Double

  /// A score as it was found before.
  public init(excessGap: Double, equalShare: Double, excessDistance: Double?, regret: Double) {
    self.excessGap = excessGap
    statedExcess = nil
    self.equalShare = equalShare
    self.excessDistance = excessDistance
    self.regret = regret
  }

  /// Scores plans against optima, a pair a day.
  public init(_ pairs: [(found: Score, optimum: Score)]) {
    let count = Double(max(1, pairs.count))
    excessGap = pairs.reduce(0) { $0 + Double($1.found.gap - $1.optimum.gap) } / count
    statedExcess = ExcessGap(pairs)
    let equal = pairs.filter { $0.found.isEqualButMetres(to: $0.optimum) }
    equalShare = Double(equal.count) / count
    excessDistance =
      equal.isEmpty
      ? nil
      : equal.reduce(0) { sum, pair in
        let optimum = Double(max(1, pair.optimum.metres))
        return sum + Double(pair.found.metres - pair.optimum.metres) / optimum
      } / Double(equal.count)
    regret =
      (Double(pairs.count - equal.count) + (excessDistance ?? 0) * Double(equal.count)) / count
  }
}
