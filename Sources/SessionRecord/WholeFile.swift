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
    if !replacing, access(path, F_OK) == 0 {
      throw SessionRecordError(
        .unwritableFile, "the file exists already", file: path,
        remedy: "choose another name, or end the statement with `replace`")
    }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try PosixFile.makeFolder(String(path[..<slash]))
    }
    let draft = "\(path).\(getpid()).draft"
    guard let file = try PosixFile.creating(draft) else {
      throw SessionRecordError(
        .unwritableFile, "a draft of the file is in the way", file: draft, remedy: "remove it")
    }
    defer { unlink(draft) }
    do {
      defer { file.close() }
      try file.append(bytes)
      try file.sync()
    }
    // What is written so is made to be handed on; only drafts and journals are for the owner's eyes.
    chmod(draft, 0o644)
    guard rename(draft, path) == 0 else {
      throw SessionRecordError(
        .unwritableFile, String(cString: strerror(errno)), file: path,
        remedy: "choose another folder")
    }
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
