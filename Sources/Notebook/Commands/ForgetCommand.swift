import CommandLanguage
import Store
import TerminalText

/// Removes something that a command made.
struct ForgetCommand: NotebookCommand {
  static let agent = Slot.object("AGENT", [.agent], "the agent to remove")
  static let name = Slot.object(
    "NAME", [.dataset, .plan, .table, .result, .agent], "what to remove")

  let syntaxes = [
    CommandSyntax(
      form: "forget agent \(Self.agent)",
      summary: "Removes an agent; agents fine-tuned from it stay and keep its days.",
      details: ["The active agent cannot be removed; promote or roll back to another one first."],
      examples: ["forget agent v1"]),
    CommandSyntax(
      form: "forget \(Self.name)",
      summary: "Removes a dataset with its plans and split, a plan, a table, a result or an agent.",
      details: ["A table made with SQL is removed with SQL: `drop table NAME;`."],
      examples: ["forget october"]),
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    if call.command[Self.agent] != nil {
      return try forget(agent: call.agent(Self.agent).name, at: Self.agent, call)
    }
    let relation = try call.relation(Self.name)
    guard let object = try call.database.object(named: relation.name) else {
      throw call.mistake(
        "E-forget", "\(relation.name) is \(withArticle(relation.kind)) not made by a command",
        at: Self.name,
        remedy: relation.isBuiltIn
          ? "built-in tables cannot be removed" : "use `drop \(relation.kind) \(relation.name);`")
    }
    if object.kind == .agent { return try forget(agent: object.name, at: Self.name, call) }
    try call.database.transaction { transaction in
      try transaction.removeObject(named: object.name)
      return call.lineage(writes: [object.name], creates: [object.name])
    }
    return .talk("forgot the \(object.kind.rawValue) \(object.name)")
  }

  private func forget(agent: String, at slot: any CommandSlot, _ call: CommandCall) throws
    -> Outcome
  {
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
          ? ""
          : "; \(children.joined(separator: ", ")) "
            + "\(words: children.count == 1 ? "keeps" : "keep") the days that it learnt from"))
  }
}
