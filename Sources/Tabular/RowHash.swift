/// The hash of one row while its values are added, in two lanes of 64 bits.
///
/// Own mixture after wyhash (Wang Yi, public domain): each value is multiplied in full width with
/// the state, and both halves of the product are folded together. A lane also takes its old state
/// in by rotation, so that a product of zero loses nothing. Texts enter with their length. It
/// guards against accidents, not against an adversary.
struct RowHash {
  var first: UInt64 = 0x9e37_79b9_7f4a_7c15
  var second: UInt64 = 0xd1b5_4a32_d192_ed03

  /// Marks that keep values of different kinds apart.
  private static let nullMark: UInt64 = 0x8ebc_6af0_9c88_c6e3
  private static let integerMark: UInt64 = 0x5899_65cc_7537_4cc3
  private static let realMark: UInt64 = 0x1d8e_4e27_c47d_124f
  private static let textMark: UInt64 = 0xeb44_acca_b455_d165

  @inline(__always)
  static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  @inline(__always)
  private mutating func mix(_ value: UInt64, _ mark: UInt64) {
    let old = first
    first = ((old << 23) | (old >> 41)) &+ Self.fold(value ^ mark, old ^ 0xa076_1d64_78bd_642f)
    second =
      ((second << 41) | (second >> 23))
      &+ Self.fold(value &+ mark, second ^ 0xe703_7ed1_a0b4_28db) ^ old
  }

  @inline(__always)
  mutating func addNull() { mix(0, Self.nullMark) }

  @inline(__always)
  mutating func add(_ value: Int64) { mix(UInt64(bitPattern: value), Self.integerMark) }

  /// Adds a real by its bits; the two zeros count as one, as in a database.
  @inline(__always)
  mutating func add(_ value: Double) {
    mix((value == 0 ? 0.0 : value).bitPattern, Self.realMark)
  }

  @inline(__always)
  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    let count = bytes.count
    mix(UInt64(truncatingIfNeeded: count), Self.textMark)
    guard let base = bytes.baseAddress else { return }
    var index = 0
    while index + 8 <= count {
      let word = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      mix(UInt64(littleEndian: word), Self.textMark)
      index += 8
    }
    guard index < count else { return }
    var last: UInt64 = 0
    if count >= 8 {
      // The last eight bytes, some of them for the second time: one load instead of a loop.
      last = UInt64(
        littleEndian: base.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
    } else {
      for offset in 0..<count { last |= UInt64(bytes[offset]) << UInt64(8 * offset) }
    }
    mix(last, Self.textMark)
  }

  /// The row's hash once its `count` values are in.
  @inline(__always)
  func finished(count: Int) -> (high: UInt64, low: UInt64) {
    var last = self
    last.mix(UInt64(truncatingIfNeeded: count), 0x2d35_8dcc_aa6c_78a5)
    return (
      Self.fold(last.first, last.second ^ 0x8bb8_4b93_962e_acc9),
      Self.fold(last.second, last.first ^ 0x4b33_a62e_d433_d4a3) ^ last.first
    )
  }
}
