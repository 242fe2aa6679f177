import TerminalText

/// A table as a picture shows it, read back from its text.
public struct PictureTable: Equatable, Sendable {
  /// The line above the table, or nil.
  public var heading: String?
  public var columns: [TextColumn]
  /// One text a column, without the blanks that held it in place.
  public var rows: [[String]]
  /// What the picture says of rows and columns that it leaves out.
  public var remarks: [String]

  public init(
    heading: String? = nil, columns: [TextColumn], rows: [[String]], remarks: [String] = []
  ) {
    self.heading = heading
    self.columns = columns
    self.rows = rows
    self.remarks = remarks
  }

  /// The table drawn anew, wide enough for every cell.
  var textTable: TextTable {
    TextTable(columns: columns, rows: rows.map { $0.map(TextCell.text) })
  }

  /// The table as text with its remarks; what it is drawn from has been narrowed before.
  var lines: [ScreenLine] {
    let drawn = textTable.lines(on: TextCanvas(width: Self.widest))
    return drawn + remarks.map { ScreenLine($0) }.filter { $0 != drawn.last }
  }

  private static let widest = 100_000
}

/// Where a table's columns lie, as the rule under its names shows: `────  ─────  …  ──`.
struct TableRule: Equatable {
  /// The extent of each column in display columns, left-out columns (`…`) among them.
  private(set) var extents: [Range<Int>] = []

  /// Reads a rule, or nil for any other line.
  init?(_ line: String) {
    var column = 0
    var start: Int?
    for character in line {
      switch character {
      case "─":
        start = start ?? column
      case " ":
        if let begun = start { extents.append(begun..<column) }
        start = nil
      case "…":
        guard start == nil else { return nil }
        extents.append(column..<column + 1)
      default: return nil
      }
      column += 1
    }
    if let start { extents.append(start..<column) }
    guard isSpaced, line.contains("─") else { return nil }
  }

  private var isSpaced: Bool {
    guard extents.first?.lowerBound == 0 else { return false }
    return zip(extents, extents.dropFirst()).allSatisfy { $1.lowerBound - $0.upperBound == 2 }
  }

  /// The texts of a line by column with their blanks, or nil where one lies in a gap.
  ///
  /// - Complexity: linear in the line.
  func cells(of line: String) -> [String]? {
    var cells = [String](repeating: "", count: extents.count)
    var column = 0
    var index = 0
    for character in line {
      let width = displayWidth(of: character)
      while index < extents.count, extents[index].upperBound <= column, width > 0 { index += 1 }
      if index < extents.count, extents[index].lowerBound <= column,
        column + width <= extents[index].upperBound
      {
        cells[index].append(character)
      } else if character != " " {
        return nil
      }
      column += width
    }
    return cells
  }
}
