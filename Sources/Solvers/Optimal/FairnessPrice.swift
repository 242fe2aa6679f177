import FleetModel

/// What even loads cost on a day: the optimum against that of the order without fairness.
///
/// Both serve the same rides with as many of them on reserve, and both are proven where
/// `isProven` says so. The differences are the price; neither can be negative in the strict sense
/// that the unfair optimum is no worse in lateness, then metres.
public struct FairnessPrice: Hashable, Sendable {
  /// The optimum in the strict order.
  public let fair: OptimalResult
  /// The optimum of the same served rides with gap and squares left out of the order.
  public let unfair: OptimalResult

  /// Minutes of lateness that even loads cost.
  public var lateness: Int { fair.score.lateness - unfair.score.lateness }

  /// Metres that even loads cost; negative where lateness was saved for them.
  public var metres: Int { fair.score.metres - unfair.score.metres }

  public var isProven: Bool { fair.isProven && unfair.isProven }

  /// Solves a day twice.
  ///
  /// - Parameters:
  ///   - day: the day to plan.
  ///   - budget: the most units of work of each proof.
  ///   - isOver: a wish to stop; what is not proven by then stays unproven.
  public init(
    of day: ServiceDay, budget: Int = 20_000_000, until isOver: @escaping () -> Bool = { false }
  ) {
    fair = OptimalMethod(budget: budget).solve(day, until: isOver)
    let waiting = Set(fair.plan.unassigned)
    let served = ServiceDay(
      rides: day.rides.filter { !waiting.contains($0.id) }, drivers: day.drivers,
      rules: day.rules, pins: day.pins)
    unfair = OptimalMethod(budget: budget, isFair: false).solve(served, until: isOver)
  }
}
