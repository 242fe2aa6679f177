import CivilTime
import FleetModel
import Solvers

/// Plans the days of a dataset with one method and has each plan checked.
public struct Dispatcher {
  public let method: DispatchMethod
  public let rules: Rules
  public let conditions: PlanConditions
  /// A limit a day in seconds, and the clock that it is told by; nil for none.
  public let limit: (seconds: Double, clock: @Sendable () -> Double)?
  /// What is planned on the days before, which rotation counts with.
  public let earlier: [PlanRecord.Day]
  /// The agents that the method may plan with.
  public let shelf: AgentShelf?
  /// A clock for what each stage of a method takes.
  public let seconds: () -> Double
  public let isInterrupted: @Sendable () -> Bool
  public let progress: @Sendable (String?) -> Void

  public init(
    method: DispatchMethod, rules: Rules, conditions: PlanConditions = PlanConditions(),
    limit: (seconds: Double, clock: @Sendable () -> Double)? = nil,
    earlier: [PlanRecord.Day] = [], shelf: AgentShelf? = nil,
    seconds: @escaping () -> Double = { 0 }, isInterrupted: @escaping @Sendable () -> Bool,
    progress: @escaping @Sendable (String?) -> Void = { _ in }
  ) {
    self.method = method
    self.rules = rules
    self.conditions = conditions
    self.limit = limit
    self.earlier = earlier
    self.shelf = shelf
    self.seconds = seconds
    self.isInterrupted = isInterrupted
    self.progress = progress
  }

  /// Plans some days under a name.
  ///
  /// The first day whose time runs out sets the budget of all: its work, or more where an earlier
  /// day took more. From there on the budget decides and not the clock, so that a replay of the
  /// budget makes the same plans.
  ///
  /// - Throws: `CancellationError` where Ctrl-C stops it.
  /// - Complexity: The method's own, a day.
  public func plan(_ days: [DatedDay], of dataset: String, as name: String) throws -> PlanRecord {
    try planned(days, of: dataset, as: name).plan
  }

  /// The same with what the method said of each day.
  public func planned(_ days: [DatedDay], of dataset: String, as name: String) throws
    -> (plan: PlanRecord, answers: [DayPlanner.Answer])
  {
    var conditions = conditions
    let answers = try answers(for: days, &conditions)
    let plans = try rotated(answers.map(\.plan), on: days)
    progress(nil)
    let plan = PlanRecord(
      name: name, dataset: dataset, method: method.name, rules: rules(of: days),
      asked: conditions,
      days: days.indices.map { index in
        PlanJudge(dated: days[index], plan: plans[index]).day(
          isRecord: method == .recorded, proofs: answers[index].proofs)
      })
    return (plan, answers)
  }

  /// The rules, with no more roads than those between the days' points.
  private func rules(of days: [DatedDay]) -> Rules {
    var rules = rules
    // Days that bring rules of their own may go otherwise than the others.
    let roads = days.lazy.compactMap(\.day.rules.travel.roads).first
    if !days.isEmpty { rules.travel = .greatCircle }
    if let roads {
      let ends = days.lazy.flatMap(\.day.rides).flatMap { [$0.pickup, $0.dropoff] }
      rules.travel = .roads(roads.among(Set(ends.compactMap { $0.map(RoadPoint.init) })))
    }
    return rules
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
    guard !isInterrupted() else { throw CancellationError() }
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
