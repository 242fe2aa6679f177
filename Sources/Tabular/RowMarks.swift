/// What a workbook marks of a row beside its cells.
public struct RowMarks: Hashable, Sendable {
  /// Whether the row is hidden, by hand or by a filter.
  public let isHidden: Bool
  /// The 0-based columns of the cells that are struck through as a whole, ascending.
  public let struckColumns: [Int]

  public init(isHidden: Bool = false, struckColumns: [Int] = []) {
    self.isHidden = isHidden
    self.struckColumns = struckColumns
  }
}
