import CZip

/// A copy of a zip archive in which some entries hold other bytes.
///
/// It is a new archive: the other entries are copied as they are packed, in their order. To write into
/// the old one would be shorter, but libzip 1.7 then damages its memory where the first entries are
/// stored and not deflated.
enum ZipCopy {
  /// 1980-01-01, with which spreadsheet programs date the parts of workbooks, as MS-DOS has it.
  private static let date: UInt16 = 0x21

  /// Copies an archive.
  ///
  /// - Parameters:
  ///   - archive: The archive.
  ///   - entries: Numbers of entries of it, with what they are to hold.
  /// - Returns: The bytes of the copy.
  /// - Throws: `TabularError` where it is damaged or memory does not suffice.
  /// - Complexity: O(bytes).
  static func bytes(
    of archive: ZipArchive, replacing entries: [(index: Int64, bytes: [UInt8])]
  ) throws(TabularError) -> [UInt8] {
    var failure = zip_error_t()
    zip_error_init(&failure)
    defer { zip_error_fini(&failure) }
    guard let buffer = zip_source_buffer_create(nil, 0, 0, &failure) else {
      throw ZipArchive.damaged(archive.source, text(&failure))
    }
    defer { zip_source_free(buffer) }
    zip_source_keep(buffer)
    guard let copy = zip_open_from_source(buffer, ZIP_CREATE | ZIP_TRUNCATE, &failure) else {
      zip_source_free(buffer)
      throw ZipArchive.damaged(archive.source, text(&failure))
    }
    // libzip reads what it is given until the copy is closed.
    let new = entries.map { (index: $0.index, bytes: Held($0.bytes)) }
    let isWhole = (0..<max(0, zip_get_num_entries(archive.handle, 0))).allSatisfy { index in
      add(index, of: archive.handle, new.first { $0.index == index }?.bytes, to: copy)
    }
    guard isWhole, zip_close(copy) == 0 else {
      let reason = String(cString: zip_strerror(copy))
      zip_discard(copy)
      throw ZipArchive.damaged(archive.source, reason)
    }
    withExtendedLifetime(new) {}
    return try read(buffer, archive.source)
  }

  /// Adds an entry as it is packed, or what it is to hold.
  private static func add(
    _ index: Int64, of archive: OpaquePointer, _ bytes: Held?, to copy: OpaquePointer
  ) -> Bool {
    let number = UInt64(index)
    var status = zip_stat_t()
    zip_stat_init(&status)
    guard zip_stat_index(archive, number, 0, &status) == 0,
      let name = zip_get_name(archive, number, zip_flags_t(ZIP_FL_ENC_RAW))
    else { return false }
    let content =
      bytes.map { zip_source_buffer(copy, $0.start, UInt64($0.count), 0) }
      ?? zip_source_zip(copy, archive, number, zip_flags_t(ZIP_FL_COMPRESSED), 0, -1)
    guard let content else { return false }
    var check = UTF8Check()
    check.feed(UnsafeRawBufferPointer(start: name, count: length(of: name)))
    let isText = check.isValidAtEnd
    let encoding = zip_flags_t(isText ? ZIP_FL_ENC_UTF_8 : ZIP_FL_ENC_CP437)
    let added = zip_file_add(copy, name, content, encoding)
    guard added >= 0 else {
      zip_source_free(content)
      return false
    }
    let isStored = bytes == nil && Int32(status.comp_method) == ZIP_CM_STORE
    var (system, attributes) = (UInt8(0), UInt32(0))
    zip_file_get_external_attributes(archive, number, 0, &system, &attributes)
    return zip_set_file_compression(
      copy, UInt64(added), isStored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) == 0
      && zip_file_set_dostime(copy, UInt64(added), 0, date, 0) == 0
      && zip_file_set_external_attributes(copy, UInt64(added), 0, system, attributes) == 0
  }

  private static func length(of name: UnsafePointer<CChar>) -> Int {
    var length = 0
    while name[length] != 0 { length += 1 }
    return length
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
    let count: Int

    init(_ bytes: [UInt8]) {
      count = bytes.count
      start = .allocate(capacity: max(1, bytes.count))
      start.initialize(from: bytes, count: bytes.count)
    }

    deinit { start.deallocate() }
  }
}
