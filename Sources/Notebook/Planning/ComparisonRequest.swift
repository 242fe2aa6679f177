import CommandLanguage
import FleetModel
import Planning
import Store
import TerminalText

/// What a statement compares: the plans, with what all of them are planned and judged under.
struct ComparisonRequest {
  let ground: ComparisonGround
  let comparison: PlanComparison

  /// Plans what is to be planned and proves what is to be proven.
  ///
  /// - Throws: `Diagnostic` for a name that is no method or plan of the dataset, or where no day is
  ///   common to all; `CancellationError` on Ctrl-C.
  /// - Complexity: The methods' own and a proof, a day.
  init(of names: [ParsedArgument], on dataset: String, _ call: CommandCall) throws {
    let ground = try ComparisonGround(of: names, on: dataset, call)
    let book = try call.database.dayBook(
      of: dataset, rules: ground.rules, conditions: ground.conditions)
    let all = try call.chosen(of: book.days(), in: dataset, at: nil)
    var found: [PlanComparison.Planned] = []
    for argument in names {
      let method = try call.method(argument)
      let name = method?.name ?? NameRules.folded(argument.string ?? "")
      guard !found.contains(where: { NameRules.folded($0.name) == NameRules.folded(name) }) else {
        let shown = argument.inner == nil ? argument.string ?? name : name
        throw ComparisonGround.mistake("\(shown) is named twice", argument, nil)
      }
      if method == .recorded {
        try DispatchMethod.requireRecord(in: book, of: dataset, at: argument.span)
      }
      if let method {
        found.append(try ground.planned(all, with: method, call))
      } else {
        let plan = ground.plans.first { NameRules.folded($0.name) == name }
        found.append(
          PlanComparison.Planned(
            plan?.name ?? name, nil, plan?.days.map { ($0, false) } ?? []))
      }
    }
    try self.init(found, among: all, on: dataset, ground, call)
  }

  /// The same for methods alone, under the session's rules.
  init(methods: [DispatchMethod], on dataset: String, _ call: CommandCall) throws {
    let ground = try ComparisonGround(of: [], on: dataset, call)
    let book = try call.database.dayBook(of: dataset, rules: ground.rules)
    let all = try call.chosen(of: book.days(), in: dataset, at: nil)
    let found = try methods.map { try ground.planned(all, with: $0, call) }
    try self.init(found, among: all, on: dataset, ground, call)
  }

  private init(
    _ found: [PlanComparison.Planned], among all: [DatedDay], on dataset: String,
    _ ground: ComparisonGround, _ call: CommandCall
  ) throws {
    self.ground = ground
    let comparison = try PlanComparison(found, among: all, of: dataset, part: call.part) {
      try ground.planned($0, with: .optimal, call)
    }
    guard let comparison else {
      throw call.mistake(
        .empty, "no day of \(dataset) is in all of these plans", at: CompareCommand.plans,
        remedy: "`select distinct plan, date from days;` lists the days that plans have")
    }
    self.comparison = comparison
  }
}

/// The rules and conditions that a comparison stands on, and the stored plans that take part.
///
/// Plans can be compared only where they answer the same question. Stored plans bring the rules and
/// conditions that they were made under, and methods plan under the same ones; without a stored plan
/// the session's rules hold.
struct ComparisonGround {
  let rules: Rules
  /// Who is absent and what is assumed; the rest of a plan's conditions, such as a pin or a budget,
  /// says which of the days' plans it is.
  let conditions: PlanConditions
  let plans: [PlanRecord]
  /// The agents that methods plan with, each read once.
  private let shelf: AgentShelf

  /// Reads the stored plans among some names.
  ///
  /// - Parameters:
  ///   - names: Names of methods and plans.
  ///   - dataset: The dataset that they plan.
  ///   - call: The call that compares them.
  /// - Throws: `Diagnostic` for a name that is no method or plan of the dataset, and for plans that
  ///   were made under different rules, conditions or drivers.
  init(of names: [ParsedArgument], on dataset: String, _ call: CommandCall) throws {
    var plans: [PlanRecord] = []
    var shared: (name: String, rules: Rules, conditions: PlanConditions)?
    let parser = call.session.parser(.script)
    for argument in names {
      guard argument.inner == nil,
        DispatchMethod(word: argument.string ?? "") == nil
      else { continue }
      let plan = try Self.plan(argument, of: dataset, call)
      let own = PlanConditions(of: plan, parser: parser).ofDays
      let rules = plan.rules
      if let shared, shared.rules != rules || shared.conditions != own {
        throw Self.mistake(
          "\(plan.name) and \(shared.name) were planned under different "
            + (shared.rules != rules ? "rules" : "conditions"), argument,
          "`select plan, rules, conditions from plans;` shows them; plan one of them again")
      }
      shared = (plan.name, rules, own)
      plans.append(plan)
    }
    self.plans = plans
    shelf = call.database.agentShelf
    rules = shared?.rules ?? call.session.settings.rules
    conditions = shared?.conditions ?? PlanConditions()
  }

  /// What a method makes of the days on this ground.
  ///
  /// - Throws: `CancellationError` on Ctrl-C.
  /// - Complexity: The method's own, a day.
  func planned(_ days: [DatedDay], with method: DispatchMethod, _ call: CommandCall) throws
    -> PlanComparison.Planned
  {
    let context = call.session.context
    var conditions = conditions
    if method.draws { conditions.seed = call.session.settings.seed }
    let (plan, answers) = try Dispatcher(
      method: method, rules: rules, conditions: conditions, shelf: shelf,
      isInterrupted: context.isInterrupted, progress: context.progress
    ).planned(days, of: "", as: "")
    return PlanComparison.Planned(
      method.name, method, zip(plan.days, answers).map { ($0, $1.isFallback) })
  }

  /// What the days are compared under, where it is not the session's rules alone.
  func remark(beside current: Rules) -> Sentence? {
    guard let plan = plans.first else { return nil }
    let changed = Rules.catalogue.filter { rules.value(of: $0) != current.value(of: $0) }
    let parts =
      changed.map { "\($0.name) \($0.text(of: rules.value(of: $0)))" }
      + (conditions.text.isEmpty ? [] : [conditions.text])
    return parts.isEmpty
      ? nil
      : "compared under the rules and conditions of \(plan.name): \(parts.joined(separator: ", "))"
  }

  private static func plan(
    _ argument: ParsedArgument, of dataset: String, _ call: CommandCall
  ) throws -> PlanRecord {
    let name = argument.string ?? ""
    let object = try call.database.object(named: name)
    guard let object, object.kind == .plan,
      let stored = try StoredPlan(named: object.name, in: call.session)
    else {
      let plans = try call.database.objects().filter { $0.kind == .plan }.map(\.name)
      throw mistake(
        "there is no method or plan `\(name)`", argument,
        NearestNames.question(for: name, among: DispatchMethod.names + plans),
        expected: (DispatchMethod.names + plans).joined(separator: ", "))
    }
    guard stored.record.dataset == dataset else {
      throw mistake(
        "\(stored.record.name) is a plan of \(stored.record.dataset), not of \(dataset)", argument,
        nil)
    }
    try stored.requireDrivers(at: argument.span, in: call.database)
    return stored.record
  }

  static func mistake(
    _ headline: Sentence, _ argument: ParsedArgument, _ remedy: String?, expected: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: .plan, headline: headline, span: argument.span, expected: expected, remedy: remedy)
  }
}
