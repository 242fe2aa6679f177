/// Rows of raw cells as a typed table: types inferred in one pass, values delivered in another.
struct BlockTable: TypedRows {
  private let blocks: any RowBlocks
  let names: [String]
  var formats: [ColumnFormat]
  private(set) var rowCount: Int
  private(set) var reading: TableReading
  let typings: [ColumnTyping]
  private let nulls: NullTexts
  private let dataRows: ClosedRange<Int>
  /// All blocks, where they are small enough to be kept between the passes.
  private let kept: [RowBlock]?

  /// Keeping saves the second reading; beyond this, memory matters more.
  private static let mostKeptMemory = 48 << 20

  var source: ByteSource { blocks.source }
  var brokenRows: [BrokenRow] { blocks.brokenRows }

  /// Infers the schema over all rows, and over those of the tables that it joins.
  init(
    _ blocks: any RowBlocks, options: ReadingOptions = ReadingOptions(),
    continuing earlier: [ColumnTyping] = [], part: String? = nil, watch: LoadWatch
  ) throws {
    self.blocks = blocks
    nulls = NullTexts(options.nulls)
    var inference = try BlockInference(blocks, options, continuing: earlier, part: part)
    var kept: [RowBlock]? = []
    var memory = 0
    try blocks.forEachBlock(watch: watch) { block in
      try inference.observe(block)
      memory += block.memory
      if memory > Self.mostKeptMemory { kept = nil } else { kept?.append(block) }
      try watch.report(rows: inference.rowCount, bytes: block.bytesRead, of: blocks.source)
      return true
    }
    guard let dataRows = inference.dataRows, !inference.columns.isEmpty else {
      throw inference.noTable
    }
    self.dataRows = dataRows
    self.kept = kept
    rowCount = inference.rowCount
    names = HeaderNames.make(from: inference.header, count: inference.columns.count)
    typings = inference.columns
    let decisions = inference.columns.map { $0.decision() }
    formats = decisions.map(\.format)
    reading = inference.reading
    reading.doubledKeys = blocks.doubledKeys.count
    reading.firstDoubledKey = blocks.doubledKeys.first
    // Merged titles above the table hide nothing of it.
    reading.mergedCells.removeAll { $0.rows.upperBound < dataRows.lowerBound }
    reading.otherMembers = blocks.otherMembers
    reading.sourceNotes = blocks.notes
    reading.columns = names.indices.map { index in
      var column = inference.columns[index].reading(names[index], decisions[index])
      let isNumeric = column.type == .integer || column.type == .real
      let units = inference.units[index] ?? []
      if isNumeric, units.count > 1 { column.formatUnits = units }
      return column
    }
    reading.hiddenColumns = names.indices.filter { index in
      inference.hiddenColumns.contains { $0.contains(index) }
    }.map { names[$0] }
    reading.nameInvisibles(inference.header)
  }

  func produce(
    watch: LoadWatch, _ deliver: (TableBatch, _ bytesRead: Int) throws -> Bool
  ) throws {
    var delivered = 0
    var wantsMore = true
    func take(_ block: RowBlock) throws -> Bool {
      let writer = BlockBatchWriter(block: block, shared: blocks.sharedTexts, nulls: nulls)
      guard let batch = writer.batch(formats, rows: dataRows) else { throw source.changedError }
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
