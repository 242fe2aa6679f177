/// One column's cells within a block of scanned rows, converted to its type.
struct CSVColumnCells {
  let scanner: CSVScanner
  let column: Int
  let columnCount: Int
  let rowCount: Int

  /// The values, or nil where one does not fit: the file is not what it was in the first pass.
  func values(_ format: ColumnFormat) -> ColumnValues? {
    switch format.type {
    case .integer:
      if format.isOffice {
        integers { $0.officeInteger(format.marks) }
      } else {
        integers { $0.integer }
      }
    case .boolean: integers { $0.boolean.map { $0 ? 1 : 0 } }
    case .real:
      if format.isOffice { reals { $0.officeReal(format.marks) } } else { reals { $0.real } }
    case .date, .time, .datetime: temporals(format)
    case .text: texts()
    }
  }

  /// Calls `body` with each row and its cell's trimmed text; blank cells are left out.
  @inline(__always)
  private func forEachValue(_ body: (Int, ValueText) -> Bool) -> Bool {
    let base = scanner.window.base
    var field = scanner.fields + column
    for row in 0..<rowCount {
      let length = field.pointee.length
      if length > 0 {
        let text = ValueText(base + Int(field.pointee.start), length).trimmed
        if text.count > 0, !body(row, text) { return false }
      }
      field += columnCount
    }
    return true
  }

  @inline(__always)
  private func integers(_ convert: (ValueText) -> Int64?) -> ColumnValues? {
    var values = [Int64](repeating: 0, count: rowCount)
    var isNull = [Bool](repeating: true, count: rowCount)
    let isWhole = values.withUnsafeMutableBufferPointer { values in
      isNull.withUnsafeMutableBufferPointer { isNull in
        forEachValue { row, text in
          guard let value = convert(text) else { return false }
          values[row] = value
          isNull[row] = false
          return true
        }
      }
    }
    return isWhole ? .integer(values, isNull: isNull) : nil
  }

  @inline(__always)
  private func reals(_ convert: (ValueText) -> Double?) -> ColumnValues? {
    var values = [Double](repeating: 0, count: rowCount)
    var isNull = [Bool](repeating: true, count: rowCount)
    let isWhole = values.withUnsafeMutableBufferPointer { values in
      isNull.withUnsafeMutableBufferPointer { isNull in
        forEachValue { row, text in
          guard let value = convert(text) else { return false }
          values[row] = value
          isNull[row] = false
          return true
        }
      }
    }
    return isWhole ? .real(values, isNull: isNull) : nil
  }

  private func temporals(_ format: ColumnFormat) -> ColumnValues? {
    var builder = TextColumnBuilder(rows: rowCount, bytes: rowCount * 20)
    var next = 0
    let isWhole = forEachValue { row, text in
      guard let value = Temporal(text) else { return false }
      builder.appendNulls(row - next)
      next = row + 1
      builder.append(value, format)
      return true
    }
    builder.appendNulls(rowCount - next)
    return isWhole ? builder.values : nil
  }

  private func texts() -> ColumnValues {
    var size = 0
    var field = scanner.fields + column
    for _ in 0..<rowCount {
      size += field.pointee.length
      field += columnCount
    }
    var builder = TextColumnBuilder(rows: rowCount, bytes: size)
    for row in 0..<rowCount {
      let bytes = scanner.bytes(at: row * columnCount + column)
      if bytes.isEmpty { builder.appendNulls(1) } else { builder.append(bytes) }
    }
    return builder.values
  }
}

/// Collects the values of a text column.
struct TextColumnBuilder {
  private var bytes: [UInt8] = []
  private var offsets: [Int] = [0]
  private var isNull: [Bool] = []

  init(rows: Int, bytes size: Int) {
    bytes.reserveCapacity(size)
    offsets.reserveCapacity(rows + 1)
    isNull.reserveCapacity(rows)
  }

  var count: Int { isNull.count }

  var values: ColumnValues { .text(bytes: bytes, offsets: offsets, isNull: isNull) }

  mutating func appendNulls(_ count: Int) {
    for _ in 0..<count {
      offsets.append(bytes.count)
      isNull.append(true)
    }
  }

  @inline(__always)
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: text)
    offsets.append(bytes.count)
    isNull.append(false)
  }

  mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    offsets.append(bytes.count)
    isNull.append(false)
  }

  mutating func append(_ value: Temporal, _ format: ColumnFormat) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Temporal.longestText) { buffer in
      guard let base = buffer.baseAddress else { return }
      append(UnsafeBufferPointer(start: base, count: value.write(format, to: base)))
    }
  }
}
