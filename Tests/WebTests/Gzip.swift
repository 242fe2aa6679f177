import CZlib

/// Packing for tests.
enum Gzip {
  struct Failure: Error {}

  static func packed(_ bytes: [UInt8]) throws -> [UInt8] {
    var stream = z_stream()
    // 16 more than the window's bits: with gzip's header.
    guard
      deflateInit2_(
        &stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw Failure() }
    defer { deflateEnd(&stream) }
    var result = [UInt8](repeating: 0, count: bytes.count / 500 + 1_000)
    var input = bytes
    let end = input.withUnsafeMutableBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        return deflate(&stream, Z_FINISH)
      }
    }
    guard end == Z_STREAM_END else { throw Failure() }
    return Array(result.prefix(Int(stream.total_out)))
  }
}
