import Files
import SessionRecord
import Store

/// Writes the scripts of sessions that a crash ended.
public struct SessionRecovery {
  let journalFolder: String
  private let files: FileGate

  /// Looks into a folder of journals.
  public init(journalFolder: String, through files: FileGate) {
    self.journalFolder = journalFolder
    self.files = files
  }

  /// A session that was recovered.
  public struct Recovered: Sendable {
    /// The script that was written.
    public let path: String
    public let statements: Int
    /// The statement that was running when the session ended, which may have done nothing.
    public let unfinished: String?
  }

  /// Writes each unfinished session's script into a folder and settles its journal.
  ///
  /// A session that another process holds or recovers at this moment is left to it.
  ///
  /// - Throws: `SessionRecordError` where a script cannot be written; its journal stays.
  public func recover(into folder: String) throws -> [Recovered] {
    try Journal.unfinished(in: journalFolder).compactMap { path in
      guard let claim = try JournalClaim(path, through: files) else { return nil }
      let contents = claim.contents
      let stem = ObjectName.stem(of: path)
      let script = "\(folder)/\(stem).carnet"
      var options = SessionFileOptions(
        folder: contents.begin.map { FilePath.relative($0.folder, from: folder) })
      options.settle = NotebookSettings.settling(contents.begin)
      let file = SessionFile(from: contents, options: options)
      try file.write(to: script, replacing: true, through: files)
      try claim.settle()
      return Recovered(
        path: script, statements: file.entries.count, unfinished: contents.unfinished?.source)
    }
  }
}
