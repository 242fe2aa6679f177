import Plotting
import SessionRecord
import TerminalText

/// The picture of a record: what its blocks look like on a terminal, for readers of the file.
///
/// It is drawn of the blocks alone, so that whoever has them can say whether a picture shows them.
enum BlockPicture {
  /// The lines of blocks, in order; messages have their own stream and stand in none.
  ///
  /// - Complexity: O(cells that are drawn).
  static func lines(of blocks: [RecordedBlock]) -> [ScreenLine] { blocks.flatMap(lines) }

  private static func lines(of block: RecordedBlock) -> [ScreenLine] {
    switch block {
    case .table(let table): table.isDrawn ? lines(of: table) : []
    case .plot(let json):
      // What no plot can be read of is drawn by nobody, and differs from any picture.
      (try? Plot(json: json)).map { TextPlotRenderer(canvas: .record).lines(of: $0) } ?? []
    case .lines(let lines): lines.flatMap { TextLayout.lines(of: $0, on: .record) }
    case .message, .error, .sidecar, .other: []
    }
  }

  private static func lines(of table: RecordedTable) -> [ScreenLine] {
    let canvas = TextCanvas.record
    let heading: [ScreenLine] =
      table.title.isEmpty ? [] : [.empty, canvas.line(table.title, as: .heading)]
    let drawn = TextTable(
      columns: table.columns.map {
        TextColumn(
          $0.name, alignment: $0.isNumber ? .trailing : .leading, isKey: $0.isKey,
          isWhole: $0.isWhole)
      },
      rows: table.rows.prefix(SessionRecorder.pictureRows).map { $0.map(cell) },
      totalRowCount: table.rowCount)
    return heading
      + drawn.lines(on: canvas, rowLimit: SessionRecorder.pictureRows, remarks: TableRemarks())
  }

  private static func cell(_ value: RecordedValue) -> TextCell {
    if case .null = value { .null } else { .text(value.drawn) }
  }
}
