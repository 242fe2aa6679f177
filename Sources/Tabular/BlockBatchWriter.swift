/// Turns a block of raw rows into columns of typed values.
struct BlockBatchWriter {
  let block: RowBlock
  let shared: SharedTexts

  /// The typed rows behind the header, or nil where a value does not fit its column's type.
  func batch(_ formats: [ColumnFormat], after headerRow: Int) -> TableBatch? {
    let first = block.rowNumbers.firstIndex { $0 > headerRow } ?? block.rowCount
    let rows = block.rowCount - first
    var columns: [ColumnValues] = []
    // Cell by column: the cells of a row are sparse, so a table of them is laid out once.
    var table = [Int32](repeating: -1, count: rows * formats.count)
    for row in 0..<rows {
      for cell in block.cells(ofRow: first + row) {
        let column = Int(block.columns[cell])
        guard column < formats.count else { return nil }
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
      guard cell >= 0, !isBlank(Int(cell)) else {
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
    case .text, .shared:
      withText(cell) { text in
        type == .boolean ? text.boolean.map { $0 ? 1 : 0 } : text.integer
      }
    default: nil
    }
  }

  private func reals(_ cells: ArraySlice<Int32>) -> ColumnValues? {
    var values: [Double] = []
    var isNull: [Bool] = []
    values.reserveCapacity(cells.count)
    isNull.reserveCapacity(cells.count)
    for cell in cells {
      guard cell >= 0, !isBlank(Int(cell)) else {
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
    case .text, .shared: withText(cell) { $0.real }
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
      } else if isBlank(cell) {
        builder.appendNulls(1)
      } else if let value = block.temporal(cell) ?? withText(cell, { Temporal($0.trimmed) }) {
        builder.append(value, format)
      } else {
        return nil
      }
    }
    return builder.values
  }

  private func appendText(_ cell: Int, to builder: inout TextColumnBuilder) {
    switch block.kinds[cell] {
    case .text, .literalText, .error, .shared:
      let bytes = bytes(cell)
      if bytes.isEmpty {
        builder.appendNulls(1)
      } else {
        bytes.withUnsafeBufferPointer { builder.append($0) }
      }
    default: builder.append(block.anyText(cell, shared: shared))
    }
  }

  private func bytes(_ cell: Int) -> ArraySlice<UInt8> {
    block.kinds[cell] == .shared
      ? shared.bytes[shared.range(block.payloads[cell])] : block.text[block.textRange(cell)]
  }

  /// Whether a cell is text of nothing but blanks, which is no value outside a text column.
  private func isBlank(_ cell: Int) -> Bool {
    switch block.kinds[cell] {
    case .text, .literalText, .shared: withText(cell) { $0.trimmed.count == 0 } ?? true
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
