/// A delimited text as a typed table: types inferred in one pass, values delivered in another.
struct CSVTable: TypedRows {
  let source: ByteSource
  let dialect: CSVDialect
  let names: [String]
  private(set) var formats: [ColumnFormat]
  private(set) var rowCount: Int

  /// Rows in a batch: about 400 kB of text of a usual table, fewer rows of a very wide one.
  ///
  /// Large enough that per-batch costs vanish, small enough that a few batches stay in a cache.
  private static func rowsPerBatch(columns: Int) -> Int {
    max(64, min(4_096, 262_144 / columns))
  }

  /// Infers the schema over all rows.
  ///
  /// - Parameters:
  ///   - source: the text.
  ///   - dialect: how it is written.
  ///   - watch: told of progress and asked for cancellation.
  /// - Throws: `TabularError` for broken quotes, rows longer than the header, and cancellation.
  /// - Complexity: O(bytes).
  init(source: ByteSource, dialect: CSVDialect, watch: LoadWatch) throws(TabularError) {
    self.source = source
    self.dialect = dialect
    let scanner = CSVScanner(source: source, dialect: dialect)
    guard let header = try Self.readHeader(scanner) else {
      throw TabularError(
        .noTable, "has no rows", file: source.name, expected: "a header row with column names")
    }
    guard header.count <= TypedSheet.mostColumns else {
      throw TypedSheet.tooWide(header.count, source)
    }
    names = HeaderNames.make(from: header, count: header.count)
    let isCommaDelimited = dialect.delimiter == UInt8(ascii: ",")
    let candidates = isCommaDelimited ? ValueKinds.all.subtracting(.realComma) : .all
    var typings = [ColumnTyping](
      repeating: ColumnTyping(candidates: candidates), count: names.count)
    rowCount = 0
    while true {
      let rows = try Self.readBlock(scanner, columns: names.count)
      if rows == 0 { break }
      for column in 0..<names.count where !typings[column].isSettled {
        Self.observe(scanner, column, columns: names.count, rows: rows, &typings[column])
      }
      rowCount += rows
      try watch.report(rows: rowCount, bytes: scanner.consumedBytes, of: source)
    }
    formats = typings.map(\.format)
  }

  /// The first row that is not blank, or nil.
  private static func readHeader(_ scanner: CSVScanner) throws(TabularError) -> [String]? {
    while true {
      scanner.clear()
      guard try scanner.readRecord(mayMove: true) else { return nil }
      let cells = (0..<scanner.fieldCount).map { scanner.text(at: $0) }
      if cells.contains(where: { !$0.isEmpty }) { return cells }
    }
  }

  /// Reads some rows, each padded to the header's width.
  ///
  /// - Returns: how many; 0 at the end.
  private static func readBlock(
    _ scanner: CSVScanner, columns: Int
  ) throws(TabularError) -> Int {
    scanner.clear()
    var rows = 0
    let most = rowsPerBatch(columns: columns)
    while rows < most, try scanner.readRecord(mayMove: rows == 0) {
      let width = rows * columns + columns
      if scanner.fieldCount > width { try checkSurplus(scanner, row: rows, columns: columns) }
      rows += 1
      if scanner.fieldCount != width { scanner.padFields(to: width) }
    }
    return rows
  }

  /// Lets a row have more cells than the header only where they are empty.
  private static func checkSurplus(
    _ scanner: CSVScanner, row: Int, columns: Int
  ) throws(TabularError) {
    let first = row * columns
    for index in (first + columns)..<scanner.fieldCount where scanner.fields[index].length > 0 {
      let count = scanner.fieldCount - first
      throw TabularError(
        .malformed, "the row has \(count) cells where the header has \(columns)",
        file: scanner.window.source.name, row: scanner.row, expected: "at most \(columns) cells",
        remedy: "quote cells that contain the delimiter, or name the other columns in the header")
    }
  }

  private static func observe(
    _ scanner: CSVScanner, _ column: Int, columns: Int, rows: Int, _ typing: inout ColumnTyping
  ) {
    let base = scanner.window.base
    var field = scanner.fields + column
    for _ in 0..<rows {
      let length = field.pointee.length
      if length > 0 {
        let text = ValueText(base + Int(field.pointee.start), length)
        let kinds = text.kinds
        typing.observe(kinds)
        if typing.isSettled { return }
        if !typing.hasSeconds, !kinds.isDisjoint(with: .temporals) {
          typing.hasSeconds = Temporal(text.trimmed)?.hasSeconds ?? false
        }
      }
      field += columns
    }
  }

  // MARK: Delivering

  func produce(
    watch: LoadWatch, _ deliver: (TableBatch, _ bytesRead: Int) throws -> Bool
  ) throws {
    let scanner = CSVScanner(source: source, dialect: dialect)
    guard try Self.readHeader(scanner) != nil else { throw source.changedError }
    var delivered = 0
    while true {
      try watch.check(source)
      let rows = try Self.readBlock(scanner, columns: names.count)
      if rows == 0 { break }
      var columns: [ColumnValues] = []
      columns.reserveCapacity(names.count)
      for (index, format) in formats.enumerated() {
        let cells = CSVColumnCells(
          scanner: scanner, column: index, columnCount: names.count, rowCount: rows)
        guard let values = cells.values(format) else { throw source.changedError }
        columns.append(values)
      }
      delivered += rows
      let batch = TableBatch(rowCount: rows, columns: columns)
      guard try deliver(batch, scanner.consumedBytes) else { return }
    }
    guard delivered == rowCount else { throw source.changedError }
    try source.checkUnchanged()
  }
}

extension CSVScanner {
  /// How many bytes of the source are behind the scanner.
  var consumedBytes: Int { max(0, window.offset - (window.end - window.start)) }
}
