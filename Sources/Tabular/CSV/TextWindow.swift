/// A window of UTF-8 text that moves over a source: at least one whole record lies in it.
///
/// Only positions between `start` and `end` hold text. The window grows for a long record.
final class TextWindow {
  /// A row may not be longer than this: beyond it, a quote was surely left open.
  static let longestRecord = 16 << 20

  let source: ByteSource
  private let isWindows1252: Bool
  private(set) var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// Where the text that is not yet consumed begins and ends.
  var start = 0
  private(set) var end = 0
  /// The offset in the source of the next byte to read.
  private(set) var offset: Int
  /// True once the source has no more bytes to give.
  private(set) var isAtEnd = false
  private let chunk: UnsafeMutableRawBufferPointer

  private static let chunkSize = 1 << 20
  private let longestRecord: Int

  init(
    source: ByteSource, encoding: CSVDialect.Encoding,
    longestRecord: Int = TextWindow.longestRecord
  ) {
    self.source = source
    self.longestRecord = longestRecord
    isWindows1252 = encoding == .windows1252
    offset = encoding == .utf8WithMark ? 3 : 0
    capacity = Self.chunkSize * (isWindows1252 ? 4 : 1) + 64 * 1024
    base = .allocate(capacity: capacity)
    chunk = .allocate(byteCount: isWindows1252 ? Self.chunkSize : 0, alignment: 64)
  }

  deinit {
    base.deallocate()
    chunk.deallocate()
  }

  /// Moves what is left to the front and reads on behind it.
  ///
  /// - Returns: false where the record at `start` is longer than `longestRecord`.
  func refill() throws(TabularError) -> Bool {
    let left = end - start
    if left > longestRecord { return false }
    let room = isWindows1252 ? Self.chunkSize * 3 : 1
    if capacity - left < max(room, capacity / 4) {
      grow(to: max(capacity * 2, left + room), keeping: left)
    } else {
      base.update(from: base + start, count: left)
    }
    start = 0
    end = left
    if isWindows1252 { try readTranscoding() } else { try readPlain() }
    return true
  }

  private func grow(to size: Int, keeping left: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    larger.update(from: base + start, count: left)
    base.deallocate()
    base = larger
    capacity = size
  }

  private func readPlain() throws(TabularError) {
    let room = UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
    let got = try source.read(at: offset, into: room)
    end += got
    offset += got
    if offset >= source.byteCount || got == 0 { isAtEnd = true }
  }

  private func readTranscoding() throws(TabularError) {
    let got = try source.read(at: offset, into: chunk)
    offset += got
    if offset >= source.byteCount || got == 0 { isAtEnd = true }
    end += Windows1252.transcode(UnsafeRawBufferPointer(rebasing: chunk[..<got]), to: base + end)
  }
}

/// The code page of Western Windows, as the WHATWG Encoding Standard maps it.
enum Windows1252 {
  /// The characters of 0x80...0x9F; every other byte is its own code point.
  private static let high: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
  ]

  /// Writes bytes as UTF-8; the target needs room for three bytes each.
  ///
  /// - Returns: the number of bytes written.
  static func transcode(_ bytes: UnsafeRawBufferPointer, to target: UnsafeMutablePointer<UInt8>)
    -> Int
  {
    var written = 0
    for byte in bytes {
      guard byte >= 0x80 else {
        target[written] = byte
        written += 1
        continue
      }
      let scalar = byte < 0xA0 ? high[Int(byte) - 0x80] : UInt16(byte)
      if scalar < 0x800 {
        target[written] = 0xC0 | UInt8(scalar >> 6)
        written += 1
      } else {
        target[written] = 0xE0 | UInt8(scalar >> 12)
        target[written + 1] = 0x80 | UInt8((scalar >> 6) & 0x3F)
        written += 2
      }
      target[written] = 0x80 | UInt8(scalar & 0x3F)
      written += 1
    }
    return written
  }
}
