import CommandLanguage
import Store
import TerminalText

/// Removes something that a command made.
struct ForgetCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "forget agent AGENT",
      summary: "Removes an agent; what was fine-tuned from it stays and keeps its days.",
      parameters: [
        CommandParameter(name: "AGENT", kind: .object([.agent]), help: "the agent to remove")
      ],
      details: ["The active agent stays until another one is active: `rollback agent`."],
      examples: ["forget agent v1"]),
    CommandSyntax(
      usage: "forget NAME",
      summary: "Removes a dataset with its plans and split, a plan, a table, a result or an agent.",
      parameters: [
        CommandParameter(
          name: "NAME", kind: .object([.dataset, .plan, .table, .result, .agent]),
          help: "what to remove")
      ],
      details: ["What SQL made, SQL removes: `drop table NAME;`."],
      examples: ["forget october"]),
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    if call.command["AGENT"] != nil {
      return try forget(agent: call.agent("AGENT").name, at: "AGENT", call)
    }
    let relation = try call.relation("NAME")
    guard let object = try call.database.object(named: relation.name) else {
      throw call.mistake(
        "E-forget", "\(relation.name) is \(withArticle(relation.kind)) that no command made",
        at: "NAME",
        remedy: relation.isBuiltIn
          ? "built-in tables stay" : "use `drop \(relation.kind) \(relation.name);`")
    }
    if object.kind == .agent { return try forget(agent: object.name, at: "NAME", call) }
    try call.database.transaction { transaction in
      try transaction.removeObject(named: object.name)
      return call.lineage(writes: [object.name], creates: [object.name])
    }
    return .talk("forgot the \(object.kind.rawValue) \(object.name)")
  }

  private func forget(agent: String, at slot: String, _ call: CommandCall) throws -> Outcome {
    try call.refuseActive(agent, at: slot)
    let children = try call.database.children(ofAgent: agent)
    // One that was active is part of what `rollback agent` goes back through.
    let wasActive = try call.database.promotions().contains(agent)
    try call.database.transaction { transaction in
      try transaction.removeObject(named: agent)
      return wasActive
        ? call.lineage(reads: [agent], writes: [agent] + CommandCall.activeAgent)
        : call.lineage(writes: [agent], creates: [agent])
    }
    return .talk(
      "forgot the agent \(agent)"
        + (children.isEmpty
          ? "" : "; \(children.joined(separator: ", ")) keeps the days that it learnt from"))
  }
}
