/// A row of small bars that fits into a table's cell, such as `▁▃█▅▂`.
public enum Sparkline {
  private static let bars = Array("▁▂▃▄▅▆▇█")

  /// The bars of a distribution, one a bin.
  ///
  /// The lowest bar means none: a bin that holds anything stands at least one step above it, however
  /// small its share.
  ///
  ///     Sparkline.text(ofCounts: [0, 1, 1_000_000])  // "▁▂█"
  ///
  /// - Parameter counts: How much each bin holds; negative numbers count as none.
  /// - Returns: One character a bin.
  public static func text(ofCounts counts: [Int]) -> String {
    let most = counts.max() ?? 0
    return String(
      counts.map { count in
        guard count > 0 else { return bars[0] }
        let steps = bars.count - 1
        return bars[1 + Int((Double(count) / Double(most) * Double(steps - 1)).rounded())]
      })
  }

  /// The distribution of some values over bins of equal width, from the least to the greatest.
  ///
  /// - Parameters:
  ///   - values: The values; those that are not finite are left out.
  ///   - bins: How many bins, at least 1.
  /// - Returns: One character a bin, or one bar in all where the values are equal.
  /// - Complexity: O(values).
  public static func text(ofDistribution values: [Double], bins: Int = 10) -> String {
    let values = values.filter(\.isFinite)
    guard let least = values.min(), let most = values.max(), most > least, bins > 0 else {
      return values.isEmpty ? "" : String(bars.suffix(1))
    }
    var counts = [Int](repeating: 0, count: bins)
    // Halves first: the width of values far apart is more than a number holds.
    let width = most / 2 - least / 2
    for value in values {
      let share = (value / 2 - least / 2) / width
      counts[min(bins - 1, max(0, Int(share * Double(bins))))] += 1
    }
    return text(ofCounts: counts)
  }
}
