import Files

/// What a table's content comes down to in records of the first form.
///
/// Values outside the real columns went into two hashes of whole rows; a real column into its sum,
/// least and largest value alone.
public struct FirstFormFingerprint: Hashable, Sendable {
  /// Depends on the order of the rows.
  public let ordered: Hash128
  /// Equal for the same rows in any order.
  public let orderFree: Hash128
}

/// Takes a table's rows in order and comes down to its fingerprint of the first form.
///
/// Kept to the bit so that records of `#carnet 1` replay. What counts is whether a value is null, an
/// integer, a real or a text; numbers of real columns are not hashed. A nan is null, as SQLite
/// stores it.
public struct FirstFormFingerprinter: RowTaker, Sendable {
  private let isReal: [Bool]
  private var ordered: (high: UInt64, low: UInt64) = (0, 0)
  private var orderFree: (high: UInt64, low: UInt64) = (0, 0)
  private var row = RowHash()
  /// The column that the next value belongs to.
  private var column = 0

  public init(columns: [Column]) {
    self.init(isReal: columns.map { $0.type == .real })
  }

  /// Makes a fingerprinter for columns of which some are declared real.
  public init(isReal: [Bool]) {
    self.isReal = isReal
  }

  // MARK: Value by value

  /// Whether the next value's column is real, whose numbers are in no hash.
  private var isUnhashed: Bool { column < isReal.count && isReal[column] }

  /// Adds the row's next value as null.
  public mutating func addNull() {
    if !isUnhashed { row.addNull() }
    column += 1
  }

  /// Adds the row's next value as an integer.
  public mutating func add(integer: Int64) {
    if !isUnhashed { row.add(integer) }
    column += 1
  }

  /// Adds the row's next value as a real.
  public mutating func add(real: Double) {
    guard !real.isNaN else { return addNull() }
    if !isUnhashed { row.add(real) }
    column += 1
  }

  /// Adds the row's next value as a text's UTF-8; it is hashed in a real column too.
  public mutating func add(text: UnsafeRawBufferPointer) {
    row.add(text)
    column += 1
  }

  /// Adds the row's next value as a blob: as its digits in a form that no text of a sheet has.
  public mutating func add(blob: UnsafeRawBufferPointer) {
    add(text: "\u{0}blob" + Hexadecimal.text(Array(blob)))
  }

  /// Adds the row's next value as a text.
  public mutating func add(text: String) {
    var text = text
    text.withUTF8 { add(text: UnsafeRawBufferPointer($0)) }
  }

  /// Ends the row; values that are missing count as null.
  public mutating func endRow() {
    while column < isReal.count { addNull() }
    end(row)
    row = RowHash()
    column = 0
  }

  private mutating func end(_ row: RowHash) {
    let (high, low) = row.finished(count: isReal.count)
    orderFree.high &+= high
    orderFree.low &+= low
    ordered.high = RowHash.fold(ordered.high ^ high, 0xa076_1d64_78bd_642f) &+ low
    ordered.low = RowHash.fold(ordered.low ^ low, 0xe703_7ed1_a0b4_28db) &+ ordered.high
  }

  // MARK: By batch

  /// Adds a batch's rows.
  ///
  /// - Complexity: O(values + bytes of text).
  public mutating func add(_ batch: TableBatch) {
    // A row is hashed over its columns in order, so whole columns may be added to all rows.
    var rows = [RowHash](repeating: RowHash(), count: batch.rowCount)
    rows.withUnsafeMutableBufferPointer { rows in
      for (index, values) in batch.columns.enumerated() { add(values, index, to: rows) }
    }
    for row in rows { end(row) }
  }

  private func add(
    _ values: ColumnValues, _ index: Int, to rows: UnsafeMutableBufferPointer<RowHash>
  ) {
    let isReal = index < isReal.count && isReal[index]
    switch values {
    case .integer(let values, let isNull):
      if !isReal { Self.hash(rows, isNull) { $0.add(values[$1]) } }
    case .real(let values, let isNull):
      guard !isReal else { return }
      Self.hash(rows, isNull) { row, index in
        values[index].isNaN ? row.addNull() : row.add(values[index])
      }
    case .text(let bytes, let offsets, let isNull):
      bytes.withUnsafeBytes { bytes in
        Self.hash(rows, isNull, skipsNull: isReal) { row, index in
          row.add(UnsafeRawBufferPointer(rebasing: bytes[offsets[index]..<offsets[index + 1]]))
        }
      }
    }
  }

  @inline(__always)
  private static func hash(
    _ rows: UnsafeMutableBufferPointer<RowHash>, _ isNull: [Bool], skipsNull: Bool = false,
    _ add: (inout RowHash, Int) -> Void
  ) {
    for index in rows.indices {
      if !isNull[index] {
        add(&rows[index], index)
      } else if !skipsNull {
        rows[index].addNull()
      }
    }
  }

  /// The fingerprint of the rows added so far.
  public var fingerprint: FirstFormFingerprint {
    FirstFormFingerprint(
      ordered: Hash128(high: ordered.high, low: ordered.low),
      orderFree: Hash128(high: orderFree.high, low: orderFree.low))
  }
}
