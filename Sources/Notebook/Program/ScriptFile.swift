import Glibc
import SessionRecord

/// Reads a script's text from a file.
enum ScriptFile {
  /// The most bytes that a script may hold; a larger file is no script.
  private static let largest = 64 << 20

  /// The text of a file; nil where there is none, invalid UTF-8 repaired.
  ///
  /// - Throws: `SessionRecordError` where it cannot be read or is too large.
  static func text(at path: String) throws(SessionRecordError) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw SessionRecordError(.unreadableFile, String(cString: strerror(errno)), file: path)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = block.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw SessionRecordError(.unreadableFile, String(cString: strerror(errno)), file: path)
      }
      if count == 0 { break }
      bytes += block[..<count]
      guard bytes.count <= largest else {
        throw SessionRecordError(
          .unreadableFile, "the file is too large for a script", file: path,
          expected: "at most 64 MiB", remedy: "use `load` for data")
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
