import CommandLanguage
import FleetModel
import Naming
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
        .forget, "\(relation.name) is \(withArticle(relation.kind)) not made by a command",
        at: Self.name,
        remedy: relation.isBuiltIn
          ? "built-in tables cannot be removed" : "use `drop \(relation.kind) \(relation.name);`")
    }
    if object.kind == .agent { return try forget(agent: object.name, at: Self.name, call) }
    let plans = object.kind == .dataset ? try call.database.plans(of: object.name) : []
    let corrections =
      object.kind == .dataset
      ? try call.database.corrections(of: object.name).filter { !$0.dataset.isEmpty }.map(\.id) : []
    try call.database.transaction { transaction in
      try transaction.removeObject(named: object.name)
      try transaction.removeCorrections(corrections)
      let collection: Subject.Single? =
        switch object.kind {
        case .dataset: .datasets
        case .plan: .plans
        default: nil
        }
      var effects = Effects(
        adds: Set(([.names] + (collection.map { [$0] } ?? [])).map(Subject.single)),
        removes: [.name(object.name)])
      // The plans of a dataset go with it.
      effects.removes.formUnion(plans.map { Subject.name($0) })
      if object.kind == .dataset {
        effects.adds.formUnion([.single(.plans), .single(.splits)])
      }
      return call.lineage(effects)
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
      return call.lineage(
        Effects(
          changes: wasActive ? [.single(.activeAgent)] : [],
          adds: [.single(.names), .single(.agents)], removes: [.name(agent)]))
    }
    return .talk(
      "forgot the agent \(agent)"
        + (children.isEmpty
          ? ""
          : "; \(children.joined(separator: ", ")) "
            + "\(words: children.count == 1 ? "keeps" : "keep") the days that it learnt from"))
  }
}
