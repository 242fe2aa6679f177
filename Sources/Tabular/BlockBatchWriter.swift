/// Turns a block of raw rows into columns of typed values.
struct BlockBatchWriter {
  let block: RowBlock
  let shared: SharedTexts
  var nulls = NullTexts()

  /// The typed rows of a range, or nil where a value does not fit its column's type.
  func batch(_ formats: [ColumnFormat], rows range: ClosedRange<Int>) -> TableBatch? {
    let first = block.rowNumbers.firstIndex { $0 >= range.lowerBound } ?? block.rowCount
    let end = block.rowNumbers.firstIndex { $0 > range.upperBound } ?? block.rowCount
    let rows = max(0, end - first)
    var columns: [ColumnValues] = []
    // Cell by column: the cells of a row are sparse, so a table of them is laid out once.
    var table = [Int32](repeating: -1, count: rows * formats.count)
    for row in 0..<rows {
      for cell in block.cells(ofRow: first + row) {
        let column = Int(block.columns[cell])
        guard column < formats.count else { return nil }
        if !nulls.isEmpty, isNullWord(cell) { continue }
        table[column * rows + row] = Int32(truncatingIfNeeded: cell)
      }
    }
    for (index, format) in formats.enumerated() {
      let cells = table[(index * rows)..<(index * rows + rows)]
      guard let values = values(cells, format) else { return nil }
      columns.append(values)
    }
    return TableBatch(rowCount: rows, columns: columns)
  }

  private func values(_ cells: ArraySlice<Int32>, _ format: ColumnFormat) -> ColumnValues? {
    switch format.type {
    case .integer, .boolean: integers(cells, format.type)
    case .real: reals(cells)
    default: texts(cells, format)
    }
  }

  private func integers(_ cells: ArraySlice<Int32>, _ type: ColumnType) -> ColumnValues? {
    var values: [Int64] = []
    var isNull: [Bool] = []
    values.reserveCapacity(cells.count)
    isNull.reserveCapacity(cells.count)
    for cell in cells {
      guard cell >= 0 else {
        values.append(0)
        isNull.append(true)
        continue
      }
      guard let value = integer(Int(cell), type) else { return nil }
      values.append(value)
      isNull.append(false)
    }
    return .integer(values, isNull: isNull)
  }

  private func integer(_ cell: Int, _ type: ColumnType) -> Int64? {
    switch block.kinds[cell] {
    case .integer, .boolean: Int64(bitPattern: block.payloads[cell])
    case .number: Int64(exactly: Double(bitPattern: block.payloads[cell]))
    default: nil
    }
  }

  private func reals(_ cells: ArraySlice<Int32>) -> ColumnValues? {
    var values: [Double] = []
    var isNull: [Bool] = []
    values.reserveCapacity(cells.count)
    isNull.reserveCapacity(cells.count)
    for cell in cells {
      guard cell >= 0 else {
        values.append(0)
        isNull.append(true)
        continue
      }
      guard let value = real(Int(cell)) else { return nil }
      values.append(value)
      isNull.append(false)
    }
    return .real(values, isNull: isNull)
  }

  private func real(_ cell: Int) -> Double? {
    switch block.kinds[cell] {
    case .number: Double(bitPattern: block.payloads[cell])
    case .integer: Double(Int64(bitPattern: block.payloads[cell]))
    default: nil
    }
  }

  private func texts(_ cells: ArraySlice<Int32>, _ format: ColumnFormat) -> ColumnValues? {
    var builder = TextColumnBuilder(rows: cells.count, bytes: cells.count * 16)
    for cell in cells {
      guard cell >= 0 else {
        builder.appendNulls(1)
        continue
      }
      let cell = Int(cell)
      if format.type == .text {
        appendText(cell, to: &builder)
      } else if let value = block.temporal(cell) ?? withText(cell, { Temporal($0) }) {
        builder.append(value, format)
      } else {
        return nil
      }
    }
    return builder.values
  }

  private func appendText(_ cell: Int, to builder: inout TextColumnBuilder) {
    switch block.kinds[cell] {
    case .text, .error, .shared: bytes(cell).withUnsafeBufferPointer { builder.append($0) }
    default: builder.append(block.anyText(cell, shared: shared))
    }
  }

  private func bytes(_ cell: Int) -> ArraySlice<UInt8> {
    block.kinds[cell] == .shared
      ? shared.bytes[shared.range(block.payloads[cell])] : block.text[block.textRange(cell)]
  }

  private func isNullWord(_ cell: Int) -> Bool {
    switch block.kinds[cell] {
    case .text, .error, .shared: bytes(cell).withUnsafeBufferPointer { nulls.contains($0) }
    default: false
    }
  }

  private func withText<Result>(_ cell: Int, _ body: (ValueText) -> Result?) -> Result? {
    bytes(cell).withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      return body(ValueText(base, buffer.count))
    }
  }
}
