import Plotting
import SessionRecord
import Store
import TerminalText

/// Turns outcomes into lines of text for a canvas.
struct OutcomePresenter {
  let database: NotebookDatabase
  let canvas: TextCanvas
  /// The most rows of a table that are drawn; nil for all.
  let rowLimit: Int?
  /// Stands in for clients' names in pictures that are kept.
  var pseudonyms: Pseudonyms?

  /// The lines of all that an outcome shows on standard output, in order.
  func pictureLines(of outcome: Outcome) throws -> [String] {
    try outcome.blocks.flatMap { try lines(of: $0, in: outcome) ?? [] }
  }

  /// The lines of one block, or nil for talk, which has its own stream.
  func lines(of block: Outcome.Block, in outcome: Outcome) throws -> [String]? {
    switch block {
    case .talk, .warning: return nil
    case .result: return try outcome.result.map { try table($0) }
    case .table(let heading, let table):
      let title = heading.isEmpty ? [] : ["", canvas.palette.styled(hidden(heading), as: .heading)]
      return title + (try self.table(table))
    case .plot(let plot): return TextPlotRenderer(canvas: canvas).lines(of: shown(plot))
    case .lines(let lines):
      // A name is found before a line's end parts it.
      return lines.flatMap { TextLayout.wrapped(hidden($0), to: canvas.width) }
    }
  }

  /// The plots of an outcome as they may be kept, in order.
  func plots(of outcome: Outcome) -> [Plot] {
    outcome.blocks.compactMap { if case .plot(let plot) = $0 { shown(plot) } else { nil } }
  }

  private func shown(_ plot: Plot) -> Plot {
    pseudonyms == nil ? plot : plot.mappingTexts(hidden)
  }

  /// A table drawn to the canvas.
  func table(_ table: ResultTable) throws -> [String] {
    try textTable(of: table).lines(on: canvas, rowLimit: rowLimit)
  }

  /// A table as Markdown.
  func markdown(_ table: ResultTable) throws -> [String] {
    try textTable(of: table).markdownLines()
  }

  private func textTable(of table: ResultTable) throws -> TextTable {
    var rows = table.rows
    if let relation = table.relation {
      rows = []
      try database.forEachRow(of: relation, limit: rowLimit) { rows.append($0) }
    }
    let columns = table.columns.map { column in
      TextColumn(
        hidden(column.name),
        alignment: column.kind == .integer || column.kind == .real ? .trailing : .leading)
    }
    return TextTable(
      columns: columns, rows: rows.map { $0.map(cell) }, totalRowCount: table.rowCount)
  }

  private func cell(_ value: SQLValue) -> TextCell {
    switch value {
    case .null: .null
    case .integer(let integer): .text(NumberText.display(integer))
    case .real(let real): .text(NumberText.display(real))
    case .text(let text): .text(hidden(text))
    case .blob(let bytes): .text("\(bytes.count) bytes")
    }
  }

  private func hidden(_ text: String) -> String {
    pseudonyms?.replacing(in: text) ?? text
  }
}
