import CivilTime
import FleetModel
import Solvers
import Store

/// Plans the days of a dataset with one method and has each plan checked.
struct Dispatcher {
  let method: String
  let rules: Rules
  var conditions = PlanConditions()
  /// A limit a day in seconds, and the clock that it is told by; nil for none.
  var limit: (seconds: Double, clock: @Sendable () -> Double)?
  /// What is planned on the days before, which rotation counts with.
  var earlier: [PlanRecord.Day] = []
  let isInterrupted: @Sendable () -> Bool
  var progress: @Sendable (String?) -> Void = { _ in }

  /// Plans some days under a name.
  ///
  /// The first day whose time runs out sets the budget of all: its work, or more where an earlier
  /// day took more. From there on the budget decides and not the clock, so that a replay of the
  /// budget makes the same plans.
  ///
  /// - Throws: `StoreError.interrupted` where Ctrl-C stops it.
  /// - Complexity: The method's own, a day.
  func plan(_ days: [DatedDay], of dataset: String, as name: String) throws -> PlanRecord {
    var conditions = conditions
    var most = 0
    var rolling = RollingLoads()
    for day in earlier { rolling.add(day) }
    var planned: [PlanRecord.Day] = []
    for (index, dated) in days.enumerated() {
      if days.count > 1 { progress("\(method): day \(index + 1) of \(days.count)") }
      var answer = try answer(dated, conditions)
      if answer.isCut, let work = answer.work {
        conditions.budget = max(most, work)
        if most > work { answer = try self.answer(dated, conditions) }
      }
      most = max(most, answer.work ?? 0)
      let plan = rotated(answer.plan, on: dated, rolling)
      let record = PlanJudge(dated: dated, plan: plan)
        .day(isRecord: method == DispatchMethods.recorded, proofs: answer.proofs)
      rolling.add(record)
      planned.append(record)
    }
    progress(nil)
    return PlanRecord(
      name: name, dataset: dataset, method: method, rules: rules.text,
      conditions: conditions.text, days: planned)
  }

  private func answer(_ dated: DatedDay, _ conditions: PlanConditions) throws -> DayPlanner.Answer {
    let planner = DayPlanner(
      method: method, conditions: conditions, isInterrupted: isInterrupted)
    guard let limit, conditions.budget == nil else { return try planner.answer(dated) }
    let end = limit.clock() + limit.seconds
    return try planner.answer(dated) { limit.clock() >= end }
  }

  private func rotated(_ plan: Plan, on dated: DatedDay, _ rolling: RollingLoads) -> Plan {
    guard let length = conditions.fairnessDays, length > 1, let date = dated.label.date else {
      return plan
    }
    let standings = rolling.standings(on: date, over: length)
    let excess = Dictionary(
      standings.map { ($0.driver, $0.excess) }, uniquingKeysWith: { first, _ in first })
    return LoadRotation.rotate(
      plan, on: dated.day, before: dated.names.compactMapValues { excess[$0] })
  }
}
