/// Gathers the header of rows of raw cells and the evidence for their columns' types.
struct BlockInference: Sendable {
  private let shared: SharedTexts
  private let source: ByteSource
  private let sheet: String
  private let options: ReadingOptions
  private let nulls: NullTexts
  /// Whether keys name the columns, so that no row does.
  private let hasKeys: Bool
  private(set) var header: [String]
  private(set) var columns: [ColumnTyping]
  /// What the file is called among those whose tables are joined.
  private let part: String?
  /// The units of each column's number formats, each with the first row that has it.
  private(set) var units: [Int: [CellMention]] = [:]
  private(set) var rowCount = 0
  private(set) var hiddenColumns: [ClosedRange<Int>] = []
  private(set) var reading = TableReading()
  /// Where the rows of data begin, once that is known.
  private var firstDataRow: Int?
  /// What each shared text could be read as, looked at once.
  private var sharedKinds: [ValueKinds]
  /// Whether the reading of a shared text is not known yet: a bit that no kinds have.
  private static let unknown = ValueKinds(rawValue: .max)

  init(
    _ blocks: any RowBlocks, _ options: ReadingOptions, continuing earlier: [ColumnTyping] = [],
    part: String? = nil
  ) throws(TabularError) {
    columns = earlier
    self.part = part
    shared = blocks.sharedTexts
    source = blocks.source
    sheet = blocks.sheetName
    self.options = options
    nulls = NullTexts(options.nulls)
    hasKeys = blocks.hasKeys
    header = []
    sharedKinds = Array(repeating: Self.unknown, count: shared.count)
    if hasKeys { firstDataRow = 1 }
  }

  /// The rows that are data, or nil where no header was found.
  var dataRows: ClosedRange<Int>? {
    guard let firstDataRow else { return nil }
    let first = max(firstDataRow, options.rows?.lowerBound ?? 0)
    return first...max(first, options.rows?.upperBound ?? .max)
  }

  var noTable: TabularError {
    if case .row(let row) = options.header, !hasKeys {
      return TabularError(
        .noTable, "has no cells in row \(row), which should name the columns", file: source.name,
        sheet: sheet, row: row, remedy: "name another row")
    }
    if reading.emptyFormulas.count > 0 {
      return TabularError(
        .noTable, "has no rows but \(reading.emptyFormulaWords)", file: source.name,
        sheet: sheet, remedy: "open and save the file in the spreadsheet program")
    }
    return TabularError(
      .noTable, "has no rows", file: source.name, sheet: sheet,
      expected: "column names in a header row, or as the keys of JSON objects")
  }

  mutating func observe(_ block: RowBlock) throws(TabularError) {
    if hasKeys {
      header = block.keys
      try widen(to: header.count)
    } else if firstDataRow == nil {
      try findHeader(block)
    }
    reading.hiddenRows += block.hiddenRows.count
    hiddenColumns += block.hiddenColumns
    reading.count(block.marked[..<block.finishedMarks])
    reading.mergedCells += block.merged
    for change in block.unitChanges { note(change) }
    for row in 0..<block.rowCount {
      let number = block.rowNumbers[row]
      guard let firstDataRow, number >= firstDataRow else { continue }
      if let rows = options.rows, !rows.contains(number) {
        reading.leaveOut("outside the rows asked for", row: number)
        continue
      }
      rowCount += 1
      for cell in block.cells(ofRow: row) {
        let column = Int(block.columns[cell])
        if column >= columns.count { try widen(to: column + 1) }
        if columns[column].isOpen { observe(block, cell, column, row: number) }
      }
    }
  }

  private mutating func note(_ change: UnitChange) {
    guard let firstDataRow, change.row >= firstDataRow else { return }
    let known = units[change.column] ?? []
    guard !known.contains(where: { $0.text == change.unit }), known.count < Self.mostUnits else {
      return
    }
    units[change.column] = known + [CellMention(row: change.row, text: change.unit)]
  }

  /// More units of one column are named by nobody.
  private static let mostUnits = 8

  // MARK: The header

  private mutating func findHeader(_ block: RowBlock) throws(TabularError) {
    switch options.header {
    case .some(.none):
      firstDataRow = 1
      reading.isHeaderless = true
    case .row(let wanted):
      for row in 0..<block.rowCount {
        let number = block.rowNumbers[row]
        if number < wanted { reading.titleRows += 1 }
        if number == wanted { try takeHeader(block, row) }
      }
    case nil:
      let looks = (0..<min(block.rowCount, HeaderSearch.mostRows)).map { look(block, $0) }
      guard let found = HeaderSearch(looks).result else { return }
      reading.titleRows = found.titleRows
      reading.headerRow = looks[found.index].number
      if found.isData {
        reading.isHeaderless = true
        reading.isHeaderGuessed = true
        firstDataRow = looks[found.index].number
      } else if let row = block.rowNumbers.firstIndex(of: looks[found.index].number) {
        try takeHeader(block, row)
        reading.isHeaderCount = found.isCount
      }
    }
  }

  private func look(_ block: RowBlock, _ row: Int) -> HeaderSearch.Row {
    let cells = block.cells(ofRow: row)
    var looks: [HeaderSearch.Look] = []
    var beyond = 0
    for cell in cells {
      let column = Int(block.columns[cell])
      guard column < HeaderSearch.mostColumns else {
        beyond += 1
        continue
      }
      while looks.count <= column { looks.append(.blank) }
      let text = block.anyText(cell, shared: shared)
      switch block.kinds[cell] {
      case .text, .shared, .error: looks[column] = text.isEmpty ? .blank : .text(text)
      default: looks[column] = .value(kinds(block, cell).intersection(.all), text)
      }
    }
    return HeaderSearch.Row(
      number: block.rowNumbers[row], looks: looks, cellCount: looks.count + beyond, beyond: beyond)
  }

  private mutating func takeHeader(_ block: RowBlock, _ row: Int) throws(TabularError) {
    for cell in block.cells(ofRow: row) {
      let column = Int(block.columns[cell])
      while header.count <= column { header.append("") }
      header[column] = block.anyText(cell, shared: shared)
    }
    reading.headerRow = block.rowNumbers[row]
    firstDataRow = block.rowNumbers[row] + 1
    try widen(to: header.count)
  }

  private mutating func widen(to count: Int) throws(TabularError) {
    guard count <= TypedSheet.mostColumns else { throw TypedSheet.tooWide(count, source, sheet) }
    while columns.count < count { columns.append(ColumnTyping(part: part)) }
  }

  // MARK: Types

  private mutating func observe(_ block: RowBlock, _ cell: Int, _ column: Int, row: Int) {
    let found: ValueKinds
    switch block.kinds[cell] {
    case .text, .error, .shared:
      if !nulls.isEmpty, isNull(block, cell) { return }
      found = textKinds(block, cell)
    default: found = kinds(block, cell)
    }
    columns[column].observe(found, row: row) { block.anyText(cell, shared: shared) }
  }

  private func isNull(_ block: RowBlock, _ cell: Int) -> Bool {
    guard block.kinds[cell] == .shared else {
      return block.text[block.textRange(cell)].withUnsafeBufferPointer { nulls.contains($0) }
    }
    let range = shared.range(block.payloads[cell])
    return shared.bytes[range].withUnsafeBufferPointer { nulls.contains($0) }
  }

  private mutating func textKinds(_ block: RowBlock, _ cell: Int) -> ValueKinds {
    let payload = block.payloads[cell]
    switch block.kinds[cell] {
    case .text: return Self.textKinds(block.text, block.textRange(cell))
    case .shared:
      guard payload < UInt64(sharedKinds.count) else { return .none }
      let known = sharedKinds[Int(payload)]
      if known != Self.unknown { return known }
      let found = Self.textKinds(shared.bytes, shared.range(payload))
      sharedKinds[Int(payload)] = found
      return found
    default: return .none
    }
  }

  private static func textKinds(_ bytes: [UInt8], _ range: Range<Int>) -> ValueKinds {
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return .none }
      return ValueText(base + range.lowerBound, range.count).literalKinds
    }
  }

  /// The kinds of a cell that is no text.
  private func kinds(_ block: RowBlock, _ cell: Int) -> ValueKinds {
    let payload = block.payloads[cell]
    switch block.kinds[cell] {
    case .number: return Self.kinds(of: Double(bitPattern: payload))
    case .integer:
      let value = Int64(bitPattern: payload)
      let isExact = Int64(exactly: Double(value)) == value
      return isExact ? [.integers, .reals, .typedNumber] : [.integers, .typedNumber]
    case .date: return [.date, .datetime]
    case .datetime: return payload % 60 != 0 ? [.datetime, .seconds] : .datetime
    case .time: return payload % 60 != 0 ? [.time, .seconds] : .time
    case .boolean: return [.booleans, .affirmative, .denying]
    case .text, .shared, .error: return .none
    }
  }

  private static func kinds(of value: Double) -> ValueKinds {
    guard value.isFinite else { return .none }
    let isWhole = value == value.rounded(.towardZero) && abs(value) <= 0x1p53
    if isWhole, !(value == 0 && value.sign == .minus) {
      return [.integers, .reals, .typedNumber]
    }
    return [.reals, .fraction, .decisive, .typedNumber]
  }
}
