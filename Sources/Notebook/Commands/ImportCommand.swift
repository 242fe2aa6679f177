import CommandLanguage
import Files
import FleetModel
import Naming
import SessionRecord
import Store
import TerminalText

/// Takes an agent from a file.
struct ImportCommand: NotebookCommand {
  /// Far more than any network of this project's takes.
  private static let mostBytes = 256 << 20

  static let name = Slot.name("NAME", "the agent's name")
  static let file = Slot.path("FILE", "the file")
  static let replace = Flag("replace", "replaces an agent of that name")

  let syntaxes = [
    CommandSyntax(
      form: "import agent \(Self.name) from \(Self.file) [\(Self.replace)]",
      summary: "Reads an agent from a .safetensors file written by `export agent`.",
      details: [
        "A file that is truncated, corrupt or of the wrong shape is refused, with the reason; "
          + "nothing in it is run. The days of its lineage are imported, its parent is not."
      ],
      examples: ["import agent v3 from \"v2.safetensors\""],
      effects: [.loads])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let typed = call.command[Self.file] ?? ""
    let name = call.command[Self.name] ?? ""
    let path = call.session.pathToRead(typed).path
    let bytes = try WholeFile.read(path, upTo: Self.mostBytes)
    let metadata: [String: String]
    do {
      metadata = try AgentImport.validate(bytes)
    } catch {
      throw call.mistake(
        .file, "\(typed) is not an agent: \(error)", at: Self.file,
        expected: "a .safetensors file written by `export agent`")
    }
    let hash = ContentHash.sha256(of: bytes)
    if let existing = try call.database.object(named: name), existing.kind == .agent,
      existing.identity == hash.digits
    {
      return outcome("\(existing.name) already contains this file", hash, bytes)
    }
    try call.refuseTakenAgent(name)
    let agent = AgentMetadata.record(named: name, of: metadata, statement: call.source)
    var outcome = outcome("\(name): \(sentence(agent))", hash, bytes)
    if agent.days.isEmpty {
      outcome.blocks.append(
        .warning("the file lists no days: no score of \(name) can be marked as seen"))
    }
    let facts = outcome.facts.lines
    let isNew = try call.database.object(named: name) == nil
    try call.database.transaction { transaction in
      try transaction.insert(
        agent, curve: [], checkpoint: AgentCheckpoint(bytes: bytes, sha256: hash.digits))
      return call.lineage(.making(name, isNew: isNew, in: .agents), facts: facts)
    }
    return outcome
  }

  private func sentence(_ agent: AgentRecord) -> Sentence {
    "\(counted(agent.parameters, "parameter")), trained on "
      + (agent.dataset.isEmpty ? "data not named in the file" : "\(agent.dataset)")
      + ", \(counted(agent.days.count { $0.role.isSeen }, "day")) seen"
  }

  private func outcome(_ sentence: Sentence, _ hash: ContentHash, _ bytes: [UInt8]) -> Outcome {
    var outcome = Outcome.talk(sentence)
    outcome.facts = [Fact("file", .hash(hash)), Fact("bytes", .integer(Int64(bytes.count)))]
    return outcome
  }
}
