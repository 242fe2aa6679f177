/// Takes a table's rows in order and comes down to its fingerprint.
///
/// Rows come as whole batches or value by value, with the same result:
///
///     var fingerprinter = TableFingerprinter(columns: sheet.columns)
///     try sheet.forEachBatch { fingerprinter.add($0) }
///     fingerprinter.fingerprint
///
/// What counts is whether a value is null, an integer, a real or a text. A column's declared type
/// matters only where it is real: there each number counts towards the sum and is not hashed.
/// A nan is null, as SQLite stores it.
public struct TableFingerprinter: Sendable {
  private let isReal: [Bool]
  private var rowCount = 0
  private var ordered: (high: UInt64, low: UInt64) = (0, 0)
  private var orderFree: (high: UInt64, low: UInt64) = (0, 0)
  private var reals: [RealColumnSum]
  private var row = RowHash()
  /// The column that the next value belongs to.
  private var column = 0

  public init(columns: [Column]) {
    self.init(isReal: columns.map { $0.type == .real })
  }

  /// Makes a fingerprinter for columns of which some are declared real.
  public init(isReal: [Bool]) {
    self.isReal = isReal
    reals = Array(repeating: RealColumnSum(), count: isReal.count)
  }

  // MARK: Value by value

  /// Adds the row's next value as null.
  public mutating func addNull() {
    if column < isReal.count, isReal[column] {
      reals[column].nullCount += 1
    } else {
      row.addNull()
    }
    column += 1
  }

  /// Adds the row's next value as an integer.
  public mutating func add(integer: Int64) {
    if column < isReal.count, isReal[column] {
      reals[column].add(Double(integer))
    } else {
      row.add(integer)
    }
    column += 1
  }

  /// Adds the row's next value as a real.
  public mutating func add(real: Double) {
    guard !real.isNaN else { return addNull() }
    if column < isReal.count, isReal[column] {
      reals[column].add(real)
    } else {
      row.add(real)
    }
    column += 1
  }

  /// Adds the row's next value as a text's UTF-8; it is hashed in a real column too.
  public mutating func add(text: UnsafeRawBufferPointer) {
    row.add(text)
    column += 1
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
    rowCount += 1
    orderFree.high &+= high
    orderFree.low &+= low
    ordered.high = RowHash.fold(ordered.high ^ high, 0xa076_1d64_78bd_642f) &+ low
    ordered.low = RowHash.fold(ordered.low ^ low, 0xe703_7ed1_a0b4_28db) &+ ordered.high
  }

  // MARK: By batch

  /// Adds a batch's rows.
  ///
  /// - Complexity: O(values + bytes of text); 1,000,000 × 12 in about 0.15 s.
  public mutating func add(_ batch: TableBatch) {
    // A row is hashed over its columns in order, so whole columns may be added to all rows.
    var rows = [RowHash](repeating: RowHash(), count: batch.rowCount)
    rows.withUnsafeMutableBufferPointer { rows in
      for (index, values) in batch.columns.enumerated() { add(values, index, to: rows) }
    }
    for row in rows { end(row) }
  }

  private mutating func add(
    _ values: ColumnValues, _ index: Int, to rows: UnsafeMutableBufferPointer<RowHash>
  ) {
    let isReal = index < isReal.count && isReal[index]
    switch values {
    case .integer(let values, let isNull):
      if isReal {
        reals[index].add(values.lazy.map(Double.init), isNull)
      } else {
        Self.hash(rows, isNull) { $0.add(values[$1]) }
      }
    case .real(let values, let isNull):
      if isReal {
        reals[index].add(values, isNull)
      } else {
        Self.hash(rows, isNull) { row, index in
          values[index].isNaN ? row.addNull() : row.add(values[index])
        }
      }
    case .text(let bytes, let offsets, let isNull):
      if isReal { reals[index].nullCount += isNull.reduce(0) { $0 + ($1 ? 1 : 0) } }
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
  public var fingerprint: TableFingerprint {
    TableFingerprint(
      rowCount: rowCount,
      ordered: Hash128(high: ordered.high, low: ordered.low),
      orderFree: Hash128(high: orderFree.high, low: orderFree.low),
      reals: isReal.indices.filter { isReal[$0] }.map { reals[$0].column(index: $0) })
  }
}

/// A real column's running sum, least and largest value.
private struct RealColumnSum: Sendable {
  var nullCount = 0
  private var count = 0
  private var sum = 0.0
  private var compensation = 0.0
  private var least = 0.0
  private var largest = 0.0

  /// Adds a value; what is lost in the sum's last bits is kept aside.
  ///
  /// Source: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen",
  /// ZAMM 54 (1974), doi:10.1002/zamm.19740540106.
  @inline(__always)
  mutating func add(_ value: Double) {
    let total = sum + value
    if total.isFinite {
      compensation += abs(sum) >= abs(value) ? (sum - total) + value : (value - total) + sum
    }
    sum = total
    if count == 0 || value < least { least = value }
    if count == 0 || value > largest { largest = value }
    count += 1
  }

  @inline(__always)
  mutating func add(_ values: some Collection<Double>, _ isNull: [Bool]) {
    for (value, isNull) in zip(values, isNull) {
      if isNull || value.isNaN { nullCount += 1 } else { add(value) }
    }
  }

  func column(index: Int) -> TableFingerprint.RealColumn {
    let total = sum.isFinite ? sum + compensation : sum
    return TableFingerprint.RealColumn(
      index: index, nullCount: nullCount, sum: total == 0 ? 0 : total,
      min: count == 0 ? nil : (least == 0 ? 0 : least),
      max: count == 0 ? nil : (largest == 0 ? 0 : largest))
  }
}
