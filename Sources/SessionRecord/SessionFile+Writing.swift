import Glibc

extension SessionFile {
  /// Writes the session to a file, whole or not at all.
  ///
  /// The text goes to a file beside it, is synced, and takes the name in one step; the folder is
  /// made where it is missing.
  ///
  /// - Parameters:
  ///   - path: The file's path.
  ///   - replacing: Whether a file of that name may be written over.
  /// - Throws: `SessionRecordError` where the file exists already or cannot be written.
  public func write(to path: String, replacing: Bool) throws(SessionRecordError) {
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
    try file.append(Array(text.utf8))
    try file.sync()
    file.close()
    // A script is made to be handed on; only drafts and journals are for their owner's eyes.
    chmod(draft, 0o644)
    guard rename(draft, path) == 0 else {
      throw SessionRecordError(
        .unwritableFile, String(cString: strerror(errno)), file: path,
        remedy: "choose another folder")
    }
  }
}
