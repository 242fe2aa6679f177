import CivilTime
import FleetModel
import Solvers
import Store

/// Plans the days of a dataset with one method and has each plan checked.
struct Dispatcher {
  let method: DispatchMethod
  let rules: Rules
  var conditions = PlanConditions()
  /// A limit a day in seconds, and the clock that it is told by; nil for none.
  var limit: (seconds: Double, clock: @Sendable () -> Double)?
  /// What is planned on the days before, which rotation counts with.
  var earlier: [PlanRecord.Day] = []
  /// The agents that the method may plan with.
  var shelf: AgentShelf?
  /// A clock for what each stage of a method takes.
  var seconds: () -> Double = { 0 }
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
    try planned(days, of: dataset, as: name).plan
  }

  /// The same with what the method said of each day.
  func planned(_ days: [DatedDay], of dataset: String, as name: String) throws
    -> (plan: PlanRecord, answers: [DayPlanner.Answer])
  {
    var conditions = conditions
    let answers = try answers(for: days, &conditions)
    let plans = try rotated(answers.map(\.plan), on: days)
    progress(nil)
    let plan = PlanRecord(
      name: name, dataset: dataset, method: method.name, rules: rules.text,
      conditions: conditions.text, asked: conditions,
      days: days.indices.map { index in
        PlanJudge(dated: days[index], plan: plans[index]).day(
          isRecord: method == .recorded, proofs: answers[index].proofs)
      })
    return (plan, answers)
  }

  /// One answer a day; where a limit of time was met, its budget becomes a condition.
  private func answers(
    for days: [DatedDay], _ conditions: inout PlanConditions
  ) throws -> [DayPlanner.Answer] {
    var most = 0
    var answers: [DayPlanner.Answer] = []
    for (index, dated) in days.enumerated() {
      if days.count > 1 { progress("\(method.name): day \(index + 1) of \(days.count)") }
      var answer = try answer(dated, conditions)
      if answer.isCut, let work = answer.work {
        conditions.budget = max(most, work)
        if most > work { answer = try self.answer(dated, conditions) }
      }
      most = max(most, answer.work ?? 0)
      answers.append(answer)
    }
    return answers
  }

  private func answer(_ dated: DatedDay, _ conditions: PlanConditions) throws -> DayPlanner.Answer {
    let planner = DayPlanner(
      method: method, conditions: conditions, shelf: shelf, seconds: seconds,
      isInterrupted: isInterrupted)
    guard let limit, conditions.budget == nil else { return try planner.answer(dated) }
    let end = limit.clock() + limit.seconds
    return try planner.answer(dated) { limit.clock() >= end }
  }

  /// The plans with their larger loads dealt out over the days, where that is a condition.
  private func rotated(_ plans: [Plan], on days: [DatedDay]) throws -> [Plan] {
    guard let window = conditions.fairnessDays else { return plans }
    if days.count > 1 { progress("evening out over \(window) days") }
    let dated = days.indices.compactMap { index in
      days[index].label.date.map {
        LoadRotation.Day(plan: plans[index], day: days[index].day, number: $0.dayNumber)
      }
    }
    // Days without dates are refused before this; a mixture would lose its order.
    guard dated.count == days.count else { return plans }
    let rotated = LoadRotation.rotate(
      dated, after: earlier.compactMap { LoadRotation.Past($0) }, over: window,
      until: isInterrupted)
    guard !isInterrupted() else { throw StoreError.interrupted }
    return rotated
  }
}

extension LoadRotation.Past {
  /// The loads of a day's regular drivers; nil for a day without a date.
  fileprivate init?(_ day: PlanRecord.Day) {
    guard let date = day.label.date else { return nil }
    self.init(number: date.dayNumber, rides: day.regularLoads)
  }
}
