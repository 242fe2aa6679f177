/// Reads the rows of a sheet of a binary workbook.
struct BinarySheet {
  private let workbook: Workbook
  private let sheetName: String
  private var block = RowBlock()
  /// The 1-based row being read, or 0.
  private var row = 0
  private var column = -1
  private var isHiddenRow = false
  private var rowTextStart = 0
  private var units = FormatUnits()
  /// The cells that have comments and are not marked yet.
  private var comments: ArraySlice<MarkedCell> = []

  private static let lastRow = 1_048_576
  private static let lastColumn = 16_383
  private static let longestRow = 16 << 20
  private static let rowsPerBlock = 2_048
  private static let blockMemory = 8 << 20

  init(_ workbook: Workbook, sheetName: String) {
    self.workbook = workbook
    self.sheetName = sheetName
  }

  /// Calls `body` with block after block until it answers false.
  ///
  /// - Throws: `TabularError` where the part is broken, for cancellation, and from `body`.
  mutating func forEachBlock(
    of part: String, watch: LoadWatch, _ body: (RowBlock) throws -> Bool
  ) throws {
    let source = workbook.source
    let archive = try ZipArchive(source)
    comments = try SheetComments.read(of: part, isBinary: true, archive)[...]
    guard let entry = try archive.open(part) else {
      throw ZipArchive.damaged(source, "\(part) is missing")
    }
    var records = BinaryRecords(entry, part: part, source: source)
    var isInRows = false
    var count = 0
    while let record = try records.next() {
      if count & 0xFFF == 0 { try watch.check(source) }
      count += 1
      if record.kind == BinaryKind.beginRows { isInRows = true }
      if record.kind == BinaryKind.endRows {
        endRow()
        isInRows = false
      }
      if record.kind == BinaryKind.merge, let range = record.range(0) { block.merge(range) }
      guard isInRows else { continue }
      if record.kind == BinaryKind.row {
        endRow()
        let isFull = block.rowCount >= Self.rowsPerBlock || block.memory >= Self.blockMemory
        if isFull, try !hand(over: records.estimatedBytesRead, body) { return }
        try startRow(record)
      } else {
        try add(record)
      }
    }
    endRow()
    markComments(through: Self.lastRow)
    block.endRow(number: Self.lastRow)
    if !block.isEmpty { _ = try hand(over: source.byteCount, body) }
  }

  private mutating func hand(
    over bytesRead: Int, _ body: (RowBlock) throws -> Bool
  ) throws -> Bool {
    block.bytesRead = bytesRead
    guard try body(block) else { return false }
    block.clear()
    rowTextStart = 0
    return true
  }

  /// Marks the cells of a row that have comments, and those of rows above it without cells.
  private mutating func markComments(through row: Int) {
    while let next = comments.first, next.row <= row {
      block.mark(.comment, row: next.row, column: next.column)
      comments.removeFirst()
    }
  }

  private mutating func endRow() {
    markComments(through: row)
    block.endRow(number: row, isHidden: isHiddenRow)
    rowTextStart = block.text.count
  }

  private mutating func startRow(_ record: BinaryRecord) throws(TabularError) {
    guard let index = record.word(0), index < UInt32(Self.lastRow), Int(index) >= row else {
      throw broken("a row is numbered \(record.word(0).map { "\(Int($0) + 1)" } ?? "by nothing")")
    }
    row = Int(index) + 1
    column = -1
    markComments(through: row - 1)
    isHiddenRow = (record.byte(11) ?? 0) & 0x10 != 0
  }

  private func broken(_ reason: String) -> TabularError {
    TabularError(
      .damaged, reason, file: workbook.source.name, sheet: sheetName, row: row > 0 ? row : nil,
      remedy: "open it in a spreadsheet and save it again")
  }

  // MARK: Cells

  private mutating func add(_ record: BinaryRecord) throws(TabularError) {
    guard row > 0, BinaryCellPlace.isCell(record) else { return }
    guard let place = BinaryCellPlace(record, after: column), place.column > column,
      place.column <= Self.lastColumn
    else { throw broken("a cell has no column, or one that was there before") }
    column = place.column
    let before = block.cellCount
    try add(
      record, place.isShort ? record.kind - BinaryKind.shortBlank + 1 : record.kind,
      at: place.isShort ? 4 : 8, style: Int(place.style & 0xFF_FFFF))
    if block.cellCount > before, workbook.styles.isStruck(Int(place.style & 0xFF_FFFF)) {
      block.mark(.struck, row: row, column: column)
    }
    if block.text.count - rowTextStart > Self.longestRow {
      throw broken("a row is longer than \(Self.longestRow >> 20) MB")
    }
  }

  private mutating func add(
    _ record: BinaryRecord, _ kind: Int, at offset: Int, style: Int
  ) throws(TabularError) {
    switch kind {
    case BinaryKind.packedNumber: add(record.packedNumber(offset), style)
    case BinaryKind.real, BinaryKind.formulaReal: add(record.real(offset), style)
    case BinaryKind.boolean, BinaryKind.formulaBoolean:
      block.append(column: column, kind: .boolean, payload: record.byte(offset) == 0 ? 0 : 1)
    case BinaryKind.error, BinaryKind.formulaError:
      let text = record.byte(offset).map(Self.error) ?? "#N/A"
      block.append(column: column, kind: .error, text: text.utf8)
    case BinaryKind.text, BinaryKind.formulaText: add(record.text(offset)?.bytes)
    case BinaryKind.richText: add(record.richText(offset))
    case BinaryKind.sharedTextCell: try addShared(record.word(offset))
    default: break
    }
  }

  private mutating func add(_ number: Double?, _ style: Int) {
    guard let number else { return }
    let kind = workbook.styles.kind(style)
    if kind != .number,
      let cell = SerialDate.cell(number, as: kind, uses1904: workbook.uses1904)
    {
      block.append(column: column, kind: cell.kind, payload: cell.payload)
    } else if let text = workbook.styles.filledUp(number, style) {
      block.append(column: column, text: text)
    } else {
      block.append(column: column, kind: .number, payload: number.bitPattern)
      block.add(units.change(row: row, column: column, style: style, of: workbook.styles))
    }
  }

  private mutating func add(_ text: [UInt8]?) {
    // An empty text is no cell, as in other workbooks.
    guard let text, !text.isEmpty else { return }
    block.append(column: column, text: text)
  }

  private mutating func addShared(_ index: UInt32?) throws(TabularError) {
    guard let index, Int(index) < workbook.sharedTexts.count else {
      throw broken("a cell refers to a shared text that does not exist")
    }
    if workbook.sharedTexts.range(UInt64(index)).isEmpty { return }
    block.append(column: column, kind: .shared, payload: UInt64(index))
  }

  /// An error value by its code ([MS-XLSB] 2.5.97.2).
  private static func error(_ code: UInt8) -> String {
    switch code {
    case 0x00: "#NULL!"
    case 0x07: "#DIV/0!"
    case 0x0F: "#VALUE!"
    case 0x17: "#REF!"
    case 0x1D: "#NAME?"
    case 0x24: "#NUM!"
    case 0x2B: "#GETTING_DATA"
    default: "#N/A"
    }
  }
}
