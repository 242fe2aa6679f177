import Files

/// Writes rows as JSON objects, cell by cell.
///
///     var rows = JSONRows(columns: ["a"], before: "", between: "", behind: "\n")
///     rows.add(integer: 1)
///     rows.endRow()
///     rows.takeBytes()  // {"a":1} and a line's end
public struct JSONRows: Sendable {
  /// What was written since the last `takeBytes`, UTF-8.
  public private(set) var bytes: [UInt8] = []
  /// Each column's name in quotes with its colon.
  private let keys: [[UInt8]]
  private let between: [UInt8]
  private let behind: [UInt8]
  private var separator: [UInt8]
  private var column = 0
  /// How many rows were written.
  public private(set) var rowCount = 0

  /// Makes a writer.
  ///
  /// - Parameters:
  ///   - names: the columns'.
  ///   - before: what stands before the first row.
  ///   - between: what stands before each other row.
  ///   - behind: what stands behind each row.
  public init(columns names: [String], before: String, between: String, behind: String) {
    keys = names.enumerated().map { index, name in
      Array(((index == 0 ? "{" : ",") + JSONText.quoted(name) + ":").utf8)
    }
    separator = Array(before.utf8)
    self.between = Array(between.utf8)
    self.behind = Array(behind.utf8)
  }

  /// Hands over what was written and forgets it.
  public mutating func takeBytes() -> [UInt8] {
    let taken = bytes
    bytes.removeAll(keepingCapacity: true)
    return taken
  }

  @inline(__always)
  private mutating func beginCell() {
    if column == 0 { bytes.append(contentsOf: separator) }
    if column < keys.count { bytes.append(contentsOf: keys[column]) }
    column += 1
  }
}

extension JSONRows: RowTaker {
  public mutating func addNull() {
    beginCell()
    bytes.append(contentsOf: "null".utf8)
  }

  public mutating func add(integer: Int64) {
    beginCell()
    bytes.append(decimal: integer)
  }

  public mutating func add(real: Double) {
    beginCell()
    bytes.append(contentsOf: RoundTripNumber.json(real).utf8)
  }

  public mutating func add(text: UnsafeRawBufferPointer) {
    beginCell()
    JSONText.append(text.bindMemory(to: UInt8.self), to: &bytes)
  }

  public mutating func add(blob: UnsafeRawBufferPointer) {
    var digits = Hexadecimal.text(blob)
    digits.withUTF8 { add(text: UnsafeRawBufferPointer($0)) }
  }

  public mutating func endRow() {
    bytes.append(UInt8(ascii: "}"))
    bytes.append(contentsOf: behind)
    if rowCount == 0 { separator = between }
    rowCount += 1
    column = 0
  }
}
