/// The counts of a column's values in bins.
///
/// A bin holds its lower edge and not its upper one; the last bin holds both.
public struct HistogramData: Sendable, Equatable {
  /// The edges of the bins, ascending: one more than there are bins.
  public let edges: [Double]
  /// Values in each bin.
  public let counts: [Int]
  /// Rows without a value, which are in no bin.
  public let nulls: Int
  /// Values that are no finite numbers, which are in no bin.
  public let others: Int

  /// Where a logarithmic axis of counts begins: below 1, so that a count of 1 has a bar.
  public static let logBase = 0.5

  /// The most bins that are drawn.
  public static let mostBins = 500

  /// Makes counts in bins; nil where edges do not ascend or do not fit the counts.
  public init?(edges: [Double], counts: [Int], nulls: Int = 0, others: Int = 0) {
    guard counts.count <= Self.mostBins, counts.isEmpty || edges.count == counts.count + 1,
      edges.allSatisfy(\.isFinite), counts.allSatisfy({ $0 >= 0 }), nulls >= 0, others >= 0,
      zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 || counts.count == 1 && $0 <= $1 })
    else { return nil }
    self.edges = counts.isEmpty ? [] : edges
    self.counts = counts
    self.nulls = nulls
    self.others = others
  }

  /// Values in all bins.
  public var total: Int { counts.reduce(0, +) }
}
