import CommandLanguage
import Naming
import SessionRecord
import Store
import TerminalText

/// Makes the agent active again that was active before the last promotion.
struct RollbackCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      form: "rollback agent",
      summary: "Makes the previously active agent active again, or none if there was none.",
      details: ["Promotions of agents that have since been forgotten are skipped."],
      examples: ["rollback agent"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let promotions = try call.database.promotions()
    guard let active = promotions.last else {
      throw call.mistake(
        .active, "no agent is active", remedy: "`promote agent NAME` makes one active")
    }
    let before = promotions.last { $0 != active }
    let outcome = Outcome.activating(
      before,
      (before.map { "\($0) is the active agent again" } ?? "no agent is active now")
        + "; before, it was \(active)")
    try call.database.transaction { transaction in
      try transaction.rollBackPromotion()
      return call.lineage(
        Effects(
          reads: Set(([active] + (before.map { [$0] } ?? [])).map { Subject.name($0) }),
          changes: [.single(.activeAgent)], adds: [.single(.agents)]),
        facts: outcome.facts.lines)
    }
    return outcome
  }
}
