/// The facts of a table, gathered row by row in one pass.
///
///     var fingerprint = TableFingerprint(columns: [FactColumn("driver", "text")])
///     fingerprint.add([.text("Giuseppe")])
///     fingerprint.facts      // rows, columns, ordered, unordered; sum, min, max of real columns
///
/// Both hashes are of the cells that are not real: `ordered` is the SHA-256 of the rows' digests
/// in their order; `unordered` is the SHA-256 of the sum, modulo 2⁶⁴ in each of four lanes, of the
/// rows' digests (a multiset hash: Bellare and Micciancio, "A New Paradigm for Collision-Free
/// Hashing", EUROCRYPT 1997). Reals are told by sum, least and greatest, with a tolerance, since
/// their last bits depend on the order of sums.
public struct TableFingerprint: Sendable {
  /// A cell of a row.
  public enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
  }

  private struct Reals {
    var isPresent = false
    var count = 0
    var sum = 0.0
    /// What the sum lost by rounding (Neumaier 1974).
    var lost = 0.0
    var least = Double.infinity
    var greatest = -Double.infinity

    mutating func add(_ value: Double) {
      count += 1
      let next = sum + value
      lost += sum.magnitude >= value.magnitude ? (sum - next) + value : (value - next) + sum
      sum = next
      least = min(least, value)
      greatest = max(greatest, value)
    }

    var total: Double { lost.isFinite ? sum + lost : sum }
  }

  private let columns: [FactColumn]
  private var rows = 0
  private var reals: [Reals]
  private var ordered = ContentHasher()
  private var lanes: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var row: [UInt8] = []

  public init(columns: [FactColumn]) {
    self.columns = columns
    reals = columns.map { column in
      var reals = Reals()
      reals.isPresent = column.type == "real"
      return reals
    }
  }

  /// Takes the next row; cells beyond the columns are left out, missing ones are null.
  ///
  /// - Complexity: linear in the row's size: one SHA-256 a row.
  public mutating func add(_ values: some Collection<Value>) {
    rows += 1
    row.removeAll(keepingCapacity: true)
    for (column, value) in zip(columns.indices, values) { take(value, column) }
    for _ in 0..<max(0, columns.count - values.count) { row.append(0) }
    var hasher = ContentHasher()
    hasher.update(row)
    let digest = hasher.digest()
    ordered.update(digest)
    lanes.0 &+= Self.lane(digest, 0)
    lanes.1 &+= Self.lane(digest, 8)
    lanes.2 &+= Self.lane(digest, 16)
    lanes.3 &+= Self.lane(digest, 24)
  }

  /// Writes a cell so that no two rows have the same bytes: its type, its length, its content.
  private mutating func take(_ value: Value, _ column: Int) {
    switch value {
    case .null: row.append(0)
    case .integer(let value):
      row.append(1)
      append(UInt64(bitPattern: value))
    case .real(let value):
      // Only its presence counts here.
      row.append(2)
      reals[column].isPresent = true
      reals[column].add(value)
    case .text(let text):
      row.append(3)
      append(UInt64(text.utf8.count))
      row += text.utf8
    case .blob(let bytes):
      row.append(4)
      append(UInt64(bytes.count))
      row += bytes
    }
  }

  private mutating func append(_ value: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) {
      row.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
    }
  }

  private static func lane(_ digest: [UInt8], _ start: Int) -> UInt64 {
    digest[start..<(start + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The facts in groups: rows and columns, the two hashes (of 64 bits), each real column.
  public var facts: FactSet {
    var facts = FactSet([
      Fact("rows", .integer(Int64(rows))), Fact("columns", .columns(columns)),
    ])
    facts.beginGroup([
      Fact("ordered", .hash(ordered.finish().shortened())),
      Fact("unordered", .hash(unordered.shortened())),
    ])
    for (column, reals) in zip(columns, reals) where reals.isPresent {
      guard reals.count > 0 else { continue }
      facts.beginGroup([
        Fact("sum(\(column.name))", .real(reals.total)),
        Fact("min(\(column.name))", .real(reals.least)),
        Fact("max(\(column.name))", .real(reals.greatest)),
      ])
    }
    return facts
  }

  private var unordered: ContentHash {
    var bytes: [UInt8] = []
    for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
      for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: lane >> UInt64(shift)))
      }
    }
    return ContentHash.sha256(of: bytes)
  }
}
