/// The hashes by which private values are known again without being kept.
///
/// A value is hashed by its folded letters and digits alone, so that blanks, hyphens, case and
/// diacritics are of no matter, and any piece of a text can be asked for in constant time: the hash
/// of a piece follows from the hashes of the text up to its two ends.
public enum NameHash {
  /// What a hash stands for, kept in its lowest three bits.
  public enum Kind: UInt64, Sendable {
    /// A name of several words, in the order in which it was written.
    case whole
    /// A name of one word.
    case single
    /// A telling word of a name of several words.
    case word
    /// The first three or five letters of a word of a name.
    case prefix
    /// A street with its number.
    case street
    /// A whole name with its umlauts written out.
    case variant
    /// The letters of a value that somebody declared public.
    case open

    var flag: UInt8 { 1 << UInt8(rawValue) }
  }

  /// Leaves 2,048 buckets, by the entries' highest bits.
  private static let bucketShift: UInt64 = 53
  private static let kindMask: UInt64 = 7

  /// The bucket that an entry falls into.
  public static func bucket(of entry: UInt64) -> Int { Int(entry >> bucketShift) }

  /// The kinds, as flags, under which a hash is among ascending entries.
  ///
  /// - Complexity: O(log n).
  public static func flags(of hash: UInt64, in entries: [UInt64]) -> UInt8 {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle] < hash { low = middle + 1 } else { high = middle }
    }
    var flags: UInt8 = 0
    while low < entries.count, entries[low] & ~kindMask == hash {
      flags |= 1 << UInt8(entries[low] & kindMask)
      low += 1
    }
    return flags
  }

  /// The entry that a private value takes out of an index: that it is public.
  public static func opened(_ entry: UInt64) -> UInt64? {
    let open = entry & ~kindMask | Kind.open.rawValue
    let kind = Kind(rawValue: entry & kindMask)
    return kind == .open || kind == .word || kind == .prefix ? nil : open
  }

  /// Whether an entry states that a value is public.
  public static func isOpen(_ entry: UInt64) -> Bool { entry & kindMask == Kind.open.rawValue }

  // MARK: Arithmetic

  /// The factor of the polynomial; odd, so that no letter is lost.
  static let base: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The longest piece of a text that is looked up, in letters.
  static let mostLetters = 48

  /// `base` to the powers of 0 to `mostLetters`.
  static let powers: [UInt64] = {
    var powers: [UInt64] = [1]
    for _ in 0..<mostLetters { powers.append(powers[powers.count - 1] &* base) }
    return powers
  }()

  /// What each ASCII letter or digit adds to a hash.
  static let asciiCodes: [UInt64] = (0..<128).map { spread(UInt64($0)) }

  @inline(__always)
  static func code(of scalar: UInt32) -> UInt64 { spread(UInt64(scalar)) }

  /// The entry's bits above its kind.
  @inline(__always)
  static func key(_ polynomial: UInt64) -> UInt64 { spread(polynomial) & ~kindMask }

  @inline(__always)
  static func entry(_ polynomial: UInt64, _ kind: Kind) -> UInt64 {
    key(polynomial) | kind.rawValue
  }

  /// Sebastiano Vigna's finalizer of SplitMix64.
  @inline(__always)
  private static func spread(_ value: UInt64) -> UInt64 {
    var z = value &+ base
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  static func polynomial(of letters: some Sequence<UInt32>) -> UInt64 {
    letters.reduce(0) { $0 &* base &+ code(of: $1) }
  }

  static func power(_ count: Int) -> UInt64 {
    if count < powers.count { return powers[count] }
    return (0..<count).reduce(1) { power, _ in power &* base }
  }
}
