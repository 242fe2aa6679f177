import CivilTime
import CommandLanguage
import FleetModel
import SessionRecord
import Store

/// Plans days of a dataset with a method, has the plan checked, and keeps it under a name.
struct DispatchCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "dispatch DATASET [on DATE] with METHOD [as NAME] [replace]",
      summary: "Plans the rides of a dataset, by day, and checks the plan.",
      parameters: [
        CommandParameter(
          name: "DATASET", kind: .object([.dataset]), help: "the dataset whose rides are planned"),
        CommandParameter(
          name: "DATE", kind: .date, help: "the one day to plan", defaultText: "all days"),
        CommandParameter(
          name: "METHOD", kind: .word(DispatchMethods.names),
          help: "how to plan; recorded is what the office did"),
        CommandParameter(
          name: "NAME", kind: .name, help: "the plan's name",
          defaultText: "the next free of plan_1, plan_2, …"),
        CommandParameter(
          name: "replace", kind: .flag, help: "puts the plan in the place of one of that name"),
      ],
      details: [
        "Every plan is checked by code that did not make it. A plan that breaks a rule is shown "
          + "with its violations, never as fine.",
        "Rides that could not be located are set aside, for every method alike, and counted.",
      ],
      examples: [
        "dispatch october on 2025-10-22 with greedy as wednesday",
        "dispatch october with nearest as by_distance",
      ])
  ]

  var namesItsObject: Bool { true }

  func canonical(_ call: CommandCall) throws -> String {
    guard call.command["NAME"] == nil, call.resultName == nil else {
      return call.statement.canonical
    }
    return call.statement.canonical + " as " + (try freeName(in: call.database))
  }

  private func freeName(in database: NotebookDatabase) throws -> String {
    let taken = Set(try database.relations().map { NameRules.folded($0.name) })
    var number = 1
    while taken.contains("plan_\(number)") { number += 1 }
    return "plan_\(number)"
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let dataset = try call.dataset("DATASET")
    let method = call.command.string("METHOD") ?? ""
    let name = try call.command.string("NAME") ?? call.resultName ?? freeName(in: call.database)
    let days = try call.days(of: dataset, at: "DATE")
    let plan = try Dispatcher(
      method: method, rules: call.session.settings.rules,
      isInterrupted: call.session.context.isInterrupted
    ).plan(days, of: dataset, as: name)
    let identity = PlanIdentity.text(of: plan)
    let existing = try call.database.object(named: name)
    if let existing, existing.kind == .plan, existing.identity == identity {
      var outcome = PlanReport(plan: plan, days: days).outcome(
        note: "\(existing.name) already holds this plan")
      outcome.factsRelation = existing.name
      return outcome
    }
    try call.refuseTaken(name, existing: existing, kind: .plan)
    var outcome = PlanReport(plan: plan, days: days).outcome(note: nil)
    outcome.factsRelation = name
    let facts = outcome.facts.lines
    try call.database.transaction { transaction in
      try transaction.insert(plan, identity: identity)
      return call.lineage(
        reads: [dataset, "drivers"], writes: [name], creates: [name], facts: facts)
    }
    return outcome
  }
}
