import Files

extension SessionFile {
  /// Writes the session to a file, whole or not at all, its larger tables to files beside it.
  ///
  /// The tables come first, so that the session never names one that is not there; those of an earlier
  /// save of the same file go when it stands.
  ///
  /// - Parameters:
  ///   - path: The file's path; its folder is made where it is missing.
  ///   - replacing: Whether a file of that name may be written over.
  ///   - files: The gate that it is written through.
  /// - Throws: `SessionRecordError` where the file exists already or cannot be written.
  public func write(
    to path: String, replacing: Bool, through files: FileGate
  ) throws(SessionRecordError) {
    let (file, sidecars) = packed()
    try Self.write(
      file.text, sidecars, naming: file.sidecars, to: path, replacing: replacing, through: files)
  }

  static func write(
    _ text: String, _ sidecars: [Sidecar], naming references: Set<SidecarReference>,
    to path: String, replacing: Bool, through files: FileGate
  ) throws(SessionRecordError) {
    let folder = SidecarFolder(ofSession: path)
    try SessionRecordError.translating { () throws(FileError) in
      try files.requirePlace(path, replacing: replacing)
      try folder.write(sidecars, through: files)
      try files.write(Array(text.utf8), to: path, replacing: replacing)
    }
    folder.removeAll(but: references, through: files)
  }
}
