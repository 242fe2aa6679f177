import FleetModel

/// The proven optimum of a day in the strict order of levels, or the best found with its bounds.
///
/// Local search finds a plan; then each level in turn is proven least, the levels before it
/// held at their proven values. A level that is at a plain floor (nothing unassigned, the gap that
/// numbers allow) needs no proof; the others are stages of column generation.
public struct OptimalMethod: PlanningMethod {
  public let name = "optimal"
  /// The most units of work, as `SolverStatistics.work` counts them.
  public let budget: Int
  /// False where the levels of fairness, gap and squares, are left out of the order.
  public let isFair: Bool

  /// Makes the method.
  ///
  /// - Parameters:
  ///   - budget: the most units of work; the default is some minutes of computing.
  ///   - isFair: false leaves gap and squares out of the order, for the price of fairness.
  public init(budget: Int = 20_000_000, isFair: Bool = true) {
    self.budget = max(0, budget)
    self.isFair = isFair
  }

  public func plan(_ day: ServiceDay) -> Plan { solve(day).plan }

  /// Plans a day and proves what the budget allows, or what is done when `isOver` says so.
  ///
  /// - Parameters:
  ///   - day: the day to plan.
  ///   - isOver: a limit of time or a wish to stop; the work done is in the result, and a budget
  ///     of so much work leads to the same plan and bounds again.
  /// - Returns: the plan with a proven bound at each level; without fairness, the levels of it
  ///   stand as found.
  public func solve(_ day: ServiceDay, until isOver: @escaping () -> Bool = { false })
    -> OptimalResult
  {
    let network = RouteNetwork(DayMatrix(day))
    var proof = OptimalProof(
      network, start: GreedyMethod().sequences(day, network.matrix), of: day,
      budget: budget, isFair: isFair, until: isOver)
    proof.run()
    let plan = network.matrix.plan(sequences: proof.sequences)
    let score = Score(of: plan, on: day)
    return OptimalResult(
      plan: plan, score: score,
      levels: Score.Level.allCases.enumerated().map { index, level in
        let isOut = !isFair && (level == .gap || level == .squares)
        return OptimalResult.LevelProof(
          level: level, found: score[level],
          bound: isOut ? score[level] : min(score[level], proof.bounds[index]))
      },
      statistics: proof.statistics)
  }
}
