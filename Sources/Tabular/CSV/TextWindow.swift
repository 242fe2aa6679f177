#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A window of UTF-8 text that moves over a source: at least one whole record lies in it.
///
/// Only positions between `start` and `end` hold text. The window grows for a long record.
final class TextWindow {
  /// A row may not be longer than this: beyond it, a quote was surely left open.
  static let longestRecord = 16 << 20

  let source: ByteSource
  private let transcoder: Transcoder?
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
    transcoder = Transcoder(encoding)
    offset = Self.markLength(encoding, source)
    let isTranscoded = transcoder != nil
    capacity = Self.chunkSize * (isTranscoded ? Transcoder.growth + 1 : 1) + 64 * 1024
    base = .allocate(capacity: capacity)
    chunk = .allocate(byteCount: isTranscoded ? Self.chunkSize : 0, alignment: 64)
  }

  /// The length of the mark in front of the text, which belongs to no cell.
  private static func markLength(_ encoding: CSVDialect.Encoding, _ source: ByteSource) -> Int {
    switch encoding {
    case .utf8WithMark: return 3
    case .utf16LittleEndian, .utf16BigEndian:
      let head = (try? source.head(2)) ?? []
      return head == [0xFF, 0xFE] || head == [0xFE, 0xFF] ? 2 : 0
    case .utf8, .windows1252, .macRoman, .cp850: return 0
    }
  }

  /// The offset in the source of a position of the window, where the text is UTF-8.
  @inline(__always)
  func sourceOffset(of position: Int) -> Int { offset - (end - position) }

  deinit {
    base.deallocate()
    chunk.deallocate()
  }

  /// The length of the line at `start`, or nil where its end lies beyond the window.
  var lineLength: Int? {
    guard start < end, let found = memchr(base + start, 0x0A, end - start) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base + start)
  }

  /// Moves what is left to the front and reads on behind it.
  ///
  /// - Returns: false where the record at `start` is longer than `longestRecord`.
  func refill() throws(TabularError) -> Bool {
    let left = end - start
    if left > longestRecord { return false }
    let room = transcoder == nil ? 1 : Self.chunkSize * Transcoder.growth
    if capacity - left < max(room, capacity / 4) {
      grow(to: max(capacity * 2, left + room), keeping: left)
    } else {
      base.update(from: base + start, count: left)
    }
    start = 0
    end = left
    if let transcoder { try read(by: transcoder) } else { try readPlain() }
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

  private func read(by transcoder: Transcoder) throws(TabularError) {
    let got = try source.read(at: offset, into: chunk)
    let isLast = offset + got >= source.byteCount || got == 0
    let piece = UnsafeRawBufferPointer(rebasing: chunk[..<got])
    let (taken, written) = transcoder.transcode(piece, to: base + end, isLast: isLast)
    offset += taken
    end += written
    if isLast { isAtEnd = true }
  }
}
