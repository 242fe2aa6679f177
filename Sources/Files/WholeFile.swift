#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Files that are read as a whole.
public enum WholeFile {
  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - limit: The most bytes that it may have.
  /// - Returns: All of them.
  /// - Throws: `FileError` for a file that is not there, is no ordinary one, cannot be
  ///   read or is larger.
  public static func read(_ path: String, upTo limit: Int) throws(FileError) -> [UInt8] {
    guard FileKind(at: path) != nil else {
      throw FileError(
        .unreadable, String(cString: strerror(errno)), file: path, remedy: "check the path",
        reason: errno == ENOENT || errno == ENOTDIR ? .missing : .system)
    }
    let file = try OpenFile.reading(path)
    defer { file.close() }
    guard file.size <= limit else {
      throw FileError(
        .unreadable, "has \(file.size) bytes", file: path, expected: "at most \(limit) bytes",
        reason: .tooLarge)
    }
    return try file.readAll()
  }
}
