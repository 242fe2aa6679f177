import Files

/// A digest of some content: the algorithm's name and lower-case hexadecimal digits.
///
///     ContentHash.sha256(of: bytes).description   // "sha256:3f9a…" in full
public struct ContentHash: Hashable, Sendable, CustomStringConvertible {
  /// The fewest digits that count as the beginning of the same hash: 64 bits.
  public static let fewestDigits = 16

  public let algorithm: String
  public let digits: String

  /// Makes a hash of its parts, or nil where they are not a name and hexadecimal digits.
  public init?(algorithm: String, digits: String) {
    let digits = digits.lowercased()
    guard !algorithm.isEmpty, algorithm.utf8.allSatisfy(Self.isNameByte), !digits.isEmpty,
      digits.utf8.allSatisfy(Self.isHexadecimal)
    else { return nil }
    self.algorithm = algorithm
    self.digits = digits
  }

  /// Reads `algorithm:digits`.
  public init?(_ text: some StringProtocol) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    self.init(
      algorithm: String(text[..<colon]), digits: String(text[text.index(after: colon)...]))
  }

  /// For digits made here.
  init(name: String, paddedDigits: String) {
    algorithm = name
    digits = paddedDigits
  }

  public var description: String { "\(algorithm):\(digits)" }

  /// The same hash with at most so many digits (at least 16), for records that are read.
  public func shortened(to count: Int = ContentHash.fewestDigits) -> ContentHash {
    ContentHash(algorithm: algorithm, digits: String(digits.prefix(max(count, Self.fewestDigits))))
      ?? self
  }

  /// The first digits and an ellipsis, for talk: `3f9a2b1c…`.
  public var display: String { digits.count > 8 ? digits.prefix(8) + "…" : digits }

  /// Says whether both are of one content: equal, or one the beginning of the other.
  public func agrees(with other: ContentHash) -> Bool {
    guard algorithm == other.algorithm else { return false }
    if digits == other.digits { return true }
    guard min(digits.utf8.count, other.digits.utf8.count) >= Self.fewestDigits else { return false }
    return digits.hasPrefix(other.digits) || other.digits.hasPrefix(digits)
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

// MARK: SHA-256

extension ContentHash {
  /// The hash of all bytes that a SHA-256 was fed with.
  public init(_ hasher: SHA256) { self.init(name: "sha256", paddedDigits: hasher.digits) }

  /// The SHA-256 of some bytes.
  public static func sha256(of bytes: some Sequence<UInt8>) -> ContentHash {
    var hasher = SHA256()
    hasher.update(bytes)
    return ContentHash(hasher)
  }

  /// The SHA-256 of a text's UTF-8.
  public static func sha256(of text: String) -> ContentHash { sha256(of: text.utf8) }

  /// The SHA-256 of a file, read in pieces of 1 MiB.
  ///
  /// - Parameter path: the file.
  /// - Returns: the hash of all its bytes.
  /// - Throws: `SessionRecordError` where the file cannot be opened or read.
  public static func sha256(ofFile path: String) throws(SessionRecordError) -> ContentHash {
    try SessionRecordError.translating { () throws(FileError) in
      let file = try OpenFile.reading(path)
      defer { file.close() }
      var hasher = SHA256()
      while true {
        let piece = try file.read(upTo: 1 << 20)
        if piece.isEmpty { return ContentHash(hasher) }
        hasher.update(piece)
      }
    }
  }

  /// The name of hashes that stand for a private text or number.
  private static let textName = "text"

  /// The first 128 bits of the SHA-256 of a text's UTF-8, for a text that no record may hold.
  public static func hidden(_ text: String) -> ContentHash {
    ContentHash(name: textName, paddedDigits: String(sha256(of: text).digits.prefix(32)))
  }

  /// Whether it stands for a private text or number.
  public var isHidden: Bool { algorithm == Self.textName }
}
