/// The state of parsing an OpenDocument spreadsheet's content: what Expat's callbacks fill.
///
/// Lives behind a pointer for the C callbacks; only its parser's thread touches it.
struct OpenDocumentParser {
  /// The sheets begun so far.
  private(set) var sheets: [(name: String, isHidden: Bool)] = []
  /// Finished rows of the wanted sheet and, behind them, the cells of the row being read.
  var block = RowBlock()
  /// Why the parsing was stopped, where it was.
  private(set) var failure: String?
  /// The 1-based row being read, or the last one.
  private(set) var row = 0
  private(set) var isPastWanted = false
  private let wanted: Int?
  private var rowTextStart = 0
  private var units = FormatUnits()
  private var depth = 0
  /// The depth of the element whose content does not count, such as a note in a cell.
  private var skipped: Int?
  private var tableDepth: Int?
  private var rowRepeat = 1
  private var isHiddenRow = false
  private var column = 0
  private var cell: OpenDocumentCell?
  private var isInText = false
  private var hiddenStyles: Set<String> = []
  private var struckStyles: Set<String> = []
  /// Styles of characters that strike them through.
  private var struckTextStyles: Set<String> = []
  /// The spans that the text being read lies in: whether each strikes its characters through.
  private var spans: [Bool] = []
  private var style = (name: "", family: "")
  /// Cells that stand for one that is written once.
  private var repeated = 0

  /// The largest sheet that spreadsheets know.
  private static let lastRow = 1_048_576
  private static let mostColumns = 16_384
  /// Cells that repetitions may add: beyond them a few bytes would fill the memory.
  private static let mostRepeated = 4_000_000
  private static let deepest = 256
  private static let longestRow = 16 << 20
  private static let rowsPerBlock = 2_048
  private static let blockMemory = 8 << 20

  init(wanted: Int?) {
    self.wanted = wanted
  }

  var isFull: Bool { block.rowCount >= Self.rowsPerBlock || block.memory >= Self.blockMemory }

  mutating func removeFinishedRows() {
    block.removeFinishedRows(textBefore: rowTextStart)
    rowTextStart = 0
  }

  // MARK: Events

  private typealias Name = UnsafePointer<CChar>
  private typealias Words = OpenDocumentVocabulary

  private var isWanted: Bool { wanted == sheets.count - 1 }

  private mutating func start(_ name: Name, _ attributes: XMLAttributes) {
    depth += 1
    guard depth <= Self.deepest else {
      failure = "elements are nested deeper than \(Self.deepest) levels"
      return
    }
    if skipped != nil { return }
    if let local = XMLName.local(name, in: Words.table) {
      startTable(local, attributes)
    } else if let local = XMLName.local(name, in: Words.text) {
      startText(local, attributes)
    } else if let local = XMLName.local(name, in: Words.style) {
      startStyle(local, attributes)
    } else if cell != nil {
      // Notes, pictures and forms in a cell have texts of their own.
      if let local = XMLName.local(name, in: Words.office), XMLName.matches(local, "annotation") {
        cell?.hasComment = true
      }
      skipped = depth
    }
  }

  private mutating func end(_ name: Name) {
    defer { depth -= 1 }
    if let start = skipped {
      if start == depth { skipped = nil }
      return
    }
    if let local = XMLName.local(name, in: Words.table) {
      endTable(local)
    } else if let local = XMLName.local(name, in: Words.text) {
      if XMLName.matches(local, "p") { isInText = false }
      if XMLName.matches(local, "span") { _ = spans.popLast() }
    }
  }

  private mutating func add(_ bytes: UnsafeRawBufferPointer) {
    guard isInText, skipped == nil, cell != nil else { return }
    cell?.text.append(contentsOf: bytes)
    cell?.runs.add(bytes, isStruck: spans.contains(true))
    if (cell?.text.count ?? 0) + block.text.count - rowTextStart > Self.longestRow {
      failure = "a row is longer than \(Self.longestRow >> 20) MB"
    }
  }

  // MARK: Styles

  private mutating func startStyle(_ local: Name, _ attributes: XMLAttributes) {
    if XMLName.matches(local, "style") {
      style = (
        Words.value(Words.style, "name", attributes) ?? "",
        Words.value(Words.style, "family", attributes) ?? ""
      )
    } else if XMLName.matches(local, "text-properties") {
      let line = Words.value(Words.style, "text-line-through-style", attributes)
      guard let line, line != "none" else { return }
      if style.family == "table-cell" { struckStyles.insert(style.name) }
      if style.family == "text" { struckTextStyles.insert(style.name) }
    } else if XMLName.matches(local, "table-properties"), style.family == "table" {
      if Words.value(Words.table, "display", attributes) == "false" {
        hiddenStyles.insert(style.name)
      }
    }
  }

  // MARK: Sheets and rows

  private mutating func startTable(_ local: Name, _ attributes: XMLAttributes) {
    if XMLName.matches(local, "table") {
      // A table in a cell is none of the sheets.
      guard tableDepth == nil else {
        skipped = depth
        return
      }
      tableDepth = depth
      row = 0
      sheets.append(
        (
          Words.value(Words.table, "name", attributes) ?? "Sheet\(sheets.count + 1)",
          hiddenStyles.contains(Words.value(Words.table, "style-name", attributes) ?? "")
        ))
    } else if XMLName.matches(local, "table-row") {
      startRow(attributes)
    } else if XMLName.matches(local, "table-cell") || XMLName.matches(local, "covered-table-cell") {
      startCell(attributes)
    } else if XMLName.matches(local, "shapes") || XMLName.matches(local, "tracked-changes") {
      skipped = depth
    }
  }

  private mutating func endTable(_ local: Name) {
    if XMLName.matches(local, "table-cell") || XMLName.matches(local, "covered-table-cell") {
      endCell()
    } else if XMLName.matches(local, "table-row") {
      endRow()
    } else if XMLName.matches(local, "table"), tableDepth == depth {
      tableDepth = nil
      if isWanted { isPastWanted = true }
    }
  }

  private mutating func startRow(_ attributes: XMLAttributes) {
    rowRepeat = Words.count("number-rows-repeated", attributes)
    let visibility = Words.value(Words.table, "visibility", attributes)
    isHiddenRow = visibility == "collapse" || visibility == "filter"
    row += 1
    column = 0
  }

  private mutating func endRow() {
    guard isWanted else { return }
    // Repeated rows at the sheet's end are its background.
    let cells = block.openCellCount
    guard cells > 0 else {
      block.endRow(number: row)
      row += rowRepeat - 1
      return
    }
    guard row + rowRepeat - 1 <= Self.lastRow else {
      failure = "a sheet has more than \(Self.lastRow) rows"
      return
    }
    block.endRow(number: row, isHidden: isHiddenRow)
    let last = block.rowCount - 1
    for _ in 1..<max(1, rowRepeat) {
      repeated += cells
      guard repeated <= Self.mostRepeated else {
        failure = Self.tooRepeated
        return
      }
      row += 1
      block.repeatRow(last, number: row)
    }
    rowTextStart = block.text.count
  }

  private static let tooRepeated =
    "repetitions stand for more than \(mostRepeated) cells"

  // MARK: Cells

  private mutating func startCell(_ attributes: XMLAttributes) {
    // A cell without its row is no cell of a table.
    guard tableDepth != nil, cell == nil else {
      skipped = depth
      return
    }
    cell = OpenDocumentCell(attributes)
    spans.removeAll()
    isInText = false
  }

  private mutating func endCell() {
    guard var cell else { return }
    self.cell = nil
    isInText = false
    defer { column += cell.repeats }
    guard isWanted else { return }
    markPlace(cell)
    guard cell.hasContent else { return }
    guard column + cell.repeats <= Self.mostColumns else {
      failure = "a row has more than \(Self.mostColumns) cells"
      return
    }
    repeated += cell.repeats - 1
    guard repeated <= Self.mostRepeated else {
      failure = Self.tooRepeated
      return
    }
    cell.settle()
    let mark = struckStyles.contains(cell.style) ? .struck : cell.runs.mark
    for index in column..<(column + cell.repeats) {
      cell.append(to: &block, column: index)
      if let unit = cell.unit { block.add(units.change(row: row, column: index, unit: unit)) }
      if let mark { block.mark(mark, row: row, column: index) }
      if block.text.count - rowTextStart > Self.longestRow {
        failure = "a row is longer than \(Self.longestRow >> 20) MB"
        return
      }
    }
  }

  /// Marks what does not depend on the cell's content.
  private mutating func markPlace(_ cell: OpenDocumentCell) {
    if cell.isEmptyFormula { block.mark(.emptyFormula, row: row, column: column) }
    if cell.hasComment { block.mark(.comment, row: row, column: column) }
    let range = CellRange(
      rows: (row, row + cell.span.rows - 1), columns: (column, column + cell.span.columns - 1))
    if let range { block.merge(range) }
  }

  // MARK: Texts

  private mutating func startText(_ local: Name, _ attributes: XMLAttributes) {
    guard cell != nil else { return }
    if XMLName.matches(local, "p") || XMLName.matches(local, "h") {
      cell?.startParagraph()
      isInText = true
    } else if XMLName.matches(local, "span") {
      let name = Words.value(Words.text, "style-name", attributes) ?? ""
      spans.append(struckTextStyles.contains(name))
    } else if XMLName.matches(local, "s") {
      let count = min(Words.count("c", attributes, in: Words.text), 4_096)
      cell?.text.append(contentsOf: [UInt8](repeating: 0x20, count: count))
    } else if XMLName.matches(local, "tab") {
      cell?.text.append(0x09)
    } else if XMLName.matches(local, "line-break") {
      cell?.text.append(0x0A)
    } else if XMLName.matches(local, "note") || XMLName.matches(local, "ruby-text") {
      skipped = depth
    }
  }

  static let callbacks = XMLCallbacks(
    start: { parser, name, attributes in
      guard let parser, let name, let attributes,
        let state = XMLFeed.state(parser, as: OpenDocumentParser.self)
      else { return }
      state.pointee.start(name, attributes)
      if state.pointee.failure != nil { XMLFeed.stop(parser) }
    },
    end: { parser, name in
      guard let parser, let name, let state = XMLFeed.state(parser, as: OpenDocumentParser.self)
      else { return }
      state.pointee.end(name)
      if state.pointee.failure != nil { XMLFeed.stop(parser) }
    },
    text: { parser, bytes, count in
      guard let parser, let bytes, let state = XMLFeed.state(parser, as: OpenDocumentParser.self)
      else { return }
      state.pointee.add(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
      if state.pointee.failure != nil { XMLFeed.stop(parser) }
    })
}
