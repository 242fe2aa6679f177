import CivilTime
import CommandLanguage
import FleetModel
import RideSheets
import Store
import TerminalText

/// What a dispatch statement asks for, every name in it looked up.
struct DispatchRequest {
  let call: CommandCall
  let method: String
  let conditions: PlanConditions
  /// The days to plan.
  let days: [DatedDay]
  /// Days before the first one that rotation looks back on, as recorded.
  private let earlier: [DatedDay]

  /// Looks up what a statement names.
  ///
  /// - Throws: `Diagnostic` for a driver, a ride or a day that is not there, and for a clause that
  ///   the method does not know.
  init(_ call: CommandCall, dataset: String) throws {
    self.call = call
    method = try call.command["METHOD"].map { try call.method($0) } ?? ""
    let plain = try call.database.dayBook(of: dataset, rules: call.session.settings.rules)
    var conditions = try Self.resolved(PlanConditions(call.command), plain, call)
    if DispatchMethods.draws(method), conditions.seed == nil {
      conditions.seed = call.session.settings.seed
    }
    try Self.refuseIdleClauses(call, method: method)
    self.conditions = conditions
    var book = plain
    book.conditions = conditions
    let all = book.days()
    days = try call.chosen(of: all, in: dataset, at: "DAY")
    try Self.refuseMissingRides(conditions, days, call)
    if method == DispatchMethods.recorded {
      try DispatchMethods.requireRecord(in: plain, of: dataset, at: call.command.span("METHOD"))
    }
    guard conditions.fairnessDays != nil else {
      earlier = []
      return
    }
    guard let first = days.first?.label.date else {
      throw call.mistake(
        "E-date", "\(dataset) has days without dates, over which nothing rolls", at: "DAYS",
        remedy: "leave `fairness` out")
    }
    earlier = all.filter { day in day.label.date.map { $0 < first } ?? false }
  }

  /// What the plan stands on beside its days: an agent, or whichever one is active.
  func agents() throws -> [String] {
    if let agent = AgentMethod(method)?.agent { return [agent] }
    guard method == DispatchMethods.auto else { return [] }
    var names = CommandCall.activeAgent
    if let active = try call.database.activeAgent() { names.append(active) }
    return names
  }

  /// The dispatcher that does what is asked.
  func dispatcher() throws -> Dispatcher {
    let context = call.session.context
    let rules = call.session.settings.rules
    let recorded = try Dispatcher(
      method: DispatchMethods.recorded, rules: rules, isInterrupted: context.isInterrupted
    ).plan(earlier, of: "", as: "").days
    return Dispatcher(
      method: method, rules: rules, conditions: conditions,
      limit: call.command.number("SECONDS").map { ($0, context.seconds) },
      earlier: recorded, shelf: AgentShelf(call.database), seconds: context.seconds,
      isInterrupted: context.isInterrupted, progress: context.progress)
  }

  /// The statement as a record holds it: a limit of time as the budget that it came to.
  func source(of plan: PlanRecord) -> String {
    guard call.command["SECONDS"] != nil else { return call.source }
    let parser = call.session.parser(.script)
    let source = SourceText(call.source)
    guard case .success(let statement)? = parser.statements(of: source).first,
      case .command(let command) = statement.body, let limit = command["SECONDS"]
    else { return call.source }
    let budget = PlanConditions(text: plan.conditions, parser: parser).budget
    // The canonical clause has single blanks.
    let start = limit.span.start - " within ".utf8.count
    let end = limit.span.end + " seconds".utf8.count
    return String(
      decoding: source.bytes[..<start] + Array((budget.map { " budget \($0)" } ?? "").utf8)
        + source.bytes[end...], as: UTF8.self)
  }

  // MARK: Looking up

  private static func resolved(
    _ conditions: PlanConditions, _ book: DayBook, _ call: CommandCall
  ) throws -> PlanConditions {
    var conditions = conditions
    let names =
      book.ownDays.isEmpty
      ? book.roster.drivers.map(\.name)
      : Set(book.ownDays.flatMap { $0.drivers.map(\.name) }).sorted()
    conditions.absent = try conditions.absent.map { try driver($0, names, call, at: "ABSENT") }
    for (ride, name) in conditions.pins {
      conditions.pins[ride] = try driver(name, names, call, at: "PINNED")
    }
    return conditions
  }

  private static func driver(
    _ name: String, _ names: [String], _ call: CommandCall, at slot: String
  ) throws -> String {
    if let found = names.first(where: { NameRules.folded($0) == NameRules.folded(name) }) {
      return found
    }
    throw call.mistake(
      "E-driver", "there is no driver `\(name)`", at: slot,
      expected: names.isEmpty ? "no driver is loaded" : names.joined(separator: ", "),
      remedy: NearestNames.question(for: name, among: names))
  }

  private static func refuseMissingRides(
    _ conditions: PlanConditions, _ days: [DatedDay], _ call: CommandCall
  ) throws {
    let known = Set(days.flatMap { $0.day.rides.map(\.id) })
    guard let missing = conditions.pins.keys.sorted().first(where: { !known.contains($0) }) else {
      return
    }
    let isAside = days.contains { $0.rides.contains { $0.id == missing } }
    throw call.mistake(
      "E-ride",
      isAside
        ? "ride \(missing) has no place at one end and is set aside"
        : "no ride \(missing) is to be planned",
      at: "RIDES",
      remedy: isAside
        ? "`assume 20 minutes` plans it on that assumption"
        : "`show \(NameRules.written(call.command.string("DATASET") ?? ""))` lists the rides")
  }

  /// A clause that would change nothing is a misunderstanding.
  private static func refuseIdleClauses(_ call: CommandCall, method: String) throws {
    func refuse(_ slot: String, _ clause: String, unless methods: [String]) throws {
      guard call.command[slot] != nil, !methods.contains(method) else { return }
      throw call.mistake(
        "E-clause", "`\(method)` knows no \(clause)", at: slot,
        expected: "\(clause) with " + methods.joined(separator: " or "))
    }
    if !DispatchMethods.draws(method) {
      try refuse("SEED", "seed", unless: [DispatchMethods.search, DispatchMethods.auto])
      try refuse("COUNT", "budget", unless: DispatchMethods.budgeted)
    }
    try refuse("SECONDS", "limit of time", unless: DispatchMethods.budgeted)
    if method == DispatchMethods.recorded {
      let planning = DispatchMethods.phrases.filter { $0 != method }
      for (slot, clause) in [
        ("ABSENT", "absent drivers"), ("RIDES", "pinned rides"), ("DAYS", "fairness over days"),
      ] {
        try refuse(slot, clause, unless: planning)
      }
    }
    guard call.command["COUNT"] == nil || call.command["SECONDS"] == nil else {
      throw call.mistake(
        "E-clause", "a budget and a limit of time are two answers to one question", at: "SECONDS",
        remedy: "leave one out")
    }
  }
}
