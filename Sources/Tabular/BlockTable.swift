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
  private let kept: [RowBlock]?
  let brokenRows: [BrokenRow]

  var source: ByteSource { blocks.source }

  /// Decides the schema by what all rows told.
  ///
  /// - Throws: `TabularError` where there is no table.
  init(_ blocks: any RowBlocks, _ survey: BlockSurvey, options: ReadingOptions) throws {
    self.blocks = blocks
    nulls = NullTexts(options.nulls)
    let inference = survey.inference
    guard let dataRows = inference.dataRows, !inference.columns.isEmpty else {
      throw inference.noTable
    }
    self.dataRows = dataRows
    kept = survey.kept
    brokenRows = survey.remainder.brokenRows
    rowCount = inference.rowCount
    names = HeaderNames.make(from: inference.header, count: inference.columns.count)
    typings = inference.columns
    let decisions = inference.columns.map { $0.decision() }
    formats = decisions.map(\.format)
    reading = inference.reading
    reading.doubledKeys = survey.remainder.doubledKeys.count
    reading.firstDoubledKey = survey.remainder.doubledKeys.first
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
