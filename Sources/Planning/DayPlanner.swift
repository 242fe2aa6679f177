import DispatchLearning
import FleetModel
import Solvers

/// Plans one day after another with one method under the same conditions.
public struct DayPlanner {
  public let method: DispatchMethod
  public let conditions: PlanConditions
  /// The agents that a method may plan with; nil where none is asked for.
  public let shelf: AgentShelf?
  /// A clock for the stages' times.
  public let seconds: () -> Double
  public let isInterrupted: @Sendable () -> Bool

  public init(
    method: DispatchMethod, conditions: PlanConditions, shelf: AgentShelf? = nil,
    seconds: @escaping () -> Double = { 0 }, isInterrupted: @escaping @Sendable () -> Bool
  ) {
    self.method = method
    self.conditions = conditions
    self.shelf = shelf
    self.seconds = seconds
    self.isInterrupted = isInterrupted
  }

  /// A method's answer for a day.
  public struct Answer {
    public let plan: Plan
    /// What is proven of each level; empty for a method that proves nothing.
    public var proofs: [PlanRecord.Proof] = []
    /// The work done, in the unit of the method's budget; nil for methods without one.
    public var work: Int?
    /// Whether a limit of time ended the work.
    public var isCut = false
    /// What each stage of a method with several came to.
    public var stages: [StagedPlanner.Report] = []
    /// The stage whose plan it is.
    public var winner: StagedPlanner.Stage?
    /// Whether greedy stood in for an agent.
    public var isFallback = false
  }

  /// Plans a day.
  ///
  /// - Parameters:
  ///   - dated: The day.
  ///   - isOver: A limit of time; work stops soon after it says so.
  /// - Returns: The plan with what is proven of it and the work that it took.
  /// - Throws: `CancellationError` on Ctrl-C.
  /// - Complexity: The method's own.
  public func answer(_ dated: DatedDay, until isOver: @escaping () -> Bool = { false }) throws
    -> Answer
  {
    guard !isInterrupted() else { throw CancellationError() }
    let answer: Answer
    switch method {
    case .recorded:
      answer = Answer(plan: Plan.chronological(assignments: dated.recorded, on: dated.day))
    case .search: answer = searched(dated.day, until: isOver)
    case .optimal: answer = solved(dated.day, until: isOver)
    case .auto: answer = try automatic(dated.day)
    case .nearest: answer = Answer(plan: NearestMethod().plan(dated.day))
    case .greedy: answer = Answer(plan: GreedyMethod().plan(dated.day))
    case .agent(let method): answer = try planned(dated.day, with: method)
    }
    guard !isInterrupted() else { throw CancellationError() }
    return answer
  }

  /// Greedy, the active agent, search; where no agent is active, the reason stands in the stages.
  private func automatic(_ day: ServiceDay) throws -> Answer {
    guard let name = try shelf?.activeAgent() else {
      return staged(
        day, .failure(AgentAbsence("no agent is active; `promote agent` activates one")),
        searches: true)
    }
    return try planned(day, with: AgentMethod(form: .searched, agent: name))
  }

  private func planned(_ day: ServiceDay, with method: AgentMethod) throws -> Answer {
    let agent = shelf?.planner(of: method) ?? .failure(AgentAbsence("no agents are available"))
    if method.form.isStaged {
      return staged(day, agent, searches: method.form.searches)
    }
    // Nothing stands in for an agent's own decisions: what cannot decide plans nothing.
    guard let plan = try agent.get().plan(day) else {
      return Answer(
        plan: DayMatrix(day).plan(sequences: day.drivers.map { _ in [] }), isFallback: true)
    }
    return Answer(plan: plan)
  }

  private func staged(
    _ day: ServiceDay, _ agent: Result<AgentPlanner, AgentAbsence>, searches: Bool
  ) -> Answer {
    let planner = StagedPlanner(
      agent: agent, search: searches ? searchSettings(for: day) : nil, seconds: seconds)
    var limit = SearchLimit(budget: conditions.budget)
    let answer = planner.plan(day) { limit.isReached(isInterrupted) }
    return Answer(
      plan: answer.plan, work: searches ? answer.rounds : nil, stages: answer.reports,
      winner: answer.winner, isFallback: answer.isFallback)
  }

  private func searchSettings(for day: ServiceDay) -> SearchSettings {
    let standard = SearchSettings.standard(rides: day.rides.count)
    return SearchSettings(
      seed: conditions.seed ?? 1, rounds: max(standard.rounds, conditions.budget ?? 0),
      ruinSize: standard.ruinSize, temperature: standard.temperature)
  }

  private func searched(_ day: ServiceDay, until isOver: @escaping () -> Bool) -> Answer {
    let settings = searchSettings(for: day)
    var limit = SearchLimit(budget: conditions.budget)
    var isCut = false
    let outcome = SearchMethod(settings: settings).search(day) {
      limit.isReached {
        if isOver() { isCut = true }
        return isCut || isInterrupted()
      }
    }
    return Answer(plan: outcome.plan, work: outcome.rounds, isCut: isCut)
  }

  /// Ends a search by its budget of rounds, or by something that is looked at now and then: a round
  /// takes some microseconds.
  private struct SearchLimit {
    let budget: Int?
    private var asked = 0

    private static let roundsBetweenLooks = 16

    init(budget: Int?) { self.budget = budget }

    mutating func isReached(_ isOver: () -> Bool) -> Bool {
      defer { asked += 1 }
      if let budget, asked > budget { return true }
      return asked.isMultiple(of: Self.roundsBetweenLooks) && isOver()
    }
  }

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
