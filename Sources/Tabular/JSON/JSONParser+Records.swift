/// Objects read straight into a block's cells, without a tree of values between.
extension JSONParser {
  /// Reads the next value as a row where it is an object.
  ///
  /// Where it is none, or breaks the grammar, nothing is added.
  ///
  /// - Parameters:
  ///   - row: the number of the row.
  ///   - block: takes its cells.
  ///   - keys: gives each key its column.
  /// - Returns: whether it is an object; of another value nothing is read.
  /// - Throws: `Failure` where it breaks the grammar, and for cancellation.
  /// - Complexity: O(bytes of the value).
  mutating func record(
    row: Int, to block: inout RowBlock, _ keys: inout KeyColumns
  ) throws(Failure) -> Bool {
    guard try beginValue() == UInt8(ascii: "{") else { return false }
    let (start, cells, known) = (index, block.end, keys.names.count)
    let doubledBefore = doubled
    keys.beginRecord()
    do throws(Failure) {
      if try members(to: &block, &keys) {
        block.endRecord(number: row)
        return true
      }
      // Of a key that stands twice the last value counts, in the first one's place.
      block.goBack(to: cells)
      keys.forget(from: known)
      doubled = doubledBefore
      index = start
      keys.append(try value(depth: 0), row: row, to: &block)
      return true
    } catch {
      block.goBack(to: cells)
      keys.forget(from: known)
      throw error
    }
  }

  /// Adds the cells of an object; false where a key stands twice.
  private mutating func members(
    to block: inout RowBlock, _ keys: inout KeyColumns
  ) throws(Failure) -> Bool {
    if try opens(UInt8(ascii: "}")) { return true }
    repeat {
      try beginKey()
      let column = try keyColumn(&keys)
      try endKey()
      guard let column else { return false }
      try cell(column, to: &block)
    } while try !endsList(with: UInt8(ascii: "}"))
    return true
  }

  /// The column of the next key; nil where the record has it already.
  private mutating func keyColumn(_ keys: inout KeyColumns) throws(Failure) -> Int? {
    let start = index + 1
    if let place = try plainString() {
      return keys.next(UnsafeBufferPointer(rebasing: bytes[place]))
    }
    var key = Array(bytes[start..<index])
    try readEscapes(into: &key)
    return key.withUnsafeBufferPointer { keys.next($0) }
  }

  private mutating func cell(_ column: Int, to block: inout RowBlock) throws(Failure) {
    switch try beginValue() {
    case UInt8(ascii: "\""):
      let start = index + 1
      if let place = try plainString() {
        block.append(column: column, text: UnsafeBufferPointer(rebasing: bytes[place]))
        return
      }
      var text = Array(bytes[start..<index])
      try readEscapes(into: &text)
      block.append(column: column, text: text)
    case UInt8(ascii: "n"): try word("null", ())
    case UInt8(ascii: "t"):
      block.append(column: column, kind: .boolean, payload: try word("true", 1))
    case UInt8(ascii: "f"):
      block.append(column: column, kind: .boolean, payload: try word("false", 0))
    default: block.append(try value(depth: 1), column: column)
    }
  }
}

extension RowBlock {
  /// Adds a value as a cell; null is none.
  mutating func append(_ value: JSONValue, column: Int) {
    switch value {
    case .null: break
    case .boolean(let value): append(column: column, kind: .boolean, payload: value ? 1 : 0)
    case .integer(let value):
      append(column: column, kind: .integer, payload: UInt64(bitPattern: value))
    case .real(let value): append(column: column, kind: .number, payload: value.bitPattern)
    case .string(let text), .digits(let text): append(column: column, text: text.utf8)
    case .array, .object: append(column: column, text: value.description.utf8)
    }
  }
}
