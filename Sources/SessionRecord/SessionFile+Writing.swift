import Files

extension SessionFile {
  /// Writes the session to a file, whole or not at all.
  ///
  /// - Parameters:
  ///   - path: The file's path; its folder is made where it is missing.
  ///   - replacing: Whether a file of that name may be written over.
  ///   - files: The gate that it is written through.
  /// - Throws: `SessionRecordError` where the file exists already or cannot be written.
  public func write(
    to path: String, replacing: Bool, through files: FileGate
  ) throws(SessionRecordError) {
    try SessionRecordError.translating { () throws(FileError) in
      try files.write(Array(text.utf8), to: path, replacing: replacing)
    }
  }
}
