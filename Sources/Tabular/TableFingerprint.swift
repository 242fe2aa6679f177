/// What a table's content comes down to, for telling whether two tables are the same.
///
/// Every value outside the real columns goes into two 128-bit hashes, one that depends on the
/// order of the rows and one that does not; each real column is kept as its sum, least and largest
/// value, since sums of reals may differ in their last bits between machines.
public struct TableFingerprint: Hashable, Sendable {
  /// A real column in brief.
  public struct RealColumn: Hashable, Sendable {
    /// The 0-based index of the column in its table.
    public let index: Int
    public let nullCount: Int
    /// The sum in row order, compensated, so that its error does not grow with the rows.
    public let sum: Double
    /// The least value, or nil where there is none.
    public let min: Double?
    /// The largest value, or nil where there is none.
    public let max: Double?

    public init(index: Int, nullCount: Int, sum: Double, min: Double?, max: Double?) {
      self.index = index
      self.nullCount = nullCount
      self.sum = sum
      self.min = min
      self.max = max
    }
  }

  public let rowCount: Int
  /// Depends on the order of the rows.
  public let ordered: Hash128
  /// Equal for the same rows in any order.
  public let orderFree: Hash128
  public let reals: [RealColumn]

  public init(rowCount: Int, ordered: Hash128, orderFree: Hash128, reals: [RealColumn]) {
    self.rowCount = rowCount
    self.ordered = ordered
    self.orderFree = orderFree
    self.reals = reals
  }

  /// How far two reals may lie apart and still count as equal, relative to the larger one.
  public static let tolerance = 1e-9

  /// Whether two reals are equal within `tolerance`; a nan equals a nan, and nil nil.
  public static func agree(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    if left == right || (left.isNaN && right.isNaN) { return true }
    guard left.isFinite, right.isFinite else { return false }
    return abs(left - right) <= tolerance * Swift.max(abs(left), abs(right))
  }

  /// Whether the tables have the same content, reals within `tolerance`.
  ///
  /// - Parameters:
  ///   - other: the fingerprint to compare with.
  ///   - ordered: whether the rows must also stand in the same order.
  /// - Returns: true where they agree.
  public func matches(_ other: TableFingerprint, ordered: Bool) -> Bool {
    rowCount == other.rowCount && orderFree == other.orderFree
      && (!ordered || self.ordered == other.ordered)
      && reals.count == other.reals.count
      && zip(reals, other.reals).allSatisfy { left, right in
        left.index == right.index && left.nullCount == right.nullCount
          && Self.agree(left.min, right.min) && Self.agree(left.max, right.max)
          && Self.agree(left.sum, right.sum)
      }
  }
}
