import FleetModel
import Solvers
import Store

/// Plans one day after another with one method under the same conditions.
struct DayPlanner {
  let method: String
  let conditions: PlanConditions
  let isInterrupted: @Sendable () -> Bool

  /// A method's answer for a day.
  struct Answer {
    let plan: Plan
    /// What is proven of each level; empty for a method that proves nothing.
    var proofs: [PlanRecord.Proof] = []
    /// The work done, in the unit of the method's budget; nil for methods without one.
    var work: Int?
    /// Whether a limit of time ended the work.
    var isCut = false
  }

  /// Plans a day.
  ///
  /// - Parameters:
  ///   - dated: The day.
  ///   - isOver: A limit of time; work stops soon after it says so.
  /// - Returns: The plan with what is proven of it and the work that it took.
  /// - Throws: `StoreError.interrupted` on Ctrl-C.
  /// - Complexity: The method's own.
  func answer(_ dated: DatedDay, until isOver: @escaping () -> Bool = { false }) throws -> Answer {
    guard !isInterrupted() else { throw StoreError.interrupted }
    let answer: Answer
    switch method {
    case DispatchMethods.recorded:
      answer = Answer(plan: Plan.chronological(assignments: dated.recorded, on: dated.day))
    case DispatchMethods.search: answer = searched(dated.day, until: isOver)
    case DispatchMethods.optimal: answer = solved(dated.day, until: isOver)
    default:
      let method = DispatchMethods.simple(method) ?? GreedyMethod()
      answer = Answer(plan: method.plan(dated.day))
    }
    guard !isInterrupted() else { throw StoreError.interrupted }
    return answer
  }

  private func searched(_ day: ServiceDay, until isOver: @escaping () -> Bool) -> Answer {
    let standard = SearchSettings.standard(rides: day.rides.count)
    let rounds = max(standard.rounds, conditions.budget ?? 0)
    let settings = SearchSettings(
      seed: conditions.seed ?? 1, rounds: rounds, ruinSize: standard.ruinSize,
      temperature: standard.temperature)
    var asked = 0
    var isCut = false
    // The clock is asked now and then: a round takes some microseconds.
    let outcome = SearchMethod(settings: settings).search(day) {
      defer { asked += 1 }
      if let budget = conditions.budget, asked > budget { return true }
      guard asked.isMultiple(of: Self.roundsBetweenLooks) else { return false }
      if isOver() { isCut = true }
      return isCut || isInterrupted()
    }
    return Answer(plan: outcome.plan, work: outcome.rounds, isCut: isCut)
  }

  private static let roundsBetweenLooks = 16

  private func solved(_ day: ServiceDay, until isOver: @escaping () -> Bool) -> Answer {
    let isInterrupted = isInterrupted
    let method = conditions.budget.map { OptimalMethod(budget: $0) } ?? OptimalMethod()
    var isCut = false
    let result = method.solve(day) {
      isCut = isCut || isOver()
      return isCut || isInterrupted()
    }
    return Answer(
      plan: result.plan,
      proofs: result.levels.map {
        PlanRecord.Proof(level: $0.level, found: $0.found, bound: $0.bound)
      },
      work: result.statistics.work, isCut: isCut)
  }
}
