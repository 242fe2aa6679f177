import CommandLanguage
import Store

/// Removes something that a command made.
struct ForgetCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "forget NAME",
      summary: "Removes a dataset with its plans, a plan, a loaded table or a result.",
      parameters: [
        CommandParameter(
          name: "NAME", kind: .object([.dataset, .plan, .table, .result]), help: "what to remove")
      ],
      details: ["What SQL made, SQL removes: `drop table NAME;`."],
      examples: ["forget october"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let relation = try call.relation("NAME")
    guard let object = try call.database.object(named: relation.name) else {
      throw call.mistake(
        "E-forget", "\(relation.name) is a \(relation.kind) that no command made", at: "NAME",
        remedy: relation.kind == "built-in"
          ? "built-in tables stay" : "use `drop \(relation.kind) \(relation.name);`")
    }
    try call.database.transaction { transaction in
      try transaction.removeObject(named: object.name)
      return call.lineage(writes: [object.name], creates: [object.name])
    }
    return .talk("forgot the \(object.kind.rawValue) \(object.name)")
  }
}
