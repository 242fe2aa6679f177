import GRDBSQLite
import Tabular

/// What a table holds, whatever the order of its rows.
public struct TableContent: Sendable, Hashable {
  /// A column with the kind of its values and the sum of their hashes.
  public struct Column: Sendable, Hashable {
    public let name: String
    public let kind: ColumnKind
    /// Equal for the same values in any order.
    public let orderFree: Hash128
  }

  public let name: String
  public let rowCount: Int
  public let columns: [Column]
  /// Of whole rows; equal for the same rows in any order.
  public let orderFree: Hash128
}

/// Sums over a table's rows to which a row can be added, and from which it can be taken again.
struct ContentSums: Hashable {
  /// One value of a row: its hash and what it is.
  struct Value {
    let hash: Hash128
    let kind: ColumnKind
  }

  /// A column's sum of hashes, and how many values it has of each kind.
  private struct Column: Hashable {
    var orderFree = Hash128.zero
    /// By the places of ``kinds``; the rest is unused.
    var counts = SIMD8<Int64>()
  }

  private static let kinds: [ColumnKind] = [.null, .integer, .real, .text, .blob]

  private var rowCount: Int64 = 0
  private var orderFree = Hash128.zero
  private var columns: [Column]

  init(columnCount: Int) { columns = Array(repeating: Column(), count: columnCount) }

  /// Adds a row whose values a closure gives by their columns, or takes it away.
  @inline(__always)
  mutating func add(isTaken: Bool = false, _ value: (Int) -> Value) {
    var fold = HashFold()
    for index in columns.indices {
      let value = value(index)
      fold.add(value.hash)
      Self.add(value.hash, to: &columns[index].orderFree, isTaken)
      columns[index].counts[Self.place(of: value.kind)] &+= isTaken ? -1 : 1
    }
    Self.add(fold.finished(count: columns.count), to: &orderFree, isTaken)
    rowCount += isTaken ? -1 : 1
  }

  @inline(__always)
  private static func add(_ hash: Hash128, to sum: inout Hash128, _ isTaken: Bool) {
    sum = isTaken ? sum &- hash : sum &+ hash
  }

  /// Adds what other sums came to.
  mutating func add(_ other: ContentSums) {
    rowCount += other.rowCount
    orderFree = orderFree &+ other.orderFree
    for index in columns.indices where index < other.columns.count {
      columns[index].orderFree = columns[index].orderFree &+ other.columns[index].orderFree
      columns[index].counts &+= other.columns[index].counts
    }
  }

  private static func place(of kind: ColumnKind) -> Int {
    switch kind {
    case .integer: 1
    case .real: 2
    case .text: 3
    case .blob: 4
    case .null, .mixed: 0
    }
  }

  /// The sums as what a table holds.
  func content(of name: String, columns names: [String]) -> TableContent {
    TableContent(
      name: name, rowCount: Int(rowCount),
      columns: zip(names, columns).map { name, column in
        let kind = Self.kinds.indices.reduce(ColumnKind.null) {
          column.counts[$1] > 0 ? $0.adding(Self.kinds[$1]) : $0
        }
        return TableContent.Column(name: name, kind: kind, orderFree: column.orderFree)
      }, orderFree: orderFree)
  }
}

// MARK: Stored

extension ContentSums {
  /// The sums as bytes, words of 64 bits in little endian.
  var bytes: [UInt8] {
    var words = [UInt64(bitPattern: rowCount), orderFree.high, orderFree.low]
    for column in columns {
      words += [column.orderFree.high, column.orderFree.low]
      words += Self.kinds.indices.map { UInt64(bitPattern: column.counts[$0]) }
    }
    return words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
  }

  /// Reads what ``bytes`` gives, or nil for any other bytes.
  init?(_ bytes: [UInt8], columnCount: Int) {
    let width = 2 + Self.kinds.count
    guard bytes.count == 8 * (3 + width * columnCount) else { return nil }
    let words = stride(from: 0, to: bytes.count, by: 8).map { start in
      (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[start + $1]) << UInt64($1 * 8) }
    }
    rowCount = Int64(bitPattern: words[0])
    orderFree = Hash128(high: words[1], low: words[2])
    columns = stride(from: 3, to: words.count, by: width).map { start in
      var column = Column(orderFree: Hash128(high: words[start], low: words[start + 1]))
      for kind in Self.kinds.indices {
        column.counts[kind] = Int64(bitPattern: words[start + 2 + kind])
      }
      return column
    }
  }
}

// MARK: Values of SQLite

extension ContentSums.Value {
  /// A value of SQLite's; an integer of a column that keeps reals is a real.
  ///
  /// SQLite writes a whole real as an integer and gives it as one to the pre-update hook.
  init(_ value: OpaquePointer?, isReal: Bool) {
    let kind = value.map { ColumnKind(type: sqlite3_value_type($0)) } ?? .null
    if isReal, kind == .integer {
      self.init(hash: ValueHash.real(Double(sqlite3_value_int64(value))), kind: .real)
    } else {
      self.init(hash: Self.hash(of: value, kind), kind: kind)
    }
  }

  private static func hash(of value: OpaquePointer?, _ kind: ColumnKind) -> Hash128 {
    switch kind {
    case .integer: ValueHash.integer(sqlite3_value_int64(value))
    case .real: ValueHash.real(sqlite3_value_double(value))
    case .text: ValueHash.text(bytes(of: value))
    case .blob: ValueHash.blob(bytes(of: value))
    case .null, .mixed: ValueHash.null
    }
  }

  /// The bytes of a text or blob where they lie; a text is asked for as a blob, which copies nothing.
  private static func bytes(of value: OpaquePointer?) -> UnsafeRawBufferPointer {
    let start = sqlite3_value_blob(value)
    return UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(sqlite3_value_bytes(value)))
  }
}
