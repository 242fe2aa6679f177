/// A delimited text as a typed table: types inferred in one pass, values delivered in another.
struct CSVTable: TypedRows {
  let source: ByteSource
  let names: [String]
  var formats: [ColumnFormat]
  private(set) var rowCount: Int
  private(set) var reading: TableReading
  private(set) var brokenRows: [BrokenRow]
  let typings: [ColumnTyping]
  private let form: CSVForm
  private let plan: CSVPlan

  /// Infers the schema over all rows.
  ///
  /// - Parameters:
  ///   - source: the text.
  ///   - form: how it is written.
  ///   - options: what the user says of it.
  ///   - earlier: the evidence of the tables that it joins, one a column.
  ///   - part: what its file is called among them.
  ///   - watch: told of progress and asked for cancellation.
  /// - Throws: `TabularError` for broken quotes and rows longer than the header where they are not
  ///   collected, and for cancellation.
  /// - Complexity: O(bytes).
  init(
    source: ByteSource, form: CSVForm, options: ReadingOptions,
    continuing earlier: [ColumnTyping] = [], part: String? = nil, watch: LoadWatch
  ) throws(TabularError) {
    self.source = source
    self.form = form
    plan = try CSVPlan(source: source, form: form, options: options)
    names = HeaderNames.make(from: plan.header, count: plan.columnCount)
    let reader = CSVBlockReader(source: source, form: form, plan: plan)
    // Other columns than those before are told by whoever joins the tables.
    var look = FirstLook()
    var typings =
      earlier.count == plan.columnCount
      ? earlier : [ColumnTyping](repeating: ColumnTyping(part: part), count: plan.columnCount)
    rowCount = 0
    while true {
      let rows = try reader.readBlock()
      if rows == 0 { break }
      if rowCount == 0 { look = FirstLook(reader, rows: rows) }
      for column in typings.indices where typings[column].isOpen {
        Self.observe(reader, column, rows: rows, &typings[column])
      }
      rowCount += rows
      try watch.report(rows: rowCount, bytes: reader.scanner.consumedBytes, of: source)
    }
    brokenRows = reader.scanner.broken?.rows ?? []
    if let first = brokenRows.first, brokenRows.count > max(rowCount, 1) {
      throw TabularError(
        .malformed, "most rows cannot be read; the first: \(first.reason)", file: source.name,
        row: first.row, remedy: "check the delimiter, the quotes and the header row")
    }
    let isCommaDelimited = form.dialect.delimiter == UInt8(ascii: ",")
    let marks = MarksElsewhere(typings.map(\.certainMark))
    let decisions = typings.map { $0.decision(marks: marks, isCommaDelimited: isCommaDelimited) }
    formats = decisions.map(\.format)
    self.typings = typings
    reading = plan.reading
    reading.shortRows = reader.shortRows
    reading.firstShortRow = reader.firstShortRow
    if reader.outsideRows > 0 {
      reading.leftOut.append(
        TableReading.LeftOut(
          "outside the rows asked for", count: reader.outsideRows, firstRow: reader.firstOutsideRow)
      )
    }
    reading.columns = names.indices.map { typings[$0].reading(names[$0], decisions[$0]) }
    reading.nameInvisibles(plan.header)
    reading.singleQuoted = look.singleQuoted
    reading.looksAligned = look.looksAligned
  }

  private static func observe(
    _ reader: CSVBlockReader, _ column: Int, rows: Int, _ typing: inout ColumnTyping
  ) {
    let scanner = reader.scanner
    let columns = reader.plan.columnCount
    let base = scanner.window.base
    let numbers = reader.rowNumbers
    var field = scanner.fields + column
    for row in 0..<rows {
      let length = field.pointee.length
      if length > 0 {
        let kinds = ValueText(base + Int(field.pointee.start), length).kinds
        typing.observe(kinds, row: numbers[row]) {
          scanner.text(at: row * columns + column)
        }
        if !typing.isOpen { return }
      }
      field += columns
    }
  }

  // MARK: Delivering

  func produce(
    watch: LoadWatch, _ deliver: (TableBatch, _ bytesRead: Int) throws -> Bool
  ) throws {
    let reader = CSVBlockReader(source: source, form: form, plan: plan)
    var delivered = 0
    while true {
      try watch.check(source)
      let rows = try reader.readBlock()
      if rows == 0 { break }
      var columns: [ColumnValues] = []
      columns.reserveCapacity(names.count)
      for (index, format) in formats.enumerated() {
        let cells = CSVColumnCells(
          scanner: reader.scanner, column: index, columnCount: names.count, rowCount: rows)
        guard let values = cells.values(format) else { throw source.changedError }
        columns.append(values)
      }
      delivered += rows
      let batch = TableBatch(rowCount: rows, columns: columns)
      guard try deliver(batch, reader.scanner.consumedBytes) else { return }
    }
    guard delivered == rowCount else { throw source.changedError }
    try source.checkUnchanged()
  }
}

extension CSVScanner {
  /// How many bytes of the source are behind the scanner.
  var consumedBytes: Int { max(0, window.offset - (window.end - window.start)) }
}
