import CivilTime
import Naming
import Tabular

/// One row of a table with its number in the file, counted from 1.
public struct NumberedRow: Hashable, Sendable {
  public let number: Int
  public let cells: [Cell]
  /// The positions of the cells whose text is struck through, counted from 0.
  public let struck: Set<Int>
  /// The positions of the cells whose text is struck through in part.
  public let partlyStruck: Set<Int>
  /// The positions of formulas that no spreadsheet program has calculated; their cells are empty.
  public let emptyFormulas: Set<Int>
  /// The positions of the cells that have comments, which are not read.
  public let commented: Set<Int>
  /// Whether a workbook hides the row, by hand or by a filter.
  public let isHidden: Bool

  public init(
    _ number: Int, _ cells: [Cell], struck: Set<Int> = [], isHidden: Bool = false
  ) {
    self.init(
      number, cells, marks: RowMarks(isHidden: isHidden, struckColumns: struck.sorted()))
  }

  /// A row with what its workbook marks of it.
  public init(_ number: Int, _ cells: [Cell], marks: RowMarks) {
    self.number = number
    self.cells = cells
    struck = Set(marks.struckColumns)
    partlyStruck = Set(marks.partlyStruckColumns)
    emptyFormulas = Set(marks.emptyFormulaColumns)
    commented = Set(marks.commentedColumns)
    isHidden = marks.isHidden
  }

  /// True where no cell holds anything that could be seen.
  var isVacant: Bool { cells.allSatisfy(\.isVacant) }
}

extension Cell {
  /// What a cell holds as text, whole numbers without a decimal point, dates as offices write them.
  var writtenText: String {
    switch self {
    case .empty: return ""
    case .text(let text), .error(let text): return text
    case .number(let number):
      guard number == number.rounded(), abs(number) < 1e15 else { return String(number) }
      return String(Int(number))
    case .date(let date, let time):
      return date.dotted + (time.map { " " + $0.clock } ?? "")
    case .boolean(let truth): return truth ? "true" : "false"
    }
  }

  /// True for an empty cell and for text of blanks alone.
  var isVacant: Bool {
    switch self {
    case .empty: true
    case .text(let text):
      text.unicodeScalars.allSatisfy { TextFolding.isBlank($0) || TextFolding.hasNoWidth($0) }
    default: false
    }
  }
}
