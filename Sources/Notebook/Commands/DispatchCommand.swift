import CivilTime
import CommandLanguage
import FleetModel
import Naming
import Planning
import SessionRecord
import Store
import TerminalText

/// Plans days of a dataset with a method, has the plan checked, and keeps it under a name.
struct DispatchCommand: NotebookCommand {
  static let dataset = Slot.object("DATASET", [.dataset], "the dataset to plan")
  static let day = Slot.day("DAY", "the one day to plan", default: "all days")
  static let method = Slot.phrase(
    "METHOD", DispatchMethod.phrases, slots: [agent],
    "how to plan; recorded is what the office did")
  static let agent = Slot.object("AGENT", [.agent], "the agent that plans")
  static let absent = Slot.custom("ABSENT", "driver", "drivers to treat as absent")
  static let rides = Slot.integer("RIDES", 0...Int.max, "rides that one driver must take")
  static let pinned = Slot.custom("PINNED", "driver", "the driver who must take them")
  static let days = Slot.integer(
    "DAYS", 2...366, "rotates the larger loads among the drivers over that many days", unit: "days")
  static let minutes = Slot.integer(
    "MINUTES", 1...240,
    "also plans rides without a place, assuming this duration for each unknown leg",
    default: "such rides are set aside", unit: "minutes")
  static let seed = Slot.integer(
    "SEED", 0...Int.max, "the seed for search", default: "the session's")
  static let count = Slot.integer(
    "COUNT", 0...1_000_000_000,
    "the most work per day: rounds for search, units of work for optimal",
    default: "1000 rounds for days of up to 250 rides; 20000000 units")
  static let seconds = Slot.number(
    "SECONDS", 0.01...86_400, "the time limit per day for search and optimal", unit: "seconds")
  static let name = Slot.name(
    "NAME", "the plan's name", default: "the first free name of plan_1, plan_2, …")
  static let replace = Flag("replace", "replaces a plan of that name")

  let syntaxes = [
    CommandSyntax(
      form:
        "dispatch \(Self.dataset) [\(CommandCall.part)] [on \(Self.day)] with \(Self.method) [without \(list: Self.absent)] [pin \(list: Self.rides) to \(Self.pinned)] "
        + "[fairness \(Self.days) days] [assume \(Self.minutes) minutes] [seed \(Self.seed)] [budget \(Self.count)] "
        + "[within \(Self.seconds) seconds] [as \(Self.name)] [\(Self.replace)]",
      summary: "Plans the rides of a dataset day by day, and checks the plan.",
      details: [
        "Every plan is checked by code independent of the code that made it. A plan that breaks a "
          + "rule is shown with its violations, never as valid.",
        "`optimal` proves each level in the strict order: unassigned rides, rides on reserve, "
          + "gap, squared loads, lateness, metres. If its budget ends before the proof, it "
          + "reports the best plan found, with a lower bound for each level; `proofs` has both.",
        "`within` stops the work after a time limit and records the budget used until then, so "
          + "that a replay produces the same plan. Ctrl-C stops planning and keeps nothing.",
        "`fairness 7 days` assigns the routes of all planned days so that the rolling gap over "
          + "any 7 days is as small as possible without changing any level of a day's order; "
          + "earlier days count as recorded.",
        "`agent V` runs greedy, then the agent's moves, then the check; if the agent is missing, "
          + "unreadable or worse, greedy's plan is kept and the stages say why. `auto` is what "
          + "production runs: greedy, the active agent, search, the check. `policy V` takes the "
          + "agent's decisions alone; `untrained V` takes those of its network before any "
          + "training, as a baseline.",
        "Rides that could not be located are set aside and counted, whatever the method.",
      ],
      examples: [
        "dispatch october on 2025-10-22 with greedy as wednesday",
        "dispatch october on 2025-10-22 with optimal without Dris",
        "dispatch october with search fairness 7 days as fair_october",
      ])
  ]

  var namesItsObject: Bool { true }

  func settled(_ call: CommandCall) throws -> ParsedCommand {
    guard call.command[Self.name] == nil, call.resultName == nil else { return call.command }
    return call.command.setting(Self.name, to: .name(try freeName(in: call.database)))
  }

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    var subjects = try call.namedSubjectsAndRoster()
    if call.part != nil { subjects.insert(.single(.splits)) }
    if call.command[Self.method]?.string == DispatchMethod.auto.name {
      subjects.formUnion(try call.activeAgentSubjects())
    }
    return subjects
  }

  private func freeName(in database: NotebookDatabase) throws -> String {
    let names = try database.relations().map(\.name) + database.indexNames()
    let taken = Set(names.map { NameRules.folded($0) })
    var number = 1
    while taken.contains("plan_\(number)") { number += 1 }
    return "plan_\(number)"
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let dataset = try call.dataset(Self.dataset)
    let request = try DispatchRequest(call, dataset: dataset)
    let name = try call.command[Self.name] ?? call.resultName ?? freeName(in: call.database)
    let existing = try call.database.object(named: name)
    // Before the work: a name that is refused should not cost a minute first.
    if existing?.kind != .plan { try call.refuseTaken(name, existing: existing, kind: .plan) }
    defer { call.session.context.progress(nil) }
    let (plan, answers) = try request.planned(of: dataset, as: name)
    let source = request.source(of: plan)
    let identity = PlanIdentity.text(of: plan)
    if let existing, existing.identity == identity {
      var outcome = PlanReport(plan: plan, days: request.days, answers: answers).outcome(
        note: "\(existing.name) already contains this plan")
      outcome.factsRelation = existing.name
      outcome.source = source
      return outcome
    }
    try call.refuseTaken(name, existing: existing, kind: .plan)
    var outcome = PlanReport(plan: plan, days: request.days, answers: answers).outcome(note: nil)
    outcome.factsRelation = name
    outcome.source = source
    let facts = outcome.facts.lines
    try call.database.transaction { transaction in
      try transaction.insert(plan, identity: identity)
      return call.session.lineage(
        of: source, .making(name, isNew: existing == nil, in: .plans), facts: facts)
    }
    return outcome
  }
}
