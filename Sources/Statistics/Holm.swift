/// Holm's correction of p-values for several tests, by steps downwards.
///
/// Rejecting where an adjusted value is at most α keeps the chance of even one false rejection at
/// α, whatever the dependence between the tests.
///
///     Holm.adjusted([0.01, 0.04, 0.03, 0.005])  // [0.03, 0.06, 0.06, 0.02]
///
/// Source: S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal
/// of Statistics 6, 1979, pages 65–70.
public enum Holm {
  /// Adjusts p-values, in the order given.
  ///
  /// The j-th smallest of m is multiplied by m - j + 1, raised to the adjusted value before it and
  /// capped at 1. A value that is not a number stays so and does not count as a test.
  ///
  /// - Parameter pValues: the p-values, 0...1.
  /// - Returns: as many adjusted p-values.
  /// - Complexity: O(m log m).
  public static func adjusted(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.filter { !pValues[$0].isNaN }
      .sorted { (pValues[$0], $0) < (pValues[$1], $1) }
    var adjusted = pValues
    var reached = 0.0
    for (step, index) in order.enumerated() {
      reached = max(reached, min(1, pValues[index] * Double(order.count - step)))
      adjusted[index] = reached
    }
    return adjusted
  }
}
