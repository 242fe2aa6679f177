/// One sheet of an opened file: rows of cells as they stand, or a typed table.
public struct SheetSource: Sendable {
  /// The sheet's name; for text files the file's name without its ending.
  public let name: String
  /// Whether a workbook hides the sheet.
  public let isHidden: Bool
  let file: ByteSource
  let content: Content
  let options: ReadingOptions
  /// What the pass over all records told, which gives the keys and then the types.
  private let survey = KeptSurvey()

  init(
    name: String, file: ByteSource, content: Content, isHidden: Bool = false,
    options: ReadingOptions
  ) {
    self.name = name
    self.file = file
    self.content = content
    self.isHidden = isHidden
    self.options = options
  }

  /// Whether its cells are texts between delimiters, without types of their own.
  public var isDelimited: Bool { if case .csv = content { true } else { false } }

  /// The most cells of a row of delimited text: those of a workbook's row.
  private static let mostCells = 16_384

  /// Where the rows come from.
  enum Content: Sendable {
    case csv(CSVForm)
    case json(JSONDocument, start: Int)
    case jsonLines(CSVDialect.Encoding)
    case workbook(Workbook, part: String)
    case openDocument(OpenDocument, index: Int)
    case outside(any OutsideTable)
  }

  /// Calls `body` with each row of the sheet, the header among them, until it answers false.
  ///
  /// Cells of delimited text are `.text` or `.empty`, never numbers; JSON gives its keys as
  /// row 0, then each object with its number (for JSON lines, its line). Rows without any cell are
  /// left out, empty cells at a row's end too in workbooks.
  ///
  /// - Parameters:
  ///   - isCancelled: asked at least once a megabyte; true ends the reading with `load-cancelled`.
  ///   - broken: takes the rows of delimited text that cannot be read; without it they are errors.
  ///   - body: takes the row's 1-based number in the file and its cells; answers whether to go on.
  /// - Throws: `TabularError` where the rows cannot be read, and whatever `body` throws.
  /// - Complexity: O(bytes of the sheet) for all rows; a false answer saves the rest.
  public func forEachRow(
    isCancelled: () -> Bool = { false }, broken: ((BrokenRow) -> Void)? = nil,
    _ body: (_ row: Int, _ cells: [Cell]) throws -> Bool
  ) throws {
    try forEachMarkedRow(isCancelled: isCancelled, broken: broken) { row, cells, _ in
      try body(row, cells)
    }
  }

  /// Calls `body` with each row as `forEachRow` does, and with what a workbook marks of it.
  ///
  /// - Parameters:
  ///   - isCancelled: asked at least once a megabyte; true ends the reading with `load-cancelled`.
  ///   - broken: takes the rows of delimited text that cannot be read; without it they are errors.
  ///   - hidden: takes the ranges of 0-based columns that a workbook hides, before their rows.
  ///   - merged: takes the sheet's merged cells once, behind the last row, where there are any.
  ///   - body: takes the row's number, its cells and its marks; answers whether to go on.
  /// - Throws: `TabularError` where the rows cannot be read, and whatever `body` throws.
  /// - Complexity: O(bytes of the sheet) for all rows; a false answer saves the rest.
  public func forEachMarkedRow(
    isCancelled: () -> Bool = { false }, broken: ((BrokenRow) -> Void)? = nil,
    hidden: (([ClosedRange<Int>]) -> Void)? = nil, merged: (([CellRange]) -> Void)? = nil,
    _ body: (_ row: Int, _ cells: [Cell], _ marks: RowMarks) throws -> Bool
  ) throws {
    // The watch lives no longer than this call.
    try withoutActuallyEscaping(isCancelled) { isCancelled in
      try forEachRow(watch: LoadWatch(isCancelled: isCancelled), broken, hidden, merged, body)
    }
  }

  private func forEachRow(
    watch: LoadWatch, _ broken: ((BrokenRow) -> Void)?,
    _ hidden: (([ClosedRange<Int>]) -> Void)?, _ merged: (([CellRange]) -> Void)?,
    _ body: (_ row: Int, _ cells: [Cell], _ marks: RowMarks) throws -> Bool
  ) throws {
    if case .csv(let form) = content {
      return try forEachCSVRow(form, watch, broken, body)
    }
    let blocks = try blocks(watch: watch)
    let shared = blocks.sharedTexts
    if blocks.hasKeys {
      let keys = try survey.of(blocks, options, watch).inference.header
      guard try body(0, keys.map { .text($0) }, RowMarks()) else { return }
    }
    var ranges: [CellRange] = []
    var isWhole = true
    try blocks.forEachBlock(watch: watch) { block in
      ranges += block.merged
      if !block.hiddenColumns.isEmpty { hidden?(block.hiddenColumns) }
      for row in 0..<block.rowCount {
        let cells = block.denseCells(ofRow: row, shared: shared)
        if cells.isEmpty, !blocks.hasKeys { continue }
        guard try body(block.rowNumbers[row], cells, block.marks(ofRow: row)) else {
          isWhole = false
          return false
        }
      }
      return true
    }
    if isWhole, !ranges.isEmpty { merged?(ranges) }
  }

  private func forEachCSVRow(
    _ form: CSVForm, _ watch: LoadWatch, _ takesBroken: ((BrokenRow) -> Void)?,
    _ body: (_ row: Int, _ cells: [Cell], _ marks: RowMarks) throws -> Bool
  ) throws {
    let scanner = CSVScanner(source: file, dialect: form.dialect)
    let broken = BrokenRows(source: file, badBytes: form.badBytes)
    if takesBroken != nil || !form.badBytes.isEmpty { scanner.broken = broken }
    var told = 0
    while true {
      scanner.clear()
      try watch.check(file)
      let isThere = try scanner.readRecord(mayMove: true)
      for row in broken.rows[told...] {
        guard let takesBroken else {
          throw TabularError(.malformed, row.reason, file: file.name, row: row.row)
        }
        takesBroken(row)
      }
      told = broken.rows.count
      guard isThere else { return }
      // Of a row that can be no table's, only the empty cells at its end are passed over.
      let width = scanner.filledCount
      guard width <= Self.mostCells else { throw TypedSheet.tooWide(width, file) }
      let cells = (0..<scanner.fieldCount).map { index -> Cell in
        let text = scanner.text(at: index)
        return text.isEmpty ? .empty : .text(text)
      }
      guard try body(scanner.row, cells, RowMarks()) else { return }
    }
  }

  /// Infers the columns over the whole sheet.
  ///
  /// The header is the first row that is not blank, below title lines; there is none where the first
  /// row looks like data. The typed sheet's `reading` reports it, and the file's options override it.
  ///
  /// - Parameters:
  ///   - cancel: asked at least once a megabyte; true ends with `load-cancelled`.
  ///   - progress: told every few thousand rows how far the reading is.
  /// - Returns: the typed sheet, whose rows are read again when they are asked for.
  /// - Throws: `TabularError` where the sheet is no table or cannot be read.
  /// - Complexity: O(bytes of the sheet).
  public func typed(
    cancel: () -> Bool = { false }, progress: (LoadProgress) -> Void = { _ in }
  ) throws -> TypedSheet {
    TypedSheet(
      name: name, rows: try rows(continuing: [], of: nil, cancel: cancel, progress: progress))
  }

  /// The rows with their types, for which the evidence of earlier tables counts too.
  func rows(
    continuing typings: [ColumnTyping], of part: String?, cancel: () -> Bool,
    progress: (LoadProgress) -> Void
  ) throws -> any TypedRows {
    // The watch lives no longer than this call.
    try withoutActuallyEscaping(cancel) { cancel in
      try withoutActuallyEscaping(progress) { progress in
        let watch = LoadWatch(isCancelled: cancel, progress: progress)
        let earlier = typings.map { $0.continued(in: part) }
        if case .csv(let form) = content {
          return try CSVTable(
            source: file, form: form, options: options, continuing: earlier, part: part,
            watch: watch)
        }
        let blocks = try blocks(watch: watch)
        // Evidence that goes on from other tables is not that of the sheet alone.
        let found =
          earlier.isEmpty && part == nil
          ? try survey.of(blocks, options, watch)
          : try BlockSurvey(blocks, options, continuing: earlier, part: part, watch)
        return try BlockTable(blocks, found, options: options)
      }
    }
  }

  private func lines(_ encoding: CSVDialect.Encoding) -> JSONLinesTable {
    JSONLinesTable(
      source: file, sheetName: name, encoding: encoding,
      collectsBroken: options.brokenRows == .collected)
  }

  private func blocks(watch: LoadWatch) throws -> any RowBlocks {
    switch content {
    case .json(let document, let start):
      return JSONTable(source: file, sheetName: name, document: document, start: start)
    case .jsonLines(let encoding): return lines(encoding)
    case .csv: return lines(.utf8)
    case .workbook(let workbook, let part):
      return WorkbookSheet(workbook: workbook, sheetName: name, part: part)
    case .outside(let table):
      return try OutsideBlocks(table, of: file, watch: watch)
    case .openDocument(let document, let index):
      return OpenDocumentSheet(document: document, index: index)
    }
  }
}
