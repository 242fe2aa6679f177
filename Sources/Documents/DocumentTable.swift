import SessionRecord
import TerminalText

/// A table as documents show it: every recorded row and column, and what is left out counted.
public struct DocumentTable: Equatable, Sendable {
  /// The line above the table, or nil.
  public var title: ScreenLine?
  public var columns: [Column]
  /// One cell a column; nil is NULL.
  public var rows: [[ScreenLine?]]
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
    rows = table.rows.map { row in
      row.map { value -> ScreenLine? in
        switch value {
        case .null: nil
        case .integer(let integer): ScreenLine(NumberText.display(integer))
        case .real(let real): ScreenLine(NumberText.display(real))
        case .text(let text): ScreenLine(hiding(text))
        case .bytes(let count): "\(count) bytes"
        }
      }
    }
    rowCount = table.rowCount
  }

  /// What is said of rows that are not there; nil where all are.
  var remark: ScreenLine? {
    if rowCount == 0 { return "no rows" }
    guard rows.count < rowCount else { return nil }
    return "first \(NumberText.grouped(rows.count)) of \(NumberText.counted(rowCount, "row"))"
  }

  /// The columns of some places as a table of text.
  private func textTable(_ places: [Int]) -> TextTable {
    TextTable(
      columns: places.map {
        TextColumn(columns[$0].name.text, alignment: columns[$0].isNumber ? .trailing : .leading)
      },
      rows: rows.map { row in
        places.map { $0 < row.count ? row[$0].map { .text($0.text) } ?? .null : .text("") }
      })
  }

  /// The table in the Markdown of GitHub.
  var markdownLines: [ScreenLine] { textTable(Array(columns.indices)).markdownLines() }

  /// The table as text: where it is wider, parted into several, each led by the first column.
  ///
  /// A cell that is wider than a line is not cut.
  ///
  /// - Complexity: O(cells).
  func lines(width: Int) -> [ScreenLine] {
    let groups = groups(width: width)
    var lines: [ScreenLine] = []
    for (number, places) in groups.enumerated() {
      if groups.count > 1 {
        let own = number == 0 ? places : Array(places.dropFirst())
        let first = (own.first ?? 0) + 1
        let last = (own.last ?? 0) + 1
        let range = first == last ? "column \(first)" : "columns \(first) to \(last)"
        lines += (number > 0 ? [.empty] : []) + ["\(range) of \(columns.count):"]
      }
      let drawn = textTable(places).lines(on: TextCanvas(width: Self.widest))
      lines += rows.isEmpty ? Array(drawn.prefix(2)) : drawn
    }
    return lines + (remark.map { [$0] } ?? [])
  }

  /// The places of the columns that stand beside one another.
  private func groups(width: Int) -> [[Int]] {
    var groups: [[Int]] = []
    var group: [Int] = []
    var used = 0
    let widths = columns.indices.map { place in
      rows.reduce(displayWidth(of: columns[place].name.text)) { widest, row in
        max(widest, place < row.count ? row[place].map { displayWidth(of: $0.text) } ?? 4 : 0)
      }
    }
    for place in columns.indices {
      if !group.isEmpty, group != [0], used + 2 + widths[place] > width {
        groups.append(group)
        group = [0]
        used = widths[0]
      }
      used += (group.isEmpty ? 0 : 2) + widths[place]
      group.append(place)
    }
    return group.isEmpty ? groups : groups + [group]
  }

  private static let widest = 100_000
}
