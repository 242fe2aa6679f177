/// A set of ride indices below 128, as bits.
struct RideSet: Hashable, Sendable {
  /// The most rides of a day whose plans are proven.
  static let capacity = 128

  var bits: UInt128 = 0

  init() {}

  init(below count: Int) {
    bits = count >= Self.capacity ? .max : (1 << UInt128(count)) - 1
  }

  @inline(__always)
  func contains(_ ride: Int) -> Bool { (bits >> UInt128(truncatingIfNeeded: ride)) & 1 == 1 }

  @inline(__always)
  mutating func insert(_ ride: Int) { bits |= 1 << UInt128(truncatingIfNeeded: ride) }

  @inline(__always)
  mutating func remove(_ ride: Int) { bits &= ~(1 << UInt128(truncatingIfNeeded: ride)) }

  /// How many rides two sets share.
  @inline(__always)
  func overlap(_ other: RideSet) -> Int { (bits & other.bits).nonzeroBitCount }

  /// The set of one ride.
  static func only(_ ride: Int) -> RideSet {
    var set = RideSet()
    set.insert(ride)
    return set
  }
}
