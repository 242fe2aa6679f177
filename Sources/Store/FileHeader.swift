import Glibc

/// The first 100 bytes of a database file, read without SQLite so that nothing is changed.
///
/// Source: "Database File Format", section 1.3, sqlite.org/fileformat2.html.
struct FileHeader {
  let byteCount: Int
  let isSQLite: Bool
  let userVersion: Int32
  let applicationID: Int32
  /// Whether changes go to a log beside the file, so that readers never block.
  let hasWriteAheadLog: Bool

  /// Whether the file ends before the pages that its header counts, with no log that holds them.
  let isTruncated: Bool

  /// Reads a file's header, or nil where there is no such file.
  ///
  /// - Throws: ``StoreError/cannotOpen(path:reason:)`` for what is no file: a folder, a pipe, a
  ///   device. None of them is waited for.
  init?(path: String) throws(StoreError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    var status = stat()
    guard descriptor >= 0 else {
      // A socket cannot even be opened.
      if stat(path, &status) == 0, let kind = Self.kind(of: status) {
        throw .cannotOpen(path: path, reason: "it is \(kind), not a file")
      }
      return nil
    }
    defer { close(descriptor) }
    guard fstat(descriptor, &status) == 0 else { return nil }
    if let kind = Self.kind(of: status) {
      throw .cannotOpen(path: path, reason: "it is \(kind), not a file")
    }
    var bytes = [UInt8](repeating: 0, count: 100)
    byteCount = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    isSQLite = byteCount == 100 && Array(bytes[0..<16]) == Array("SQLite format 3\0".utf8)
    userVersion = Self.bigEndian(bytes[60..<64])
    applicationID = Self.bigEndian(bytes[68..<72])
    hasWriteAheadLog = bytes[18] == 2 && bytes[19] == 2
    let pages = Int64(UInt32(bitPattern: Self.bigEndian(bytes[28..<32])))
    let exponent = Int64(bytes[16]) << 8 | Int64(bytes[17])
    // 1 stands for 65,536; the count holds where the change counter is the one it was made at.
    let pageSize = exponent == 1 ? 65_536 : exponent
    var log = stat()
    let hasLog = stat(path + "-wal", &log) == 0 && log.st_size > 0
    isTruncated =
      isSQLite && !hasLog && bytes[24..<28] == bytes[92..<96]
      && Int64(status.st_size) < pages * pageSize
  }

  /// What stands in a file's place, or nil for a file.
  private static func kind(of status: stat) -> String? {
    switch status.st_mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    default: "a device"
    }
  }

  private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int32 {
    Int32(bitPattern: bytes.reduce(0) { $0 << 8 | UInt32($1) })
  }
}
