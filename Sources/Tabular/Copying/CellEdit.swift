/// A text to stand in one cell of a copy of a workbook.
public struct CellEdit: Hashable, Sendable {
  /// The sheet's name as the workbook has it.
  public let sheet: String
  /// The 1-based row.
  public let row: Int
  /// The 0-based column.
  public let column: Int
  /// What the cell is to hold; an empty text empties it.
  public let text: String

  public init(sheet: String, row: Int, column: Int, text: String) {
    self.sheet = sheet
    self.row = row
    self.column = column
    self.text = text
  }

  /// The cell as spreadsheets name it: `F12`.
  public var reference: String { CellRange.letters(ofColumn: column) + "\(row)" }
}

/// Texts for cells of one sheet, by row, each row's in ascending order of column.
struct SheetEdits {
  private let byRow: [Int: [CellEdit]]

  init(_ edits: some Sequence<CellEdit>) {
    byRow = Dictionary(grouping: edits, by: \.row)
      .mapValues { $0.sorted { $0.column < $1.column } }
  }

  func edits(ofRow row: Int) -> ArraySlice<CellEdit> { byRow[row]?[...] ?? [] }

  /// The rows that have edits, in ascending order.
  var rows: [Int] { byRow.keys.sorted() }

  /// Why a range of merged cells keeps an edit from being seen, or nil.
  ///
  /// - Complexity: O(edits).
  func obstacle(_ range: CellRange) -> EditObstacle? {
    for row in rows where range.rows.contains(row) {
      guard let edit = byRow[row]?.first(where: { range.columns.contains($0.column) }) else {
        continue
      }
      let isFirst = row == range.rows.lowerBound && edit.column == range.columns.lowerBound
      if isFirst, range.rows.count == 1 { continue }
      return EditObstacle(edit, "is one of the merged cells \(range)", "split the merged cells")
    }
    return nil
  }
}

/// Why a cell cannot take a text.
struct EditObstacle: Error {
  let edit: CellEdit
  /// As a clause behind the cell: `holds a formula`.
  let reason: String
  let remedy: String

  init(_ edit: CellEdit, _ reason: String, _ remedy: String) {
    self.edit = edit
    self.reason = reason
    self.remedy = remedy
  }

  static func missingRow(_ edits: SheetEdits, _ row: Int) -> EditObstacle {
    EditObstacle(
      edits.edits(ofRow: row)[0], "is in a row that the sheet does not have", "add the row")
  }

  static func formula(_ edit: CellEdit) -> EditObstacle {
    EditObstacle(edit, "holds a formula", "replace it by its value")
  }

  func error(in file: String) -> TabularError {
    TabularError(
      .unwritable, "the cell \(reason), and cannot be changed alone", file: file,
      sheet: edit.sheet, row: edit.row, column: edit.column + 1,
      remedy: "\(remedy) in a spreadsheet, save the file and load it again")
  }
}
