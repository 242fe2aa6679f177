import CivilTime
import Naming
import Tabular

/// Rows read by the names of their columns, for the tables of drivers, places and roads.
struct HeadedTable {
  /// The rows under the header that hold anything.
  let rows: [NumberedRow]
  private let positions: [String: Int]

  /// Takes the first row that holds anything as the header.
  ///
  /// `synonyms` are columns as the notebook's own table calls them, so that what is exported of it can
  /// be loaded again.
  init(
    _ rows: [NumberedRow], of what: String, required: [String],
    synonyms: [String: String]
  ) throws(RideSheetError) {
    let filled = rows.filter { !$0.isVacant }
    guard let header = filled.first else {
      throw RideSheetError(
        "the table of \(what) is empty", expected: "a header row with " + required.listed())
    }
    positions = Self.positions(header.cells, synonyms)
    self.rows = Array(filled.dropFirst())
    let missing = required.filter { positions[$0] == nil }
    guard missing.isEmpty else {
      throw RideSheetError(
        "the table of \(what) has no column" + (missing.count == 1 ? " " : "s ")
          + missing.listed(), row: header.number, remedy: "add it to the header row")
    }
  }

  /// True where a header holds all of the named columns, in any order and case.
  static func holds(
    _ names: [String], in header: [Cell], _ synonyms: [String: String] = [:]
  ) -> Bool {
    let positions = positions(header, synonyms)
    return names.allSatisfy { positions[$0] != nil }
  }

  /// The columns as the notebook's own table calls them.
  static func written(_ columns: [String], _ synonyms: [String: String]) -> [String] {
    columns.map { column in synonyms.first { $0.value == column }?.key ?? column }
  }

  /// The cell of a column, empty where the column or the cell is missing.
  func cell(_ column: String, _ row: NumberedRow) -> Cell {
    guard let position = positions[column], row.cells.indices.contains(position) else {
      return .empty
    }
    return row.cells[position]
  }

  /// The text of a column with single blanks.
  func text(_ column: String, _ row: NumberedRow) -> String {
    TextFolding.singleBlanked(cell(column, row).writtenText)
  }

  /// The texts of a column that are separated by `|`, blank ones left out.
  func texts(_ column: String, _ row: NumberedRow) -> [String] {
    cell(column, row).writtenText.split(separator: "|")
      .map { TextFolding.singleBlanked($0) }.filter { !$0.isEmpty }
  }

  /// A number with a decimal point or a decimal comma.
  static func number(_ text: String) -> Double? { Double(text.replacing(",", with: ".")) }

  /// The first of two equal headers counts, as a reader's eye would have it.
  static func positions(
    _ header: [Cell], _ synonyms: [String: String]
  ) -> [String: Int] {
    var positions: [String: Int] = [:]
    for (index, cell) in header.enumerated() {
      let written = cell.writtenText
      guard HeaderText.canBe(written) else { continue }
      let word = TextFolding.words(written).joined(separator: "_")
      let name = synonyms[word] ?? word
      if !name.isEmpty, positions[name] == nil { positions[name] = index }
    }
    return positions
  }
}
