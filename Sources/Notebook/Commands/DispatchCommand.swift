import CivilTime
import CommandLanguage
import FleetModel
import SessionRecord
import Store
import TerminalText

/// Plans days of a dataset with a method, has the plan checked, and keeps it under a name.
struct DispatchCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage:
        "dispatch DATASET [PART] [on DAY] with METHOD [without ABSENT, …] [pin RIDES, … to PINNED] "
        + "[fairness DAYS days] [assume MINUTES minutes] [seed SEED] [budget COUNT] "
        + "[within SECONDS seconds] [as NAME] [replace]",
      summary: "Plans the rides of a dataset, by day, and checks the plan.",
      parameters: [
        CommandParameter(
          name: "DATASET", kind: .object([.dataset]), help: "the dataset whose rides are planned"),
        CommandCall.part,
        CommandParameter(
          name: "DAY", kind: .day, help: "the one day to plan", defaultText: "all days"),
        CommandParameter(
          name: "METHOD", kind: .phrase(DispatchMethods.phrases),
          help: "how to plan; recorded is what the office did"),
        CommandParameter(
          name: "AGENT", kind: .object([.agent]), help: "the agent that plans"),
        CommandParameter(
          name: "ABSENT", kind: .custom("driver"), help: "drivers who are taken as absent"),
        CommandParameter(
          name: "RIDES", kind: .integer(0...Int.max), help: "rides that one driver must take"),
        CommandParameter(name: "PINNED", kind: .custom("driver"), help: "that driver"),
        CommandParameter(
          name: "DAYS", kind: .integer(2...366),
          help: "rotates who has the larger loads over so many days", unit: "days"),
        CommandParameter(
          name: "MINUTES", kind: .integer(1...240),
          help: "plans rides without a place too, each way that is not known taken for so long",
          defaultText: "they are set aside", unit: "minutes"),
        CommandParameter(
          name: "SEED", kind: .integer(0...Int.max), help: "the seed of search",
          defaultText: "the session's"),
        CommandParameter(
          name: "COUNT", kind: .integer(0...1_000_000_000),
          help: "the most work a day: rounds of search, units of work of optimal",
          defaultText: "1000 rounds up to 250 rides a day; 20000000 units"),
        CommandParameter(
          name: "SECONDS", kind: .number(0.01...86_400),
          help: "a limit a day for search and optimal", unit: "seconds"),
        CommandParameter(
          name: "NAME", kind: .name, help: "the plan's name",
          defaultText: "the next free of plan_1, plan_2, …"),
        CommandParameter(
          name: "replace", kind: .flag, help: "puts the plan in the place of one of that name"),
      ],
      details: [
        "Every plan is checked by code that did not make it. A plan that breaks a rule is shown "
          + "with its violations, never as fine.",
        "`optimal` proves each level in the strict order: unassigned rides, rides on reserve, gap, "
          + "squared loads, lateness, metres. Where its budget ends before the proof, it says what "
          + "was found and what it cannot be below; `proofs` has both.",
        "`within` ends the work by the clock and records the budget that it came to, so that a "
          + "replay makes the same plan. Ctrl-C stops a plan and keeps nothing.",
        "`fairness 7 days` deals the routes of all planned days out so that the rolling gap over "
          + "any 7 days is as small as can be, where no level of a day's order changes; days before "
          + "them count as recorded.",
        "`agent V` is greedy, then the agent's moves, then the check: where the agent is missing, "
          + "unreadable or worse, greedy's plan stands and the stages say why. `auto` is what "
          + "production runs: greedy, the active agent, search, the check. `policy V` is the agent's "
          + "decisions alone and `untrained V` those of its network before any training, to hold "
          + "agents against.",
        "Rides that could not be located are set aside, for every method alike, and counted.",
      ],
      examples: [
        "dispatch october on 2025-10-22 with greedy as wednesday",
        "dispatch october on 2025-10-22 with optimal without Dris",
        "dispatch october with search fairness 7 days as fair_october",
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
    let names = try database.relations().map(\.name) + database.indexNames()
    let taken = Set(names.map { NameRules.folded($0) })
    var number = 1
    while taken.contains("plan_\(number)") { number += 1 }
    return "plan_\(number)"
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let dataset = try call.dataset("DATASET")
    let request = try DispatchRequest(call, dataset: dataset)
    let name = try call.command.string("NAME") ?? call.resultName ?? freeName(in: call.database)
    let existing = try call.database.object(named: name)
    // Before the work: a name that is refused should not cost a minute first.
    if existing?.kind != .plan { try call.refuseTaken(name, existing: existing, kind: .plan) }
    defer { call.session.context.progress(nil) }
    let (plan, answers) = try request.dispatcher().planned(request.days, of: dataset, as: name)
    let source = request.source(of: plan)
    let identity = PlanIdentity.text(of: plan)
    if let existing, existing.identity == identity {
      var outcome = PlanReport(plan: plan, days: request.days, answers: answers).outcome(
        note: "\(existing.name) already holds this plan")
      outcome.factsRelation = existing.name
      outcome.source = source
      return outcome
    }
    try call.refuseTaken(name, existing: existing, kind: .plan)
    var outcome = PlanReport(plan: plan, days: request.days, answers: answers).outcome(note: nil)
    outcome.factsRelation = name
    outcome.source = source
    let facts = outcome.facts.lines
    let reads = try [dataset, "drivers"] + request.agents()
    try call.database.transaction { transaction in
      try transaction.insert(plan, identity: identity)
      return call.session.lineage(
        of: source, reads: reads, writes: [name], creates: [name], facts: facts)
    }
    return outcome
  }
}
