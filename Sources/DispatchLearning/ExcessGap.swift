import FleetModel

/// How far the gap of some days' plans is above the optima's, never netted against days below.
///
/// It is stated of the days on which as many rides are served, as few of them on reserve, as in the
/// optimum: a plan that leaves rides can well be more even.
public struct ExcessGap: Hashable, Sendable {
  /// The mean over the days that it is stated of, in rides, at least 0; nil where there is none.
  public let mean: Double?
  /// The days that it is stated of.
  public let days: Int
  /// All days that were looked at.
  public let allDays: Int

  /// States it of plans and optima, a pair a day.
  ///
  /// - Complexity: O(days).
  public init(_ pairs: [(found: Score, optimum: Score)]) {
    let excess = pairs.compactMap { found, optimum in
      // What lies below at equal levels above is held against no optimum.
      found.isEqual(above: .gap, to: optimum) && found.gap >= optimum.gap
        ? found.gap - optimum.gap : nil
    }
    mean = excess.isEmpty ? nil : Double(excess.reduce(0, +)) / Double(excess.count)
    days = excess.count
    allDays = pairs.count
  }
}
