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

  /// Reads a file's header, or nil where there is no such file.
  init?(path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 100)
    byteCount = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    isSQLite = byteCount == 100 && Array(bytes[0..<16]) == Array("SQLite format 3\0".utf8)
    userVersion = Self.bigEndian(bytes[60..<64])
    applicationID = Self.bigEndian(bytes[68..<72])
    hasWriteAheadLog = bytes[18] == 2 && bytes[19] == 2
  }

  private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int32 {
    Int32(bitPattern: bytes.reduce(0) { $0 << 8 | UInt32($1) })
  }
}
