import CommandLanguage
import DeepQ
import SessionRecord
import Store

/// Writes an agent as a file that other programs open.
struct ExportCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "export agent AGENT to FILE [replace]",
      summary: "Writes an agent's weights as a .safetensors file, with all that is known of it.",
      parameters: [
        CommandParameter(name: "AGENT", kind: .object([.agent]), help: "the agent to write"),
        CommandParameter(
          name: "FILE", kind: .path, help: "the file to write, such as v2.safetensors"),
        CommandParameter(name: "replace", kind: .flag, help: "writes over a file that exists"),
      ],
      details: [
        "The file is written whole or not at all. Its metadata hold settings, seed, dataset and the "
          + "days of the whole lineage, so that a score of the imported agent is still marked as "
          + "seen. A file that holds the same already is left as it is."
      ],
      examples: ["export agent v2 to \"v2.safetensors\""])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let agent = try call.agent("AGENT")
    var checkpoint = try call.checkpoint(of: agent.name, at: "AGENT")
    let lineage = try AgentReport(of: agent, in: call.database).chain
    for (key, value) in AgentMetadata.pairs(of: agent, lineage: lineage) {
      checkpoint.metadata[key] = value
    }
    let bytes = checkpoint.encoded()
    let hash = ContentHash.sha256(of: bytes)
    let typed = call.command.string("FILE") ?? ""
    let path = FilePath.absolute(typed, in: call.session.folder)
    let isThere = (try? ContentHash.sha256(ofFile: path)) == hash
    if !isThere {
      try WholeFile.write(bytes, to: path, replacing: call.command.has("replace"))
    }
    var outcome = Outcome.talk(
      "\(typed): \(isThere ? "already holds " : "")\(agent.name), \(bytes.count) bytes, "
        + "sha256 \(hash.digits)")
    outcome.facts = [Fact("file", .hash(hash)), Fact("bytes", .integer(Int64(bytes.count)))]
    return outcome
  }
}
