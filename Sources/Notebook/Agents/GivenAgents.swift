import CommandLanguage
import DeepQ
import Files
import SessionRecord
import Store

/// Agents of before a session that its script reads from files beside it.
///
/// A colleague who replays the script need not train them again; each file's hash is a fact of the
/// statement that reads it.
struct GivenAgents {
  private struct File {
    let source: String
    let facts: FactSet
    let path: String
    let bytes: [UInt8]
  }

  /// By the place of the statement of the notebook's history that made the agent.
  private var files: [Int: File] = [:]

  var isEmpty: Bool { files.isEmpty }
  var count: Int { files.count }
  var places: Set<Int> { Set(files.keys) }

  /// None: every agent is trained again.
  init() {}

  /// Makes the files of the agents that a session uses from before it began.
  ///
  /// - Parameters:
  ///   - recorder: The record of the session.
  ///   - session: The session.
  ///   - path: The script, absolute; the files lie in a folder beside it.
  /// - Throws: `StoreError` where the notebook cannot be read, `SafetensorsError` for weights that are
  ///   none.
  init(of recorder: SessionRecorder, in session: NotebookSession, besides path: String) throws {
    let parser = session.parser(.script)
    for (folded, place) in recorder.earlierAgents.sorted(by: { $0.value < $1.value }) {
      guard let agent = try session.database.agent(named: folded),
        let stored = try session.database.checkpoint(ofAgent: agent.name)
      else { continue }
      let bytes = try AgentMetadata.file(
        of: agent, with: DeepQ.AgentCheckpoint(decoding: stored.bytes), in: session.database)
      let hash = ContentHash.sha256(of: bytes)
      let file =
        "\(path).agents/\(ObjectName.made(of: agent.name))-\(hash.digits.prefix(8)).safetensors"
      let typed = FilePath.relative(file, from: session.folder)
      let source = SourceText(
        "import agent \(NameRules.quoted(agent.name)) from \(NameRules.quoted(typed))")
      guard case .success(let statement)? = parser.statements(of: source).first else { continue }
      files[place] = File(
        source: statement.canonical,
        facts: FactSet([Fact("file", .hash(hash)), Fact("bytes", .integer(Int64(bytes.count)))]),
        path: file, bytes: bytes)
    }
  }

  /// Writes the files.
  ///
  /// - Throws: `FileError` where one cannot be written.
  func write(through files: FileGate) throws {
    for (_, file) in self.files.sorted(by: { $0.key < $1.key }) {
      try files.write(file.bytes, to: file.path, replacing: true, for: .everyone)
    }
  }

  /// A recorded statement of the history, or the one that reads its agent from a file.
  func reading(_ statement: JournalStatement, at place: Int) -> JournalStatement {
    guard let file = files[place] else { return statement }
    var statement = statement
    statement.source = file.source
    statement.settings = []
    statement.outcome?.canonical = file.source
    statement.outcome?.facts = file.facts.madeEarlier
    return statement
  }
}

extension AgentMetadata {
  /// The file of an agent, as `export agent` and `save … with agents` write it.
  ///
  /// - Throws: `StoreError` where the notebook cannot be read.
  static func file(
    of agent: AgentRecord, with checkpoint: DeepQ.AgentCheckpoint, in database: NotebookDatabase
  ) throws -> [UInt8] {
    var checkpoint = checkpoint
    let lineage = try AgentReport(of: agent, in: database).chain
    for (key, value) in pairs(of: agent, lineage: lineage) { checkpoint.metadata[key] = value }
    return checkpoint.encoded()
  }
}
