/// What a table's content comes down to, for telling whether two tables are the same, and where not.
///
/// Each column has two hashes of its values alone, one that knows their order and one that does not;
/// the table has two of its whole rows. Every value counts exactly, reals by their bits.
public struct TableFingerprint: Hashable, Sendable {
  /// A column in brief.
  public struct Column: Hashable, Sendable {
    /// Depends on the order of the rows.
    public let ordered: Hash128
    /// Equal for the same values in any order.
    public let orderFree: Hash128
    /// What a real column's numbers come to; nil for any other.
    public let figures: Figures?
  }

  /// Figures of a real column, for people and for tolerances; they decide nothing.
  public struct Figures: Hashable, Sendable {
    public let nullCount: Int
    /// The sum in row order, compensated, so that its error does not grow with the rows.
    public let sum: Double
    /// The least value, or nil where there is none.
    public let min: Double?
    /// The largest value, or nil where there is none.
    public let max: Double?
  }

  public let rowCount: Int
  /// Of whole rows; depends on their order.
  public let ordered: Hash128
  /// Of whole rows; equal for the same rows in any order.
  public let orderFree: Hash128
  /// In the table's order.
  public let columns: [Column]

  /// The same with the figures of some columns alone.
  public func keepingFigures(_ isKept: [Bool]) -> TableFingerprint {
    TableFingerprint(
      rowCount: rowCount, ordered: ordered, orderFree: orderFree,
      columns: zip(columns, isKept).map { column, isKept in
        isKept
          ? column : Column(ordered: column.ordered, orderFree: column.orderFree, figures: nil)
      })
  }
}
