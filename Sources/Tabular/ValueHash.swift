/// The hash of one typed value, in two lanes of 64 bits that know nothing of one another.
///
/// Integers and reals go through two bijections of 64 bits, so that no two of one type share a lane;
/// texts and blobs enter by their bytes and length. Sums of such hashes do not cancel. It guards
/// against accidents and editing, not against a cryptanalyst.
///
///     ValueHash.integer(1) != ValueHash.real(1)
public enum ValueHash {
  /// Marks that keep values of different types apart, one a lane.
  private static let integerMark: (UInt64, UInt64) = (0x5899_65cc_7537_4cc3, 0x8bb8_4b93_962e_acc9)
  private static let realMark: (UInt64, UInt64) = (0x1d8e_4e27_c47d_124f, 0x4b33_a62e_d433_d4a3)
  private static let textMark: (UInt64, UInt64) = (0xeb44_acca_b455_d165, 0x4d5a_2da5_1de1_aa47)
  private static let blobMark: (UInt64, UInt64) = (0x9e37_79b9_7f4a_7c15, 0xd1b5_4a32_d192_ed03)

  /// The hash of a missing value.
  public static let null = Hash128(high: 0x8ebc_6af0_9c88_c6e3, low: 0x2d35_8dcc_aa6c_78a5)

  /// The hash of an integer.
  @inline(__always)
  public static func integer(_ value: Int64) -> Hash128 {
    word(UInt64(bitPattern: value), integerMark)
  }

  /// The hash of a real by its bits: the two zeros are one, and a nan is null, as in a database.
  @inline(__always)
  public static func real(_ value: Double) -> Hash128 {
    if value.isNaN { return null }
    return word((value == 0 ? 0.0 : value).bitPattern, realMark)
  }

  /// The hash of a text's UTF-8.
  @inline(__always)
  public static func text(_ bytes: UnsafeRawBufferPointer) -> Hash128 { of(bytes, textMark) }

  /// The hash of a blob.
  public static func blob(_ bytes: UnsafeRawBufferPointer) -> Hash128 { of(bytes, blobMark) }

  @inline(__always)
  private static func word(_ bits: UInt64, _ mark: (UInt64, UInt64)) -> Hash128 {
    Hash128(high: mixFirst(bits &+ mark.0), low: mixSecond(bits ^ mark.1))
  }

  // MARK: Bytes

  /// Takes 16 bytes at a time; the last 16 may hold some for the second time, which the length makes
  /// plain.
  @inline(__always)
  private static func of(_ bytes: UnsafeRawBufferPointer, _ mark: (UInt64, UInt64)) -> Hash128 {
    let count = bytes.count
    var state = ByteState(count, mark)
    guard count > 0, let base = bytes.baseAddress else { return state.hash }
    if count < 8 {
      state.add(short(base, count), 0)
    } else if count <= 16 {
      state.add(load(base, 0), load(base, count - 8))
    } else {
      var place = 0
      while place + 16 < count {
        state.add(load(base, place), load(base, place + 8))
        place += 16
      }
      state.add(load(base, count - 16), load(base, count - 8))
    }
    return state.hash
  }

  @inline(__always)
  private static func load(_ base: UnsafeRawPointer, _ place: Int) -> UInt64 {
    UInt64(littleEndian: base.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  /// One to seven bytes in one word, each at least once.
  @inline(__always)
  private static func short(_ base: UnsafeRawPointer, _ count: Int) -> UInt64 {
    func byte(_ place: Int) -> UInt64 {
      UInt64(base.load(fromByteOffset: place, as: UInt8.self))
    }
    guard count >= 4 else { return byte(0) | byte(count / 2) << 8 | byte(count - 1) << 16 }
    let first = UInt32(littleEndian: base.loadUnaligned(as: UInt32.self))
    let last = UInt32(
      littleEndian: base.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    return UInt64(first) | UInt64(last) << 32
  }

  /// The hash of bytes in the making.
  private struct ByteState {
    private var first: UInt64
    private var second: UInt64

    @inline(__always)
    init(_ count: Int, _ mark: (UInt64, UInt64)) {
      let length = UInt64(truncatingIfNeeded: count)
      first = mark.0 &+ length &* 0x9fb2_1c65_1e98_df25
      second = mark.1 ^ length &* 0xc2b2_ae3d_27d4_eb4f
    }

    /// Takes two words in, each lane by a product in full width of both; the old state is rotated
    /// in, so that a product of zero loses nothing of it.
    ///
    /// Own mixture after wyhash (Wang Yi, public domain).
    @inline(__always)
    mutating func add(_ left: UInt64, _ right: UInt64) {
      let one = (first ^ left).multipliedFullWidth(by: right ^ 0xa076_1d64_78bd_642f)
      let other = (second ^ right).multipliedFullWidth(by: left ^ 0xe703_7ed1_a0b4_28db)
      first = (first << 23 | first >> 41) &+ (one.high ^ one.low)
      second = (second << 41 | second >> 23) &+ (other.high ^ other.low)
    }

    @inline(__always)
    var hash: Hash128 { Hash128(high: mixFirst(first), low: mixSecond(second)) }
  }

  // MARK: Mixers

  /// A bijection each of whose output bits depends on every input bit.
  ///
  /// Source: D. Stafford, "Better Bit Mixing", Mix13, as in Steele et al., "Fast Splittable
  /// Pseudorandom Number Generators", OOPSLA 2014, doi:10.1145/2660193.2660195.
  @inline(__always)
  static func mixFirst(_ value: UInt64) -> UInt64 {
    var mixed = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// Another such bijection.
  ///
  /// Source: A. Appleby, MurmurHash3 (public domain), `fmix64`.
  @inline(__always)
  static func mixSecond(_ value: UInt64) -> UInt64 {
    var mixed = (value ^ value >> 33) &* 0xff51_afd7_ed55_8ccd
    mixed = (mixed ^ mixed >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return mixed ^ mixed >> 33
  }
}

/// Hashes folded together in their order: the values of a row, the values of a column, or rows.
///
/// Each step is a bijection of the state and of what comes in, so that one value that differs makes
/// the end differ for certain.
public struct HashFold: Sendable {
  private var first: UInt64 = 0x2545_f491_4f6c_dd1d
  private var second: UInt64 = 0x6a09_e667_f3bc_c909

  public init() {}

  /// Takes the next hash in.
  @inline(__always)
  public mutating func add(_ hash: Hash128) {
    let one = (first ^ hash.high) &* 0x9e6c_63d0_876a_68df
    let other = (second ^ hash.low) &* 0xd6e8_feb8_6659_fd93
    first = one ^ one >> 29
    second = other ^ other >> 31
  }

  /// The hash of the `count` hashes taken in.
  @inline(__always)
  public func finished(count: Int) -> Hash128 {
    let count = UInt64(truncatingIfNeeded: count)
    return Hash128(
      high: ValueHash.mixFirst(first &+ count), low: ValueHash.mixSecond(second ^ count))
  }
}
