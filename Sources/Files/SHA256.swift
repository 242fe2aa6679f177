import CDigest

/// A SHA-256 in the making, fed piece by piece (FIPS 180-4, section 6.2).
///
///     var hash = SHA256()
///     hash.update("abc".utf8)
///     hash.digits   // "ba7816bf…", 64 digits
public struct SHA256: Sendable {
  private var state = SHA256_CTX()

  public init() { SHA256_Init(&state) }

  /// Takes more bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    SHA256_Update(&state, bytes.baseAddress, bytes.count)
  }

  /// Takes more bytes; those that are not contiguous in memory are copied first.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    let done: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
    if done == nil { Array(bytes).withUnsafeBytes { update($0) } }
  }

  /// The digest's 32 bytes; more may be fed afterwards.
  public var digest: [UInt8] {
    var last = state
    return [UInt8](unsafeUninitializedCapacity: Int(SHA256_DIGEST_LENGTH)) { buffer, count in
      SHA256_Final(buffer.baseAddress, &last)
      count = Int(SHA256_DIGEST_LENGTH)
    }
  }

  /// The digest as 64 lower-case hexadecimal digits.
  public var digits: String { Hexadecimal.text(digest) }
}

/// Numbers to the base 16, lower-case, two digits a byte.
public enum Hexadecimal {
  private static let digits = Array("0123456789abcdef".utf8)

  public static func text(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  public static func text(_ word: UInt64) -> String {
    text((0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) })
  }
}
