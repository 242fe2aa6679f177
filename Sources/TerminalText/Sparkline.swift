/// A distribution as a word: one bar a bin, such as `▁▃█▅▂`.
///
/// The lowest bar means none: a bin that holds anything stands at least one step above it, however
/// small its share.
///
/// - Parameter counts: How much each bin holds; negative numbers count as none.
/// - Returns: One character a bin.
public func sparkline(_ counts: [Int]) -> String {
  let bars = Array("▁▂▃▄▅▆▇█")
  let most = counts.max() ?? 0
  return String(
    counts.map { count in
      guard count > 0 else { return bars[0] }
      let steps = bars.count - 1
      return bars[1 + Int((Double(count) / Double(most) * Double(steps - 1)).rounded())]
    })
}
