import CZip

/// A copy of a zip archive in which some entries hold other bytes.
///
/// The other entries are copied as they are packed.
enum ZipCopy {
  /// 1980-01-01, with which spreadsheet programs date the parts of workbooks, as MS-DOS has it.
  private static let date: UInt16 = 0x21

  /// Copies an archive.
  ///
  /// - Parameters:
  ///   - source: The archive.
  ///   - packed: Its bytes.
  ///   - entries: Numbers of entries of it, with what they are to hold.
  /// - Returns: The bytes of the copy.
  /// - Throws: `TabularError` where it is damaged or memory does not suffice.
  /// - Complexity: O(bytes).
  static func bytes(
    of source: ByteSource, _ packed: [UInt8], replacing entries: [(index: Int64, bytes: [UInt8])]
  ) throws(TabularError) -> [UInt8] {
    var failure = zip_error_t()
    zip_error_init(&failure)
    defer { zip_error_fini(&failure) }
    // libzip reads what it is given until the archive is closed, and writes the copy beside it.
    let old = Held(packed)
    guard let buffer = zip_source_buffer_create(old.start, UInt64(packed.count), 0, &failure)
    else { throw ZipArchive.damaged(source, text(&failure)) }
    defer { zip_source_free(buffer) }
    zip_source_keep(buffer)
    guard let archive = zip_open_from_source(buffer, 0, &failure) else {
      zip_source_free(buffer)
      throw ZipArchive.damaged(source, text(&failure))
    }
    let new = entries.map { Held($0.bytes) }
    let isReplaced = zip(entries, new).allSatisfy { entry, bytes in
      let index = UInt64(entry.index)
      guard let content = zip_source_buffer(archive, bytes.start, UInt64(entry.bytes.count), 0)
      else { return false }
      guard zip_file_replace(archive, index, content, 0) == 0 else {
        zip_source_free(content)
        return false
      }
      return zip_set_file_compression(archive, index, ZIP_CM_DEFLATE, 0) == 0
        && zip_file_set_dostime(archive, index, 0, date, 0) == 0
    }
    guard isReplaced, zip_close(archive) == 0 else {
      let reason = String(cString: zip_strerror(archive))
      zip_discard(archive)
      throw ZipArchive.damaged(source, reason)
    }
    withExtendedLifetime((old, new)) {}
    return try read(buffer, source)
  }

  /// What the copy holds.
  private static func read(
    _ buffer: OpaquePointer, _ source: ByteSource
  ) throws(TabularError) -> [UInt8] {
    var status = zip_stat_t()
    zip_stat_init(&status)
    guard zip_source_stat(buffer, &status) == 0, zip_source_open(buffer) == 0 else {
      throw ZipArchive.damaged(source, "its copy cannot be read")
    }
    defer { zip_source_close(buffer) }
    var bytes = [UInt8](repeating: 0, count: Int(status.size))
    let count = bytes.withUnsafeMutableBytes { target in
      zip_source_read(buffer, target.baseAddress, UInt64(target.count))
    }
    guard count == Int64(bytes.count) else {
      throw ZipArchive.damaged(source, "its copy cannot be read")
    }
    return bytes
  }

  private static func text(_ failure: inout zip_error_t) -> String {
    String(cString: zip_error_strerror(&failure))
  }

  /// Bytes at one place for as long as it lives.
  private final class Held {
    let start: UnsafeMutablePointer<UInt8>

    init(_ bytes: [UInt8]) {
      start = .allocate(capacity: max(1, bytes.count))
      start.initialize(from: bytes, count: bytes.count)
    }

    deinit { start.deallocate() }
  }
}
