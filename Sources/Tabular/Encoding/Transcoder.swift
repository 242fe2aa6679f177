/// Writes text of another encoding as UTF-8, a piece at a time.
struct Transcoder {
  private let page: CodePage?
  private let isBigEndian: Bool

  /// The most bytes of UTF-8 that one byte becomes.
  static let growth = 3

  /// Makes one, or gives nil where the text is UTF-8 already.
  init?(_ encoding: CSVDialect.Encoding) {
    page = CodePage(encoding)
    isBigEndian = encoding == .utf16BigEndian
    if page == nil, encoding != .utf16LittleEndian, encoding != .utf16BigEndian { return nil }
  }

  /// Writes a piece.
  ///
  /// - Parameters:
  ///   - bytes: the piece, whose last bytes may be the beginning of a character.
  ///   - target: has room for `growth` bytes for each.
  ///   - isLast: whether no bytes follow.
  /// - Returns: how many bytes were taken and how many written.
  func transcode(
    _ bytes: UnsafeRawBufferPointer, to target: UnsafeMutablePointer<UInt8>, isLast: Bool
  ) -> (taken: Int, written: Int) {
    if let page { return (bytes.count, page.transcode(bytes, to: target)) }
    var index = 0
    var written = 0
    while index + 1 < bytes.count {
      var value = UInt32(unit(bytes, index))
      var length = 2
      if value & 0xFC00 == 0xD800 {
        if index + 3 < bytes.count, unit(bytes, index + 2) & 0xFC00 == 0xDC00 {
          value = 0x10000 + (value & 0x3FF) << 10 + UInt32(unit(bytes, index + 2) & 0x3FF)
          length = 4
        } else if index + 3 >= bytes.count, !isLast {
          break
        }
      }
      Self.put(UnicodeScalar(value) ?? "\u{FFFD}", target, &written)
      index += length
    }
    return (isLast ? bytes.count : index, written)
  }

  @inline(__always)
  private func unit(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> UInt16 {
    isBigEndian
      ? UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
      : UInt16(bytes[index + 1]) << 8 | UInt16(bytes[index])
  }

  @inline(__always)
  private static func put(
    _ scalar: UnicodeScalar, _ target: UnsafeMutablePointer<UInt8>, _ written: inout Int
  ) {
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
      target[written] = byte
      written += 1
    }
  }

  /// The text of some bytes that are held in memory.
  static func text(_ bytes: [UInt8], _ encoding: CSVDialect.Encoding) -> [UInt8] {
    guard let transcoder = Transcoder(encoding) else { return bytes }
    let room = bytes.count * growth + 4
    return [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      count = bytes.withUnsafeBytes { transcoder.transcode($0, to: base, isLast: true).written }
    }
  }
}

/// Whether text in UTF-16 is whole, and where it is not.
struct UTF16Check {
  private let isBigEndian: Bool
  private var pending: UInt8?
  private var owesLow = false
  private var offset = 0
  /// The offset of the first unit that is half of a pair or NUL.
  private(set) var firstBad: Int?
  private(set) var firstNUL: Int?

  init(isBigEndian: Bool) {
    self.isBigEndian = isBigEndian
  }

  mutating func feed(_ bytes: UnsafeRawBufferPointer) {
    for byte in bytes {
      if let first = pending {
        pending = nil
        take(isBigEndian ? UInt16(first) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(first))
      } else {
        pending = byte
      }
      offset += 1
    }
  }

  private mutating func take(_ unit: UInt16) {
    let isLow = unit & 0xFC00 == 0xDC00
    if owesLow != isLow, firstBad == nil { firstBad = offset - 1 }
    owesLow = unit & 0xFC00 == 0xD800
    if unit == 0, firstNUL == nil { firstNUL = offset - 1 }
  }

  /// The first place that is no character, the end among them.
  var badAtEnd: Int? { firstBad ?? (pending != nil || owesLow ? max(0, offset - 1) : nil) }
}
