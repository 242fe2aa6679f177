import FleetModel
import PortableMath
import SeededRandom

/// Greedy, then local search: descent by moves, then ruin and recreate under annealing.
///
/// Measured (`SearchSettings.standard`, one core): levels 1 to 5 equal to the proven optimum on
/// all 42 days of days.json and on all of 200 fresh days; kilometres on them 0.25 % and 0.16 %
/// above it on average, 1.7 % and 0.5 % at the 95th percentile; about 15 ms a day, 31 at most.
public struct SearchMethod: PlanningMethod {
  public let name = "search"
  /// What it runs with; nil for `SearchSettings.standard(rides:)`.
  public let settings: SearchSettings?

  public init(settings: SearchSettings? = nil) {
    self.settings = settings
  }

  public func plan(_ day: ServiceDay) -> Plan { search(day) { false }.plan }

  /// A plan with the rounds that led to it; so many rounds lead to it again on any machine.
  public struct Outcome: Hashable, Sendable {
    public let plan: Plan
    public let rounds: Int
  }

  /// Plans a day until the rounds are done or `isOver` says so, asked once a round.
  ///
  /// - Parameters:
  ///   - day: the day to plan.
  ///   - isOver: a limit of time or a wish to stop; the best plan so far is the outcome.
  /// - Returns: the plan and the rounds done, from which it can be had again.
  public func search(_ day: ServiceDay, until isOver: () -> Bool) -> Outcome {
    let network = RouteNetwork(DayMatrix(day))
    let start = GreedyMethod().sequences(day, network.matrix)
    let (sequences, rounds) = improve(start, on: network, until: isOver)
    return Outcome(plan: network.matrix.plan(sequences: sequences), rounds: rounds)
  }

  /// Improves sequences of rides that keep the rules, by index.
  package func improve(
    _ sequences: [[Int]], on network: RouteNetwork, until isOver: () -> Bool = { false }
  ) -> (sequences: [[Int]], rounds: Int) {
    guard network.rideCount > 0, network.driverCount > 0 else { return (sequences, 0) }
    let plan = WorkingPlan(network, sequences: sequences)
    let search = LocalSearch(network)
    let all = Array(0..<network.rideCount)
    search.descend(plan, from: all)
    let settings = settings ?? .standard(rides: network.rideCount)
    guard settings.rounds > 0, !isOver() else { return (plan.sequences, 0) }
    let ruin = RuinAndRecreate(network, near: search.near)
    let best = anneal(plan, ruin, settings, until: isOver)
    let final = WorkingPlan(network, sequences: best.sequences)
    search.descend(final, from: all)
    return (final.sequences, best.rounds)
  }

  /// Ruins and recreates, taking worse plans ever more rarely (simulated annealing).
  ///
  /// Source: S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, "Optimization by Simulated Annealing",
  /// Science 220, 1983; cooling is exponential.
  private func anneal(
    _ plan: WorkingPlan, _ ruin: RuinAndRecreate, _ settings: SearchSettings,
    until isOver: () -> Bool
  ) -> (sequences: [[Int]], rounds: Int) {
    var best = (score: plan.score, sequences: plan.sequences)
    var draws = SeededGenerator(seed: settings.seed, purpose: "search")
    for round in 0..<settings.rounds {
      if isOver() { return (best.sequences, round) }
      let progress = Double(round) / Double(settings.rounds)
      let temperature = settings.temperature * Portable.exp(-SearchSettings.cooling * progress)
      let before = plan.score.energy
      plan.beginTrial()
      ruin.change(plan, size: draws.integer(in: 1...settings.ruinSize), &draws)
      let worse = Double(plan.score.energy - before)
      let isKept = worse <= 0 || draws.unit() < Portable.exp(-worse / temperature)
      plan.endTrial(keeping: isKept)
      if isKept, plan.score < best.score { best = (plan.score, plan.sequences) }
    }
    return (best.sequences, settings.rounds)
  }
}
