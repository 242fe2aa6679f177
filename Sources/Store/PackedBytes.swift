import CZlib

/// Bytes packed by zlib (RFC 1950), and by gzip (RFC 1952) where they are unpacked.
public enum PackedBytes {
  /// Packs bytes.
  ///
  /// - Throws: ``StoreError/cannotWrite(reason:)`` where there is not enough memory.
  /// - Complexity: O(bytes).
  static func pack(_ bytes: [UInt8]) throws -> [UInt8] {
    var status = Z_OK
    let packed = [UInt8](unsafeUninitializedCapacity: Int(compressBound(uLong(bytes.count)))) {
      buffer, count in
      var length = uLongf(buffer.count)
      status = bytes.withUnsafeBufferPointer {
        compress2(buffer.baseAddress, &length, $0.baseAddress, uLong($0.count), 6)
      }
      count = status == Z_OK ? Int(length) : 0
    }
    guard status == Z_OK else { throw StoreError.cannotWrite(reason: "zlib ran out of memory") }
    return packed
  }

  /// Unpacks bytes, all members of a gzip file one behind the other.
  ///
  /// - Parameters:
  ///   - packed: The packed bytes.
  ///   - most: The most bytes that they may unpack to.
  /// - Returns: The bytes, or nil where they are damaged, truncated or more.
  /// - Complexity: O(unpacked bytes).
  public static func unpack(_ packed: [UInt8], upTo most: Int) -> [UInt8]? {
    var stream = z_stream()
    // 15 bits of window; the header tells which of the two it is.
    guard
      inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }
    var input = packed
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    return input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(clamping: input.count)
      while true {
        let status = piece.withUnsafeMutableBufferPointer { piece in
          stream.next_out = piece.baseAddress
          stream.avail_out = UInt32(piece.count)
          return inflate(&stream, Z_NO_FLUSH)
        }
        output += piece[..<(piece.count - Int(stream.avail_out))]
        guard output.count <= most else { return nil }
        switch status {
        case Z_OK: continue
        case Z_STREAM_END:
          guard stream.avail_in > 0, stream.next_in?.pointee == 0x1F else { return output }
          inflateReset(&stream)
        default: return nil
        }
      }
    }
  }
}
