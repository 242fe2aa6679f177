import CommandLanguage
import Naming
import SessionRecord
import Store
import TerminalText

/// Makes an agent the active one.
struct PromoteCommand: NotebookCommand {
  static let agent = Slot.object("AGENT", [.agent], "the agent to promote")

  let syntaxes = [
    CommandSyntax(
      form: "promote agent \(Self.agent)",
      summary: "Makes an agent the active one, which production would run.",
      examples: ["promote agent v2"])
  ]

  func observes(_ call: CommandCall) throws -> Set<Subject> { [.single(.activeAgent)] }

  func run(_ call: CommandCall) throws -> Outcome {
    let name = try call.agent(Self.agent).name
    let before = try call.database.activeAgent()
    guard before != name else { return .activating(name, "\(name) is already the active agent") }
    let outcome = Outcome.activating(
      name,
      "\(name) is now the active agent"
        + (before.map { "; before, it was \($0)" as Sentence } ?? ""))
    try call.database.transaction { transaction in
      try transaction.promote(name)
      return call.lineage(
        Effects(changes: [.single(.activeAgent)], adds: [.single(.agents)]),
        facts: outcome.facts.lines)
    }
    return outcome
  }
}

extension Outcome {
  /// An outcome that reports which agent is active.
  static func activating(_ agent: String?, _ sentence: Sentence) -> Outcome {
    var outcome = Outcome.talk(sentence)
    outcome.facts = [Fact("active", agent.map(FactValue.text) ?? .null)]
    return outcome
  }
}
