import CivilTime
import CommandLanguage
import FleetModel
import Planning
import RideSheets
import Store
import TerminalText

/// What a dispatch statement asks for, every name in it looked up.
struct DispatchRequest {
  let call: CommandCall
  let method: DispatchMethod
  let conditions: PlanConditions
  /// The session's rules, with the notebook's roads where they go by road.
  private let rules: Rules
  /// The days to plan.
  let days: [DatedDay]
  /// Days before the first one that rotation looks back on, as recorded.
  private let earlier: [DatedDay]

  /// Looks up what a statement names.
  ///
  /// - Throws: `Diagnostic` for a driver, a ride or a day that is not there, and for a clause that
  ///   the method does not take.
  init(_ call: CommandCall, dataset: String) throws {
    self.call = call
    // The grammar has taken nothing but a method there.
    let named = try call.command.argument(of: DispatchCommand.method).flatMap {
      try call.method($0)
    }
    method = named ?? .greedy
    let plain = try call.database.dayBook(of: dataset, rules: call.session.settings.rules)
    rules = plain.rules
    var conditions = try Self.resolved(PlanConditions(call.command), plain, call)
    if method.draws, conditions.seed == nil {
      conditions.seed = call.session.settings.seed
    }
    try Self.refuseIdleClauses(call, method: method)
    self.conditions = conditions
    var book = plain
    book.conditions = conditions
    let all = book.days()
    days = try call.chosen(of: all, in: dataset, at: DispatchCommand.day)
    try Self.refuseMissingRides(conditions, days, call)
    if method == .recorded {
      try DispatchMethod.requireRecord(
        in: plain, of: dataset, at: call.command.span(of: DispatchCommand.method))
    }
    guard conditions.fairnessDays != nil else {
      earlier = []
      return
    }
    guard let first = days.first?.label.date else {
      throw call.mistake(
        .date, "\(dataset) has days without dates; a rolling gap needs dates",
        at: DispatchCommand.days,
        remedy: "leave `fairness` out")
    }
    earlier = all.filter { day in day.label.date.map { $0 < first } ?? false }
  }

  /// Does what is asked.
  ///
  /// - Returns: The plan, and what the method said of each day.
  /// - Throws: `CancellationError` on Ctrl-C.
  func planned(of dataset: String, as name: String) throws
    -> (plan: PlanRecord, answers: [DayPlanner.Answer])
  {
    var (plan, answers) = try dispatcher().planned(days, of: dataset, as: name)
    plan.conditions = plan.asked?.text ?? ""
    return (plan, answers)
  }

  private func dispatcher() throws -> Dispatcher {
    let context = call.session.context
    let recorded = try Dispatcher(
      method: .recorded, rules: rules, isInterrupted: context.isInterrupted
    ).plan(earlier, of: "", as: "").days
    return Dispatcher(
      method: method, rules: rules, conditions: conditions,
      limit: call.command[DispatchCommand.seconds].map { ($0, context.seconds) },
      earlier: recorded, shelf: call.database.agentShelf, seconds: context.seconds,
      isInterrupted: context.isInterrupted, progress: context.progress)
  }

  /// The statement as recorded: a time limit becomes the budget that was used.
  func source(of plan: PlanRecord) -> String {
    guard call.command[DispatchCommand.seconds] != nil else { return call.source }
    var command = call.command.removing(DispatchCommand.seconds)
    if let budget = plan.asked?.budget {
      command = command.setting(DispatchCommand.count, to: .integer(budget))
    }
    return call.statement.with(command).canonical
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
    conditions.absent = try conditions.absent.map {
      try driver($0, names, call, at: DispatchCommand.absent)
    }
    for (ride, name) in conditions.pins {
      conditions.pins[ride] = try driver(name, names, call, at: DispatchCommand.pinned)
    }
    return conditions
  }

  private static func driver(
    _ name: String, _ names: [String], _ call: CommandCall, at slot: any CommandSlot
  ) throws -> String {
    if let found = names.first(where: { NameRules.folded($0) == NameRules.folded(name) }) {
      return found
    }
    let alike = names.filter { NameRules.folded($0).hasPrefix(NameRules.folded(name) + " ") }
    throw call.mistake(
      .driver,
      alike.count > 1
        ? "\(counted(alike.count, "driver")) are called `\(name)`" : "there is no driver `\(name)`",
      at: slot,
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
      .ride,
      isAside
        ? "ride \(missing) has no place at one end and is set aside"
        : "ride \(missing) is not among the rides to plan",
      at: DispatchCommand.rides,
      remedy: isAside
        ? "`assume 20 minutes` plans it on that assumption"
        : "`show \(NameRules.written(call.command[DispatchCommand.dataset] ?? ""))` lists the rides"
    )
  }

  /// A clause that would change nothing is a misunderstanding.
  private static func refuseIdleClauses(_ call: CommandCall, method: DispatchMethod) throws {
    func refuse(_ slot: any CommandSlot, _ clause: String, unless methods: [String]) throws {
      guard call.command.argument(of: slot) != nil else { return }
      throw call.mistake(
        .clause, "`\(method.name)` does not take `\(clause)`", at: slot,
        expected: "`\(clause)` with " + methods.joined(separator: " or "))
    }
    let budgeted = DispatchMethod.budgeted
    if !method.draws {
      try refuse(DispatchCommand.seed, "seed", unless: [DispatchMethod.search, .auto].map(\.name))
      if !budgeted.contains(method) {
        try refuse(DispatchCommand.count, "budget", unless: budgeted.map(\.name))
      }
    }
    if !budgeted.contains(method) {
      try refuse(DispatchCommand.seconds, "within", unless: budgeted.map(\.name))
    }
    if method == .recorded {
      let planning = DispatchMethod.phrases.filter { $0 != method.name }
      try refuse(DispatchCommand.absent, "without", unless: planning)
      try refuse(DispatchCommand.rides, "pin", unless: planning)
      try refuse(DispatchCommand.days, "fairness", unless: planning)
    }
    guard call.command[DispatchCommand.count] == nil || call.command[DispatchCommand.seconds] == nil
    else {
      throw call.mistake(
        .clause, "`budget` and `within` cannot be combined", at: DispatchCommand.seconds,
        remedy: "leave one out")
    }
  }
}
