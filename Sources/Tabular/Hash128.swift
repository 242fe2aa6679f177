import Files

/// A 128-bit hash: fast, against accident and editing, not cryptographic.
///
///     Hash128("c73be75e0d0be6fcc782041dd37ca273")?.base64   // 22 letters
public struct Hash128: Hashable, Sendable, CustomStringConvertible {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The hash of nothing added: zero.
  public static let zero = Hash128(high: 0, low: 0)

  /// The sum of two hashes modulo 2^128, in which order does not matter.
  public static func &+ (left: Hash128, right: Hash128) -> Hash128 {
    let (low, carries) = left.low.addingReportingOverflow(right.low)
    return Hash128(high: left.high &+ right.high &+ (carries ? 1 : 0), low: low)
  }

  /// What undoes the addition of a hash modulo 2^128.
  public static func &- (left: Hash128, right: Hash128) -> Hash128 {
    let (low, borrows) = left.low.subtractingReportingOverflow(right.low)
    return Hash128(high: left.high &- right.high &- (borrows ? 1 : 0), low: low)
  }

  /// Reads the 32 lower-case hexadecimal digits that `description` gives, or nil.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
      let low = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }

  public var description: String { Hexadecimal.text(high) + Hexadecimal.text(low) }
}

// MARK: Base 64

extension Hash128 {
  /// The 22 letters of the hash in the URL-safe alphabet without padding, the highest bits first.
  ///
  /// Source: RFC 4648, section 5.
  public var base64: String {
    var letters: [UInt8] = []
    letters.reserveCapacity(Self.letterCount)
    for place in 0..<Self.letterCount {
      letters.append(Self.alphabet[Int(bits(from: place * 6))])
    }
    return String(decoding: letters, as: UTF8.self)
  }

  /// Reads the letters that ``base64`` gives, or nil for any other text.
  public init?(base64 text: some StringProtocol) {
    guard text.utf8.count == Self.letterCount else { return nil }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for (place, letter) in text.utf8.enumerated() {
      guard let digit = Self.alphabet.firstIndex(of: letter).map(UInt64.init) else { return nil }
      // The last letter holds two bits alone.
      let width: UInt64 = place == Self.letterCount - 1 ? 2 : 6
      guard digit & (0x3f >> width) == 0 || width == 6 else { return nil }
      high = high << width | low >> (64 - width)
      low = low << width | digit >> (6 - width)
    }
    self.init(high: high, low: low)
  }

  private static let letterCount = 22
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The six bits from one of the 128 on, counted from the highest; zeros stand behind the last.
  private func bits(from place: Int) -> UInt64 {
    let word =
      place < 64
      ? high << UInt64(place) | (place == 0 ? 0 : low >> UInt64(64 - place))
      : low << UInt64(place - 64)
    return word >> 58
  }
}
