import CommandLanguage
import Files
import SessionRecord
import Store
import TerminalText

extension CommandCall {
  /// Replays the session's own record, as it is now.
  ///
  /// The user's own statements ran without bounds the first time, and so they do here. Agents that are
  /// given are read as if their files stood beside the script already.
  ///
  /// - Throws: `SessionRecordError` or `FileError` where the record or an agent cannot be written to a
  ///   temporary folder, `StoreError.interrupted` on Ctrl-C.
  func replay(
    _ recorder: SessionRecorder, given agents: GivenAgents = GivenAgents()
  ) throws -> ReplayReport {
    let scratch = try session.files.scratchFolder()
    let path = scratch.path + "/session.carnet"
    let folder = FilePath.relative(session.folder, from: scratch.path)
    try recorder.file(folder: folder, agents: agents).write(
      to: path, replacing: true, through: session.files)
    var context = session.context
    context.files = session.files.forReplay()
    try agents.write(through: context.files)
    var replay = SessionReplay(context: context, inside: session.replay, minutes: nil)
    replay.register = session.privacy
    return try withExtendedLifetime(scratch) { try replay.run(path, show: { _, _, _ in }) }
  }
}

extension SessionRecorder {
  /// The files that recorded statements loaded and that hold something else now, or are gone.
  ///
  /// A file that the session wrote itself before it loaded it is made again by a replay.
  ///
  /// - Returns: A sentence a file, with both hashes.
  /// - Complexity: O(bytes of the files).
  func changedFiles(in session: NotebookSession) -> [Sentence] {
    var written: Set<String> = []
    var loaded: [(typed: String, hash: ContentHash, facts: FactSet)] = []
    let parser = session.parser(.script)
    for entry in file(folder: ".").entries {
      guard case .hash(let hash)? = entry.facts["file"],
        case .success(let statement)? = parser.statements(of: SourceText(entry.source)).first,
        let command = statement.command, let typed = command[CommandCall.file]
      else { continue }
      let path = FilePath.absolute(typed, in: session.folder)
      if command.does(.loads) {
        if !written.contains(path) { loaded.append((typed, hash, entry.facts)) }
      } else if command.does(.writesFile) {
        written.insert(path)
      }
    }
    return loaded.compactMap { typed, hash, facts in
      if typed == LoadSource.inputPath {
        return
          "a replay needs the same standard input, `carnet replay FILE < DATA`: sha256 "
          + "\(hash.digits)"
      }
      let source = LoadSource(typed, in: session)
      // One that cannot be read is gone for a replay, too.
      let now = source.hash
      if let now, hash.agrees(with: now) { return nil }
      if case .files(let matched) = source, let manifest = try? FileManifest(of: matched) {
        let changes = manifest.changes(from: FileManifest(facts))
        return "\(path: typed): \(words: changes.joined(separator: ", ")) since it was loaded"
      }
      return
        "\(path: typed) \(words: now == nil ? "is gone" : "has changed") since it was loaded: "
        + "sha256 \(hash.digits) then\(words: now.map { ", \($0.digits) now" } ?? "")"
    }
  }
}
