import Plotting
import SessionRecord
import Store
import TerminalText

/// Turns outcomes into lines of text for a canvas.
struct OutcomePresenter {
  let database: NotebookDatabase
  let canvas: TextCanvas
  /// The most rows of a table that are drawn; nil for all.
  var rowLimit: Int?
  /// Stands in for clients' names in blocks that are kept; what is drawn for the eye shows all.
  var pseudonyms: Pseudonyms?
  /// How the cells of a table's columns may leave, where names have pseudonyms.
  var privacies: (ResultTable) throws -> [CellPrivacy] = { $0.columns.map { _ in .searched } }
  var numbers = NumberStyle.plain
  /// What is said under results beside the facts.
  var remarks = TableRemarks()

  /// The lines of one block, or nil for talk, which has its own stream.
  func lines(of block: Outcome.Block, in outcome: Outcome) throws -> [ScreenLine]? {
    switch block {
    case .talk, .warning: return nil
    case .result: return try outcome.result.map { try table($0) }
    case .table(let heading, let table):
      let title: [ScreenLine] =
        heading.isEmpty ? [] : [.empty, canvas.line(heading, as: .heading)]
      return title + (try self.table(table))
    case .plot(let plot): return TextPlotRenderer(canvas: canvas).lines(of: plot)
    case .lines(let lines):
      return lines.flatMap { TextLayout.lines(of: $0, on: canvas) }
    }
  }

  /// What an outcome shows, as data that may be kept, in order.
  ///
  /// A result that it says in a sentence is in no table or plot: it stands behind the rest.
  ///
  /// - Parameters:
  ///   - outcome: What the statement gave.
  ///   - limit: The most rows of a table; nil for all.
  /// - Returns: The blocks.
  /// - Throws: `StoreError` where the rows cannot be read.
  /// - Complexity: O(cells) of these rows.
  func recordedBlocks(
    of outcome: Outcome, limit: Int? = RecordedTable.mostRows
  ) throws -> [RecordedBlock] {
    let isShown = outcome.blocks.contains { block in
      switch block {
      case .result, .table, .plot: true
      case .talk, .warning, .lines: false
      }
    }
    let blocks: [RecordedBlock] = try outcome.blocks.compactMap { block in
      switch block {
      case .talk(let sentence): .message(RecordedMessage(.talk, hidden(sentence)))
      case .warning(let sentence): .message(RecordedMessage(.warning, hidden(sentence)))
      case .result: try outcome.result.map { .table(try recorded($0, title: "", limit)) }
      case .table(let title, let table):
        .table(try recorded(table, title: hiddenMessage(title), limit))
      case .lines(let lines): .lines(lines.map(hidden))
      case .plot(let plot): recorded(shown(plot))
      }
    }
    guard !isShown, let result = outcome.result else { return blocks }
    var table = try recorded(result, title: "", limit)
    table.isDrawn = false
    return blocks + [.table(table)]
  }

  private func recorded(_ plot: Plot) -> RecordedBlock {
    let json = plot.json
    guard json.utf8.count > Self.longestPlot else { return .plot(json) }
    return .lines(TextPlotRenderer(canvas: .record).lines(of: plot).map(\.text))
  }

  private func recorded(
    _ table: ResultTable, title: String, _ limit: Int?
  ) throws -> RecordedTable {
    let privacies = try cellPrivacies(of: table)
    return RecordedTable(
      title: title,
      columns: table.columns.map {
        RecordedTable.Column(
          hiddenHead($0.name, of: table), kind: $0.kind.rawValue,
          isVolatile: $0.nature == .volatile, isKey: Self.isKey($0.name, of: table),
          isWhole: table.wholeColumns.contains($0.name))
      },
      rows: try rows(of: table, limit: limit).map { row in
        table.columns.indices.map { index in
          table.columns[index].nature == .volatile
            ? .text(Sentence.unrecorded) : recorded(row[index], privacies[index])
        }
      }, rowCount: table.rowCount)
  }

  private func recorded(_ value: SQLValue, _ privacy: CellPrivacy) -> RecordedValue {
    switch value {
    case .null: .null
    case .integer(let integer) where privacy == .phone && pseudonyms != nil:
      .text(hidden("\(integer)", privacy))
    case .integer(let integer): .integer(integer)
    case .real(let real): .real(real)
    case .text(let text): .text(hidden(Self.shortened(text), privacy))
    case .blob(let bytes): .bytes(bytes.count)
    }
  }

  /// Bytes of a plot's data that a record may hold; of a larger plot it holds the picture.
  private static let longestPlot = 65_536

  private func rows(of table: ResultTable, limit: Int?) throws -> [[SQLValue]] {
    guard let relation = table.relation else {
      return limit.map { Array(table.rows.prefix($0)) } ?? table.rows
    }
    var rows: [[SQLValue]] = []
    try database.forEachRow(of: relation, limit: limit) { rows.append($0.map(Self.shortened)) }
    return rows
  }

  private func shown(_ plot: Plot) -> Plot {
    pseudonyms == nil ? plot : plot.mappingTexts(hidden)
  }

  /// A table drawn to the canvas.
  func table(
    _ table: ResultTable, remarks: TableRemarks = TableRemarks()
  ) throws -> [ScreenLine] {
    try textTable(of: table, limit: rowLimit)
      .lines(on: canvas, rowLimit: rowLimit, remarks: remarks)
  }

  /// A statement's result in the shape that it asks for.
  func result(_ table: ResultTable, as shape: Outcome.Shape) throws -> [ScreenLine] {
    switch shape {
    case .fitted: return try self.table(table, remarks: remarks)
    case .whole:
      let wide = TextCanvas(width: Self.widest, glyphs: canvas.glyphs, palette: canvas.palette)
      return try textTable(of: table, limit: Self.mostRows).lines(
        on: wide, rowLimit: Self.mostRows,
        remarks: TableRemarks(remedyForRows: "csv has all", countsRows: remarks.countsRows))
    case .vertical:
      return try textTable(of: table, limit: Self.mostRows).verticalLines(on: canvas)
    }
  }

  /// So many rows fit into memory whatever their columns; a file is the place for more.
  private static let mostRows = 100_000
  /// Wider than any row.
  private static let widest = 1_000_000

  /// A table as Markdown.
  func markdown(_ table: ResultTable) throws -> [ScreenLine] {
    // A file is read by programs too: plain digits.
    var plain = self
    plain.numbers = .plain
    return try plain.textTable(of: table, limit: rowLimit).markdownLines()
  }

  private func textTable(of table: ResultTable, limit: Int?) throws -> TextTable {
    try textTable(of: table, rows: try rows(of: table, limit: limit), count: table.rowCount)
  }

  /// A table of some rows; `count` is how many there are, where they are the first of more.
  func textTable(of table: ResultTable, rows: [[SQLValue]], count: Int? = nil) throws -> TextTable {
    let columns = table.columns.map { column in
      TextColumn(
        column.name,
        alignment: column.kind == .integer || column.kind == .real ? .trailing : .leading,
        isKey: Self.isKey(column.name, of: table),
        isWhole: table.wholeColumns.contains(column.name))
    }
    return TextTable(
      columns: columns, rows: rows.map { $0.map(cell) }, totalRowCount: count ?? rows.count)
  }

  /// Whether a table is read for a column; rows of one that states none are told apart by their dates.
  private static func isKey(_ name: String, of table: ResultTable) -> Bool {
    let keys = table.keyColumns.isEmpty ? ["date"] : table.keyColumns
    return keys.contains { $0.utf8.elementsEqual(name.utf8) }
  }

  /// How the cells of each of a table's columns may leave.
  private func cellPrivacies(of table: ResultTable) throws -> [CellPrivacy] {
    let known = pseudonyms == nil ? [] : try privacies(table)
    return table.columns.indices.map { known.indices.contains($0) ? known[$0] : .searched }
  }

  /// How many columns of the terminal a value takes.
  func width(of value: SQLValue) -> Int {
    switch cell(value) {
    case .null: 4
    case .text(let text): displayWidth(of: visible(text, glyphs: canvas.glyphs))
    }
  }

  /// A value that is not longer than anybody reads: laying out a megabyte to show a line would take
  /// longer than reading it from the disk.
  private static func shortened(_ value: SQLValue) -> SQLValue {
    if case .text(let text) = value { .text(shortened(text)) } else { value }
  }

  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > mostBytes else { return text }
    // By code points: one character can hold a million of them.
    let kept = mostBytes / 4
    let rest = text.unicodeScalars.count - kept
    guard rest > 0 else { return text }
    return String(text.unicodeScalars.prefix(kept))
      + "… (\(NumberText.counted(rest, "more character")))"
  }

  private static let mostBytes = 40_000

  private func cell(_ value: SQLValue) -> TextCell {
    switch value {
    case .null: .null
    case .integer(let integer): .text(numbers.shown(NumberText.display(integer)))
    case .real(let real): .text(numbers.shown(NumberText.display(real)))
    case .text(let text): .text(Self.shortened(text))
    case .blob(let bytes): .text("\(bytes.count) bytes")
    }
  }

  private func hidden(_ text: String, _ privacy: CellPrivacy) -> String {
    pseudonyms?.replacing(in: text, of: privacy) ?? text
  }

  /// A column's head: SQL's repeats what was typed, the program's own are words of the program.
  private func hiddenHead(_ head: String, of table: ResultTable) -> String {
    guard table.relation != nil else { return head }
    return pseudonyms?.replacing(inCode: head) ?? head
  }

  private func hidden(_ sentence: Sentence) -> Sentence { sentence.mappingTexts(hiddenMessage) }

  /// A value of a sentence, or a heading of the program's.
  private func hiddenMessage(_ text: String) -> String {
    pseudonyms?.replacing(inMessage: text) ?? text
  }

  private func hidden(_ text: String) -> String {
    pseudonyms?.replacing(in: text) ?? text
  }
}
