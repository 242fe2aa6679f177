/// A fast 64-bit hash of a row's bytes, the same on every machine and for ever.
///
/// Eight bytes at a time, little-endian, are mixed in with a full 128-bit product whose halves are
/// folded by exclusive or, as wyhash does (Wang Yi, public domain); the length comes last, so that
/// a padded row is another. The constants are the hexadecimal digits of π.
enum RowHash {
  private static let start: UInt64 = 0x243f_6a88_85a3_08d3
  private static let first: UInt64 = 0x1319_8a2e_0370_7345
  private static let second: UInt64 = 0xa409_3822_299f_31d1

  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var state = start
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      state = folded(state ^ UInt64(littleEndian: word), first)
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < bytes.count {
      rest = rest << 8 | UInt64(bytes[offset])
      offset += 1
    }
    return folded(folded(state ^ rest, second) ^ UInt64(bytes.count), first)
  }

  private static func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
    // An operand of nought would swallow what came before.
    let product = (left == 0 ? start : left).multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// A sum of row hashes as `rows64:` and 16 digits.
  static func contentHash(_ sum: UInt64) -> ContentHash {
    let digits = String(sum, radix: 16)
    return ContentHash(
      name: "rows64", paddedDigits: String(repeating: "0", count: 16 - digits.count) + digits)
  }
}
