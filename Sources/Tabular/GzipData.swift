import CZlib

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Text packed by gzip (RFC 1952), unpacked into memory as a whole.
enum GzipData {
  /// The most bytes that are unpacked: they stay in memory while the file is read.
  static let mostBytes = 512 << 20
  private static let pieceSize = 1 << 17

  /// Whether a source begins as gzip's data do.
  static func isGzip(_ source: ByteSource) throws(TabularError) -> Bool {
    try source.head(3).starts(with: [0x1F, 0x8B, 8])
  }

  /// Unpacks all members of a source, one behind the other.
  ///
  /// - Parameters:
  ///   - source: the packed bytes.
  ///   - name: what the unpacked bytes are called.
  ///   - watch: asked for cancellation.
  /// - Returns: the unpacked bytes.
  /// - Throws: `TabularError` where the data are broken, truncated or more than is allowed.
  static func unpack(
    _ source: ByteSource, name: String, watch: LoadWatch
  ) throws(TabularError) -> ByteSource {
    var stream = z_stream()
    // 15 bits of window, and a header of gzip.
    let version = ZLIB_VERSION
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, 15 + 16, version, size) == Z_OK else {
      throw TabularError(.unreadable, "needs more memory than is available", file: source.name)
    }
    defer { inflateEnd(&stream) }
    let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 64)
    defer { piece.deallocate() }
    var output = GrowingBytes()
    defer { output.free() }
    var offset = 0
    var status = Z_OK
    var isFilling = false
    while true {
      try watch.check(source)
      let got = try source.read(at: offset, into: piece)
      offset += got
      stream.next_in = piece.baseAddress?.assumingMemoryBound(to: UInt8.self)
      stream.avail_in = UInt32(got)
      repeat {
        if status == Z_STREAM_END {
          // Another member follows, or the zeros that some programs fill the file up with.
          guard stream.avail_in > 0, !isFilling, stream.next_in?.pointee == 0x1F else {
            try checkFilling(stream, source)
            isFilling = isFilling || stream.avail_in > 0
            break
          }
          inflateReset(&stream)
        }
        guard output.reserve(pieceSize) else {
          throw TabularError(.unreadable, "needs more memory than is available", file: source.name)
        }
        stream.next_out = output.end
        stream.avail_out = UInt32(pieceSize)
        status = inflate(&stream, Z_NO_FLUSH)
        output.count += pieceSize - Int(stream.avail_out)
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
          throw damaged(source, stream.msg.map { String(cString: $0) } ?? "broken data")
        }
        try check(output.count, source)
      } while stream.avail_in > 0 || stream.avail_out == 0 && status == Z_OK
      if got == 0 {
        guard status == Z_STREAM_END else { throw damaged(source, "it ends too early") }
        return ByteSource(adopting: output.take(), name: name)
      }
    }
  }

  /// Refuses bytes behind the last member, which nobody would read.
  private static func checkFilling(
    _ stream: z_stream, _ source: ByteSource
  ) throws(TabularError) {
    let rest = UnsafeBufferPointer(start: stream.next_in, count: Int(stream.avail_in))
    guard rest.contains(where: { $0 != 0 }) else { return }
    throw damaged(source, "bytes that are not packed stand behind its end")
  }

  private static func damaged(_ source: ByteSource, _ reason: String) -> TabularError {
    TabularError(
      .damaged, "is a damaged or truncated gzip file: \(reason)", file: source.name,
      remedy: "copy or export it again")
  }

  private static func check(_ count: Int, _ source: ByteSource) throws(TabularError) {
    let isBomb =
      count > ZipArchive.ratioFree && count / ZipArchive.mostRatio > source.byteCount
    guard count > mostBytes || isBomb else { return }
    throw TabularError(
      .tooLarge, "unpacks to more than \(count >> 20) MB", file: source.name,
      expected:
        "at most \(mostBytes >> 20) MB, and at most \(ZipArchive.mostRatio) times its packed size",
      remedy: "unpack it first: gunzip FILE")
  }
}

/// Bytes in memory that grow in place where the system can.
private struct GrowingBytes {
  var count = 0
  private var base: UnsafeMutableRawPointer?
  private var capacity = 0

  var end: UnsafeMutablePointer<UInt8>? {
    base.map { ($0 + count).assumingMemoryBound(to: UInt8.self) }
  }

  mutating func reserve(_ more: Int) -> Bool {
    guard capacity - count < more else { return true }
    let wanted = max(capacity * 2, count + more)
    guard let larger = realloc(base, wanted) else { return false }
    base = larger
    capacity = wanted
    return true
  }

  /// Hands the bytes over, to be freed by whoever takes them.
  mutating func take() -> UnsafeRawBufferPointer {
    let taken = UnsafeRawBufferPointer(start: base, count: count)
    base = nil
    return taken
  }

  mutating func free() {
    #if canImport(Darwin)
      Darwin.free(base)
    #else
      Glibc.free(base)
    #endif
    base = nil
  }
}
