import CommandLanguage
import FleetModel
import Store
import TerminalText

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
      let rules = Rules(text: plan.rules)
      if let shared, shared.rules != rules || shared.conditions != own {
        throw PlanComparison.mistake(
          "\(plan.name) and \(shared.name) were planned under different "
            + (shared.rules != rules ? "rules" : "conditions"), argument,
          "`select plan, rules, conditions from plans;` shows them; plan one of them again")
      }
      shared = (plan.name, rules, own)
      plans.append(plan)
    }
    self.plans = plans
    shelf = AgentShelf(call.database)
    rules = shared?.rules ?? call.session.settings.rules
    conditions = shared?.conditions ?? PlanConditions()
  }

  /// What a method makes of the days on this ground.
  ///
  /// - Throws: `StoreError.interrupted` on Ctrl-C.
  /// - Complexity: The method's own, a day.
  func planned(_ days: [DatedDay], with method: DispatchMethod, _ call: CommandCall) throws
    -> [(day: PlanRecord.Day, isFallback: Bool)]
  {
    let context = call.session.context
    var conditions = conditions
    if method.draws { conditions.seed = call.session.settings.seed }
    let (plan, answers) = try Dispatcher(
      method: method, rules: rules, conditions: conditions, shelf: shelf,
      isInterrupted: context.isInterrupted, progress: context.progress
    ).planned(days, of: "", as: "")
    return zip(plan.days, answers).map { ($0, $1.isFallback) }
  }

  /// What the days are compared under, where it is not the session's rules alone.
  func remark(beside current: Rules) -> Sentence? {
    guard let plan = plans.first else { return nil }
    let changed = Rules.catalogue.filter { rules.value(of: $0) != current.value(of: $0) }
    let parts =
      changed.map { "\($0.name) \(Rules.text(rules.value(of: $0)))" }
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
      throw PlanComparison.mistake(
        "there is no method or plan `\(name)`", argument,
        NearestNames.question(for: name, among: DispatchMethod.names + plans),
        expected: (DispatchMethod.names + plans).joined(separator: ", "))
    }
    guard stored.record.dataset == dataset else {
      throw PlanComparison.mistake(
        "\(stored.record.name) is a plan of \(stored.record.dataset), not of \(dataset)", argument,
        nil)
    }
    try stored.requireDrivers(at: argument.span)
    return stored.record
  }
}
