#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Files that are read and written as a whole.
public enum WholeFile {
  /// Writes a file, whole or not at all.
  ///
  /// The bytes go to a draft beside it, are synced, and take the name in one step; the folder is
  /// made where it is missing.
  ///
  /// - Parameters:
  ///   - bytes: What it holds.
  ///   - path: The file's path.
  ///   - replacing: Whether a file of that name may be written over.
  /// - Throws: `SessionRecordError` where the file exists already or cannot be written.
  public static func write(
    _ bytes: [UInt8], to path: String, replacing: Bool
  ) throws(SessionRecordError) {
    let draft = try DraftFile(of: path, replacing: replacing)
    try draft.append(bytes)
    try draft.keep()
  }

  /// The bytes of a file.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - limit: The most bytes that it may have.
  /// - Returns: All of them.
  /// - Throws: `SessionRecordError` for a file that is not there, is no ordinary one, cannot be
  ///   read or is larger.
  public static func read(_ path: String, upTo limit: Int) throws(SessionRecordError) -> [UInt8] {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw SessionRecordError(
        .unreadableFile, String(cString: strerror(errno)), file: path, remedy: "check the path")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SessionRecordError(
        .unreadableFile, "is a folder or a device, not a file", file: path,
        remedy: "name a file")
    }
    guard status.st_size <= limit else {
      throw SessionRecordError(
        .unreadableFile, "has \(status.st_size) bytes", file: path,
        expected: "at most \(limit) bytes")
    }
    let file = try PosixFile.reading(path)
    defer { file.close() }
    return try file.readAll()
  }
}
