/// A delimited text's dialect, and its bytes that are no characters.
struct CSVForm: Sendable {
  let dialect: CSVDialect
  /// Offsets of bytes that are no UTF-8, ascending; their rows are broken.
  var badBytes: [Int] = []
}

/// Where a delimited text's header and rows are.
struct CSVPlan: Sendable {
  /// The cells that name the columns; nothing where they are numbered.
  private(set) var header: [String] = []
  private(set) var columnCount: Int
  /// The first row of data by its number in the file.
  private(set) var firstDataRow: Int
  private(set) var reading = TableReading()
  let options: ReadingOptions
  let nulls: NullTexts

  /// Looks at the first rows.
  init(source: ByteSource, form: CSVForm, options: ReadingOptions) throws(TabularError) {
    self.options = options
    nulls = NullTexts(options.nulls)
    reading.delimiter = form.dialect.delimiter
    reading.encoding = form.dialect.encoding
    reading.hasBackslashes = form.dialect.hasBackslashes
    reading.hasSeparatorLine = form.dialect.hasSeparatorLine
    let named: Int? = if case .row(let row) = options.header { row } else { nil }
    let rows = try Self.firstRows(source, form, through: named, nulls)
    guard !rows.isEmpty else {
      throw TabularError(
        .noTable, "has no rows", file: source.name, expected: "a header row with column names")
    }
    if let named {
      guard let row = rows.first(where: { $0.number == named }) else {
        throw TabularError(
          .noTable, "has no cells in row \(named), which should name the columns",
          file: source.name, row: named, remedy: "name another row")
      }
      reading.titleRows = rows.count { $0.number < named }
      reading.headerRow = named
      header = row.cells
      columnCount = row.cells.count
      firstDataRow = named + 1
    } else {
      let found = HeaderSearch(rows.map(\.look)).result
      let row = rows[found?.index ?? 0]
      let isHeaderless = options.header == .some(.none)
      reading.isHeaderless = isHeaderless || found?.isData ?? false
      reading.isHeaderGuessed = !isHeaderless && reading.isHeaderless
      reading.titleRows = isHeaderless ? 0 : found?.titleRows ?? 0
      if reading.isHeaderless {
        let first = isHeaderless ? rows[0] : row
        columnCount = Self.commonWidth(rows.filter { $0.number >= first.number })
        firstDataRow = first.number
        reading.headerRow = isHeaderless ? nil : first.number
      } else {
        header = row.cells
        reading.isHeaderCount = found?.isCount ?? false
        columnCount = row.cells.count
        firstDataRow = row.number + 1
        reading.headerRow = row.number
      }
    }
    guard columnCount <= TypedSheet.mostColumns else {
      throw TypedSheet.tooWide(columnCount, source)
    }
  }

  /// The rows that are data.
  var dataRows: ClosedRange<Int> {
    let first = max(firstDataRow, options.rows?.lowerBound ?? 0)
    return first...max(first, options.rows?.upperBound ?? .max)
  }

  /// A row that holds something, with what its cells look like.
  private struct FirstRow {
    let number: Int
    let cells: [String]
    let look: HeaderSearch.Row
  }

  private static func firstRows(
    _ source: ByteSource, _ form: CSVForm, through named: Int?, _ nulls: NullTexts
  ) throws(TabularError) -> [FirstRow] {
    let scanner = CSVScanner(source: source, dialect: form.dialect)
    // What is broken is told when all rows are read.
    scanner.broken = BrokenRows(source: source, badBytes: form.badBytes)
    var rows: [FirstRow] = []
    while named.map({ scanner.row < $0 }) ?? (rows.count < HeaderSearch.mostRows) {
      scanner.clear()
      guard try scanner.readRecord(mayMove: true) else { break }
      let isWanted = named == nil || scanner.row == named
      let count = scanner.fieldCount
      guard scanner.filledCount > 0 else { continue }
      // Titles above a named header are counted alone.
      let cells = isWanted ? (0..<count).map { scanner.text(at: $0) } : []
      let looks = isWanted ? looks(cells, nulls) : []
      let quoted = (0..<min(count, HeaderSearch.mostColumns)).filter { scanner.isQuoted($0) }
      rows.append(
        FirstRow(
          number: scanner.row, cells: cells,
          look: HeaderSearch.Row(
            number: scanner.row, looks: looks, cellCount: count,
            beyond: max(0, scanner.filledCount - HeaderSearch.mostColumns), quoted: Set(quoted))))
    }
    return rows
  }

  private static func looks(_ cells: [String], _ nulls: NullTexts) -> [HeaderSearch.Look] {
    cells.prefix(HeaderSearch.mostColumns).map { cell in
      var cell = cell
      return cell.withUTF8 { bytes -> HeaderSearch.Look in
        guard let base = bytes.baseAddress, !nulls.contains(bytes) else { return .blank }
        let text = ValueText(base, bytes.count).trimmed
        guard text.count > 0 else { return .blank }
        let shown = String(
          decoding: UnsafeBufferPointer(start: text.base, count: text.count), as: UTF8.self)
        let kinds = text.kinds.intersection(.all)
        return kinds.isEmpty ? .text(shown) : .value(kinds, shown)
      }
    }
  }

  /// The cell count that most rows have, the largest of several.
  private static func commonWidth(_ rows: [FirstRow]) -> Int {
    var counts: [Int: Int] = [:]
    for row in rows { counts[row.cells.count, default: 0] += 1 }
    return counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 1
  }
}
