import SessionRecord
import TerminalText

/// A table as documents show it: every recorded row and column, and what is left out counted.
public struct DocumentTable: Equatable, Sendable {
  /// The line above the table, or nil.
  public var title: ScreenLine?
  public var columns: [Column]
  /// One cell a column; nil is NULL.
  public var rows: [[ScreenText?]]
  /// How many rows there are in all.
  public var rowCount: Int

  /// A column; numbers stand at the right.
  public struct Column: Equatable, Sendable {
    public var name: ScreenLine
    public var isNumber: Bool
  }

  /// Makes a table of a record's.
  ///
  /// - Parameters:
  ///   - table: What was recorded.
  ///   - hiding: What becomes of a text before it may leave.
  init(_ table: RecordedTable, hiding: (String) -> String) {
    title = table.title.isEmpty ? nil : ScreenLine(hiding(table.title))
    columns = table.columns.map {
      Column(name: ScreenLine(hiding($0.name)), isNumber: $0.isNumber)
    }
    rows = table.rows.map { row in row.map { Self.cell($0, hiding) } }
    rowCount = table.rowCount
  }

  /// A value as a document shows it; nil for NULL.
  private static func cell(_ value: RecordedValue, _ hiding: (String) -> String) -> ScreenText? {
    switch value {
    case .null: nil
    case .integer(let integer): ScreenText(NumberText.display(integer))
    case .real(let real): ScreenText(NumberText.display(real))
    case .text(let text): ScreenText(hiding(text))
    case .bytes(let count): "\(count) bytes"
    }
  }

  /// What is said of rows that are not there; nil where all are.
  var remark: ScreenLine? {
    if rowCount == 0 { return "no rows" }
    guard rows.count < rowCount else { return nil }
    return "first \(NumberText.grouped(rows.count)) of \(NumberText.counted(rowCount, "row"))"
  }

  /// The columns each cell of a column needs to stand on lines of its own, its name included.
  ///
  /// - Complexity: linear in the cells' text.
  var widths: [Int] {
    columns.indices.map { place in
      rows.reduce(max(1, displayWidth(of: columns[place].name.text))) { widest, row in
        max(widest, Self.width(of: place < row.count ? row[place] : nil))
      }
    }
  }

  private static func width(of cell: ScreenText?) -> Int {
    plain(cell).lines.reduce(0) { max($0, displayWidth(of: $1.text)) }
  }

  /// A cell where nothing can be italic: NULL is a word, and the text NULL has quotes.
  static func plain(_ cell: ScreenText?) -> ScreenText {
    guard let cell else { return "NULL" }
    let isQuoted = cell.lines.count == 1 && cell.text.split(separator: "'").joined() == "NULL"
    return isQuoted ? "'\(cell.text)'" : cell
  }

  /// The table in the Markdown of GitHub.
  ///
  /// - Complexity: linear in the cells' text.
  var markdownLines: [ScreenLine] {
    TextTable(
      columns: columns.map {
        TextColumn($0.name.text, alignment: $0.isNumber ? .trailing : .leading)
      },
      rows: rows.map { row in
        columns.indices.map { $0 < row.count ? row[$0].map { .text($0.text) } ?? .null : .text("") }
      }
    ).markdownLines()
  }

  /// The table as text, with what is left out below it.
  ///
  /// - Parameter width: Columns of a line.
  /// - Returns: The lines.
  /// - Complexity: linear in the cells' text.
  func lines(width: Int) -> [ScreenLine] {
    TextGrid(self, width: width).lines + (remark.map { [$0] } ?? [])
  }
}
