import CommandLanguage
import SessionRecord
import Store
import TerminalText

/// Makes an agent the active one, or the one before it again.
struct PromoteCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "promote agent AGENT",
      summary: "Makes an agent the active one, the one that production would run.",
      parameters: [
        CommandParameter(name: "AGENT", kind: .object([.agent]), help: "the agent to promote")
      ],
      examples: ["promote agent v2"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let name = try call.agent("AGENT").name
    let before = try call.database.activeAgent()
    guard before != name else { return .activating(name, "\(name) is the active agent already") }
    let outcome = Outcome.activating(
      name,
      "\(name) is the active agent now" + (before.map { "; before it \($0) was" as Sentence } ?? "")
    )
    try call.database.transaction { transaction in
      try transaction.promote(name)
      return call.lineage(
        reads: [name], writes: [name] + (before.map { [$0] } ?? []) + CommandCall.activeAgent,
        facts: outcome.facts.lines)
    }
    return outcome
  }
}

extension Outcome {
  /// An outcome that says which agent is active.
  static func activating(_ agent: String?, _ sentence: Sentence) -> Outcome {
    var outcome = Outcome.talk(sentence)
    outcome.facts = [Fact("active", agent.map(FactValue.text) ?? .null)]
    return outcome
  }
}
