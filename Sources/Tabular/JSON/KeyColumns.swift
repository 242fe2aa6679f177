/// Gives each key of JSON objects its column, in the order of first appearance.
struct KeyColumns {
  private(set) var names: [String] = []
  /// By the key's bytes; only asked for a key's column: its order shows nowhere.
  private var columns: [BinaryText: Int] = [:]
  /// The keys' bytes, one behind the other: nearly every object has the keys of the one before.
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]
  private var expected = 0
  /// The record that each key stood in last.
  private var lastRecord: [Int] = []
  private var record = 0

  init(_ names: [String] = []) {
    for name in names { _ = column(of: name) }
  }

  mutating func column(of key: String) -> Int {
    let exact = BinaryText(key)
    if let column = columns[exact] { return column }
    let column = names.count
    names.append(key)
    columns[exact] = column
    bytes += key.utf8
    starts.append(bytes.count)
    lastRecord.append(0)
    return column
  }

  /// Begins an object.
  mutating func beginRecord() {
    record += 1
    expected = 0
  }

  /// The column of the object's next key, or nil where it stands in it already.
  @inline(__always)
  mutating func next(_ key: UnsafeBufferPointer<UInt8>) -> Int? {
    let column =
      isExpected(key) ? expected : self.column(of: String(decoding: key, as: UTF8.self))
    expected = column + 1
    if lastRecord[column] == record { return nil }
    lastRecord[column] = record
    return column
  }

  @inline(__always)
  private func isExpected(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard expected < names.count else { return false }
    let start = starts[expected]
    guard starts[expected + 1] - start == key.count else { return false }
    for index in 0..<key.count where bytes[start + index] != key[index] { return false }
    return true
  }

  /// Forgets the columns from one on, whose record could not be read.
  mutating func forget(from count: Int) {
    guard names.count > count else { return }
    for name in names[count...] { columns[BinaryText(name)] = nil }
    names.removeLast(names.count - count)
    starts.removeLast(starts.count - count - 1)
    bytes.removeLast(bytes.count - starts[count])
    lastRecord.removeLast(lastRecord.count - count)
  }

  /// Refuses records of more keys than a table has columns, before they fill the memory.
  @inline(__always)
  func checkWidth(_ source: ByteSource, _ sheet: String) throws(TabularError) {
    guard names.count > TypedSheet.mostColumns else { return }
    throw TypedSheet.tooWide(names.count, source, sheet)
  }

  /// Adds an object as a row.
  mutating func append(_ record: JSONValue, row: Int, to block: inout RowBlock) {
    guard case .object(let members) = record else { return }
    for member in members {
      let column = column(of: member.key)
      block.append(member.value, column: column)
    }
    block.endRecord(number: row)
  }
}
