/// Counts values in the bins between edges.
struct BinCounter {
  let edges: [Double]

  /// The number of values in each bin: half-open, the last one closed.
  ///
  /// The bin is guessed from the mean width and then put right by the edges themselves, so that a
  /// value and an edge that print alike compare alike.
  ///
  /// - Complexity: O(values) for edges at equal distances.
  func counts(of values: [Double]) -> [Int] {
    let bins = edges.count - 1
    guard bins > 0 else { return [] }
    var counts = [Int](repeating: 0, count: bins)
    let first = edges[0]
    let last = edges[bins]
    let halfRange = last / 2 - first / 2
    let perHalf = halfRange > 0 ? Double(bins) / halfRange : 0
    // Edges as far apart as numbers can be, or as close: their quotient is no number.
    let scale = perHalf.isFinite ? perHalf : 0
    let halfFirst = first / 2
    for value in values where value >= first && value <= last {
      var bin = min(bins - 1, max(0, Int((value / 2 - halfFirst) * scale)))
      while value < edges[bin] { bin -= 1 }
      while bin < bins - 1, value >= edges[bin + 1] { bin += 1 }
      counts[bin] += 1
    }
    return counts
  }
}
