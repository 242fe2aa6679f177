/// What a workbook says of a cell beside its value.
enum CellMark: Hashable, Sendable {
  /// All of its characters are struck through.
  case struck
  /// Some of its characters are struck through, and some are not.
  case partlyStruck
  /// Its formula has no value, since no spreadsheet program has calculated it.
  case emptyFormula
  /// A comment stands beside it.
  case comment
}

/// A mark with the place of its cell in the sheet.
struct MarkedCell: Hashable, Sendable {
  let mark: CellMark
  /// The 1-based row.
  let row: Int
  /// The 0-based column.
  let column: Int
}

/// Which of a text's runs are struck through.
struct StruckRuns: Sendable {
  private var hasPlain = false
  private var hasStruck = false

  init() {}

  /// Adds the characters of a run; blanks alone show no line.
  mutating func add(_ text: some Sequence<UInt8>, isStruck: Bool) {
    guard isStruck ? !hasStruck : !hasPlain, text.contains(where: { $0 > 0x20 }) else { return }
    if isStruck { hasStruck = true } else { hasPlain = true }
  }

  /// The mark of the whole text, nil where nothing is struck through.
  var mark: CellMark? { hasStruck ? hasPlain ? .partlyStruck : .struck : nil }
}

/// How many cells have a mark, and where the first one is.
public struct MarkCount: Hashable, Sendable {
  public private(set) var count = 0
  /// The 1-based row of the first one, 0 where there is none.
  public private(set) var firstRow = 0
  /// The 0-based column of the first one.
  public private(set) var firstColumn = 0

  init() {}

  mutating func add(row: Int, column: Int) {
    if count == 0 { (firstRow, firstColumn) = (row, column) }
    count += 1
  }

  /// The first cell in words: `row 2, column B`.
  var place: String { "row \(firstRow), column \(CellRange.letters(ofColumn: firstColumn))" }
}
