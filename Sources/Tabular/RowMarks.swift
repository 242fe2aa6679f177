/// What a workbook marks of a row beside its cells.
///
/// The columns are 0-based and ascending.
public struct RowMarks: Hashable, Sendable {
  /// Whether the row is hidden, by hand or by a filter.
  public let isHidden: Bool
  /// The columns of the cells that are struck through as a whole.
  public let struckColumns: [Int]
  /// The columns of the cells some of whose characters are struck through.
  public let partlyStruckColumns: [Int]
  /// The columns of formulas that have no value; their cells are empty.
  public let emptyFormulaColumns: [Int]
  /// The columns of the cells that have comments.
  public let commentedColumns: [Int]

  public init(
    isHidden: Bool = false, struckColumns: [Int] = [], partlyStruckColumns: [Int] = [],
    emptyFormulaColumns: [Int] = [], commentedColumns: [Int] = []
  ) {
    self.isHidden = isHidden
    self.struckColumns = struckColumns
    self.partlyStruckColumns = partlyStruckColumns
    self.emptyFormulaColumns = emptyFormulaColumns
    self.commentedColumns = commentedColumns
  }

  init(isHidden: Bool, _ cells: some Sequence<MarkedCell>) {
    var columns: [CellMark: [Int]] = [:]
    for cell in cells { columns[cell.mark, default: []].append(cell.column) }
    self.init(
      isHidden: isHidden, struckColumns: columns[.struck] ?? [],
      partlyStruckColumns: columns[.partlyStruck] ?? [],
      emptyFormulaColumns: columns[.emptyFormula] ?? [],
      commentedColumns: columns[.comment] ?? [])
  }
}
