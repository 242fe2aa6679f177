import CommandLanguage
import Files
import SessionRecord
import Store
import TerminalText

/// Takes an agent from a file.
struct ImportCommand: NotebookCommand {
  /// Far more than any network of this project's takes.
  private static let mostBytes = 256 << 20

  let syntaxes = [
    CommandSyntax(
      usage: "import agent NAME from FILE [replace]",
      summary: "Takes an agent from a .safetensors file, as `export agent` writes it.",
      parameters: [
        CommandParameter(name: "NAME", kind: .name, help: "what to call it"),
        CommandParameter(name: "FILE", kind: .path, help: "the file"),
        CommandParameter(
          name: "replace", kind: .flag, help: "puts it in the place of an agent of that name"),
      ],
      details: [
        "A file that is truncated, corrupt or of another shape is refused with the reason; nothing "
          + "of it is run. The days of its lineage come with it, its parent does not."
      ],
      examples: ["import agent v3 from \"v2.safetensors\""])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let typed = call.command.string("FILE") ?? ""
    let name = call.command.string("NAME") ?? ""
    let path = call.session.pathToRead(typed).path
    let bytes = try WholeFile.read(path, upTo: Self.mostBytes)
    let metadata: [String: String]
    do {
      metadata = try AgentImport.validate(bytes)
    } catch {
      throw call.mistake(
        "E-file", "\(typed) is no agent: \(error)", at: "FILE",
        expected: "a .safetensors file, as `export agent` writes it")
    }
    let hash = ContentHash.sha256(of: bytes)
    if let existing = try call.database.object(named: name), existing.kind == .agent,
      existing.identity == hash.digits
    {
      return outcome("\(existing.name) already holds this file", hash, bytes)
    }
    try call.refuseTakenAgent(name)
    let agent = AgentMetadata.record(named: name, of: metadata, statement: call.source)
    var outcome = outcome("\(name): \(sentence(agent))", hash, bytes)
    if agent.days.isEmpty {
      outcome.blocks.append(
        .warning("the file names no days: no score of \(name) can be marked as seen"))
    }
    let facts = outcome.facts.lines
    try call.database.transaction { transaction in
      try transaction.insert(
        agent, curve: [], checkpoint: AgentCheckpoint(bytes: bytes, sha256: hash.digits))
      return call.lineage(writes: [name], creates: [name], facts: facts)
    }
    return outcome
  }

  private func sentence(_ agent: AgentRecord) -> Sentence {
    "\(counted(agent.parameters, "parameter")), trained on "
      + (agent.dataset.isEmpty ? "data that the file does not name" : "\(agent.dataset)")
      + ", \(counted(agent.days.count { $0.role.isSeen }, "day")) seen"
  }

  private func outcome(_ sentence: Sentence, _ hash: ContentHash, _ bytes: [UInt8]) -> Outcome {
    var outcome = Outcome.talk(sentence)
    outcome.facts = [Fact("file", .hash(hash)), Fact("bytes", .integer(Int64(bytes.count)))]
    return outcome
  }
}
