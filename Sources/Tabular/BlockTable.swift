/// Rows of raw cells as a typed table: types inferred in one pass, values delivered in another.
struct BlockTable: TypedRows {
  private let blocks: any RowBlocks
  let names: [String]
  private(set) var formats: [ColumnFormat]
  private(set) var rowCount: Int
  private let headerRow: Int
  /// All blocks, where they are small enough to be kept between the passes.
  private let kept: [RowBlock]?

  /// Keeping saves the second reading; beyond this, memory matters more.
  private static let mostKeptMemory = 48 << 20

  var source: ByteSource { blocks.source }

  /// Infers the schema over all rows; the first row that is not blank names the columns.
  init(_ blocks: any RowBlocks, watch: LoadWatch) throws {
    self.blocks = blocks
    var inference = try BlockInference(blocks)
    var kept: [RowBlock]? = []
    var memory = 0
    try blocks.forEachBlock(watch: watch) { block in
      try inference.observe(block)
      memory += block.memory
      if memory > Self.mostKeptMemory { kept = nil } else { kept?.append(block) }
      try watch.report(rows: inference.rowCount, bytes: block.bytesRead, of: blocks.source)
      return true
    }
    guard let headerRow = inference.headerRow, !inference.columns.isEmpty else {
      throw TabularError(
        .noTable, "has no rows", file: blocks.source.name, sheet: blocks.sheetName,
        expected: "column names in a header row, or as the keys of JSON objects")
    }
    self.headerRow = headerRow
    self.kept = kept
    names = HeaderNames.make(from: inference.header, count: inference.columns.count)
    formats = inference.columns.map(\.format)
    rowCount = inference.rowCount
  }

  func produce(
    watch: LoadWatch, _ deliver: (TableBatch, _ bytesRead: Int) throws -> Bool
  ) throws {
    var delivered = 0
    var wantsMore = true
    func take(_ block: RowBlock) throws -> Bool {
      let writer = BlockBatchWriter(block: block, shared: blocks.sharedTexts)
      guard let batch = writer.batch(formats, after: headerRow) else { throw source.changedError }
      delivered += batch.rowCount
      if batch.rowCount > 0 { wantsMore = try deliver(batch, block.bytesRead) }
      return wantsMore
    }
    if let kept {
      for block in kept where wantsMore { _ = try take(block) }
    } else {
      try blocks.forEachBlock(watch: watch, take)
      try source.checkUnchanged()
    }
    guard !wantsMore || delivered == rowCount else { throw source.changedError }
  }
}

/// Gathers the header and the evidence for the columns' types.
private struct BlockInference {
  let shared: SharedTexts
  private let source: ByteSource
  private let sheet: String
  private(set) var header: [String]
  private(set) var headerRow: Int?
  private(set) var columns: [ColumnTyping]
  private(set) var rowCount = 0
  /// What each shared text could be read as, looked at once: bit 15 marks a time with seconds.
  private var sharedKinds: [UInt16]
  private static let unknown = UInt16.max
  private static let secondsBit: UInt16 = 1 << 15

  init(_ blocks: any RowBlocks) throws(TabularError) {
    shared = blocks.sharedTexts
    source = blocks.source
    sheet = blocks.sheetName
    let names = blocks.knownNames
    header = names ?? []
    headerRow = names == nil ? nil : 0
    columns = []
    sharedKinds = Array(repeating: Self.unknown, count: shared.count)
    try widen(to: header.count)
  }

  mutating func observe(_ block: RowBlock) throws(TabularError) {
    for row in 0..<block.rowCount {
      let cells = block.cells(ofRow: row)
      if headerRow == nil {
        try readHeader(block, row)
        continue
      }
      rowCount += 1
      for cell in cells {
        let column = Int(block.columns[cell])
        if column >= columns.count { try widen(to: column + 1) }
        if !columns[column].isSettled { observe(block, cell, column) }
      }
    }
  }

  private mutating func readHeader(_ block: RowBlock, _ row: Int) throws(TabularError) {
    let cells = block.cells(ofRow: row)
    for cell in cells {
      let column = Int(block.columns[cell])
      while header.count <= column { header.append("") }
      header[column] = block.anyText(cell, shared: shared)
    }
    guard header.contains(where: { !$0.isEmpty }) else {
      header = []
      return
    }
    headerRow = block.rowNumbers[row]
    try widen(to: header.count)
  }

  private mutating func widen(to count: Int) throws(TabularError) {
    guard count <= TypedSheet.mostColumns else { throw TypedSheet.tooWide(count, source, sheet) }
    while columns.count < count { columns.append(ColumnTyping()) }
  }

  private mutating func observe(_ block: RowBlock, _ cell: Int, _ column: Int) {
    let payload = block.payloads[cell]
    switch block.kinds[cell] {
    case .text, .literalText:
      let range = block.textRange(cell)
      if range.isEmpty { return }
      var found = Self.textKinds(block.text, range)
      if block.kinds[cell] == .literalText { found.kinds.formIntersection(.temporals) }
      apply(found, column)
    case .shared:
      if shared.range(payload).isEmpty { return }
      apply(kinds(ofShared: payload), column)
    case .number:
      columns[column].observe(Self.kinds(of: Double(bitPattern: payload)))
    case .integer:
      let value = Int64(bitPattern: payload)
      let isExact = Int64(exactly: Double(value)) == value
      columns[column].observe(isExact ? [.integer, .reals] : .integer)
    case .date: columns[column].observe([.date, .datetime])
    case .datetime: apply((.datetime, payload % 60 != 0), column)
    case .time: apply((.time, payload % 60 != 0), column)
    case .boolean: columns[column].observe(.booleans)
    case .error: columns[column].observe(.none)
    }
  }

  private mutating func apply(_ found: (kinds: ValueKinds, hasSeconds: Bool), _ column: Int) {
    columns[column].observe(found.kinds)
    if found.hasSeconds { columns[column].hasSeconds = true }
  }

  private mutating func kinds(ofShared index: UInt64) -> (kinds: ValueKinds, hasSeconds: Bool) {
    guard index < UInt64(sharedKinds.count) else { return (.none, false) }
    let known = sharedKinds[Int(index)]
    if known != Self.unknown {
      return (ValueKinds(rawValue: known & ~Self.secondsBit), known & Self.secondsBit != 0)
    }
    let found = Self.textKinds(shared.bytes, shared.range(index))
    sharedKinds[Int(index)] = found.kinds.rawValue | (found.hasSeconds ? Self.secondsBit : 0)
    return found
  }

  private static func textKinds(
    _ bytes: [UInt8], _ range: Range<Int>
  ) -> (kinds: ValueKinds, hasSeconds: Bool) {
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return (.all, false) }
      let text = ValueText(base + range.lowerBound, range.count)
      let kinds = text.kinds
      guard !kinds.isDisjoint(with: .temporals), kinds != .all else { return (kinds, false) }
      return (kinds, Temporal(text.trimmed)?.hasSeconds ?? false)
    }
  }

  private static func kinds(of value: Double) -> ValueKinds {
    guard value.isFinite else { return .none }
    let isWhole = value == value.rounded(.towardZero) && abs(value) <= 0x1p53
    if isWhole, !(value == 0 && value.sign == .minus) { return [.integer, .reals] }
    return .reals
  }
}
