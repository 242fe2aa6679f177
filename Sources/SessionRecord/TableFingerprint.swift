/// The facts of a table, gathered row by row in one pass.
///
///     var fingerprint = TableFingerprint(columns: [FactColumn("driver", "text")])
///     fingerprint.add([.text("Giuseppe")])
///     fingerprint.facts      // rows, columns, ordered, unordered; sum, min, max of real columns
///
/// Both hashes are of the cells that are not real. `ordered` is the SHA-256 of all rows' bytes.
/// `unordered` is the sum, modulo 2⁶⁴, of a 64-bit hash of each row (`RowHash`), so that equal
/// rows count and their order does not; it is against accidents, not against forgers. Reals are
/// told by sum, least and greatest, with a tolerance, since their last bits depend on the order.
///
/// A row's bytes are, for each cell, its type (0 null, 1 integer, 2 real, 3 text, 4 blob) and,
/// little-endian, the integer's 8 bytes, or the 8 bytes of the length and the content.
public struct TableFingerprint: Sendable {
  /// A cell of a row.
  public enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
  }

  private let columns: [FactColumn]
  private var rows = 0
  private var reals: [RealFigures]
  private var ordered = ContentHasher()
  private var unordered: UInt64 = 0
  /// Rows not yet given to `ordered`, which takes large pieces fastest.
  private var buffer: [UInt8] = []
  private var rowStart = 0
  private var column = 0

  private static let bufferSize = 1 << 16

  public init(columns: [FactColumn]) {
    self.columns = columns
    reals = columns.map { RealFigures(isPresent: $0.type == "real") }
    buffer.reserveCapacity(Self.bufferSize * 2)
  }

  /// Takes the next row; cells beyond the columns are left out, missing ones are null.
  ///
  /// For a table of many rows `add(text:)` and its like, then `endRow()`, save the values' making.
  /// An array and not any sequence, since a generic here would not be specialised for callers.
  ///
  /// - Complexity: linear in the row's size.
  public mutating func add(_ values: [Value]) {
    for value in values {
      switch value {
      case .null: addNull()
      case .integer(let value): add(integer: value)
      case .real(let value): add(real: value)
      case .text(let text): add(text: text)
      case .blob(let bytes): add(blob: bytes)
      }
    }
    endRow()
  }

  // MARK: Cell by cell

  /// Takes the next cell of the row: NULL.
  public mutating func addNull() {
    guard begins(0) else { return }
    column += 1
  }

  /// Takes the next cell of the row: a whole number.
  public mutating func add(integer value: Int64) {
    guard begins(1) else { return }
    append(UInt64(bitPattern: value))
    column += 1
  }

  /// Takes the next cell of the row: a real number, of which the hashes know only its presence.
  public mutating func add(real value: Double) {
    guard begins(2) else { return }
    reals[column].add(value)
    column += 1
  }

  /// Takes the next cell of the row: a text.
  public mutating func add(text: String) {
    guard begins(3) else { return }
    append(UInt64(text.utf8.count))
    var text = text
    text.withUTF8 { buffer.append(contentsOf: $0) }
    column += 1
  }

  /// Takes the next cell of the row: bytes.
  public mutating func add(blob bytes: [UInt8]) {
    guard begins(4) else { return }
    append(UInt64(bytes.count))
    buffer += bytes
    column += 1
  }

  /// Ends the row; cells not given are null.
  public mutating func endRow() {
    while column < columns.count { addNull() }
    rows += 1
    unordered &+= buffer.withUnsafeBytes {
      RowHash.hash(UnsafeRawBufferPointer(rebasing: $0[rowStart...]))
    }
    column = 0
    if buffer.count >= Self.bufferSize { flush() }
    rowStart = buffer.count
  }

  private mutating func begins(_ type: UInt8) -> Bool {
    guard column < columns.count else { return false }
    buffer.append(type)
    return true
  }

  private mutating func append(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { buffer.append(contentsOf: $0) }
  }

  private mutating func flush() {
    ordered.update(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  // MARK: Facts

  /// The facts in groups: rows and columns, the two hashes (of 64 bits), each real column.
  public var facts: FactSet {
    var whole = self
    whole.flush()
    var facts = FactSet([
      Fact("rows", .integer(Int64(rows))), Fact("columns", .columns(columns)),
    ])
    facts.beginGroup([
      Fact("ordered", .hash(whole.ordered.finish().shortened())),
      Fact("unordered", .hash(RowHash.contentHash(unordered))),
    ])
    for (column, reals) in zip(columns, reals) where reals.isPresent && reals.count > 0 {
      facts.beginGroup([
        Fact("sum(\(column.name))", .real(reals.sum)),
        Fact("min(\(column.name))", .real(reals.least)),
        Fact("max(\(column.name))", .real(reals.greatest)),
      ])
    }
    return facts
  }
}

/// The sum and bounds of a real column.
private struct RealFigures {
  var isPresent: Bool
  private(set) var count = 0
  private(set) var least = Double.infinity
  private(set) var greatest = -Double.infinity
  private var total = 0.0
  private var lost = 0.0

  init(isPresent: Bool) { self.isPresent = isPresent }

  /// Adds a value, with compensation for what rounding loses.
  ///
  /// Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur
  /// Summation endlicher Summen", ZAMM 54, 1974, doi:10.1002/zamm.19740540106.
  mutating func add(_ value: Double) {
    isPresent = true
    count += 1
    let next = total + value
    lost +=
      total.magnitude >= value.magnitude ? (total - next) + value : (value - next) + total
    total = next
    least = min(least, value)
    greatest = max(greatest, value)
  }

  var sum: Double { lost.isFinite ? total + lost : total }
}
