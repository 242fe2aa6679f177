import FleetModel

/// Rotates who drives the larger loads, so that loads even out over several days.
///
/// Whole routes change hands between regular drivers where nothing of the day's score changes and
/// no rule breaks. Swaps go on as long as one lowers the sum of squared totals, the best first;
/// among drivers who can all take each other's routes that ends with the largest load on the one
/// who had least, and a rolling gap of at most 1 stays at most 1.
public enum LoadRotation {
  /// What a swap has to gain, so that shares which differ by rounding alone count as equal.
  private static let tolerance = 1e-9

  /// The plan with its routes dealt out anew.
  ///
  /// - Parameters:
  ///   - plan: a plan that keeps the rules.
  ///   - day: its day.
  ///   - before: rides above a fair share that each driver had on the days before, by driver id;
  ///     one left out counts 0. Plain counts do as well where all were there on the same days.
  /// - Returns: a plan of the same score at every level.
  /// - Complexity: O(m⁴ + m³ · n) at worst, m regular drivers and n rides.
  public static func rotate(_ plan: Plan, on day: ServiceDay, before: [Int: Double]) -> Plan {
    let drivers = day.drivers.filter { !$0.isReserve }.map(\.id)
    var best = plan
    let score = Score(of: plan, on: day)
    while let swap = bestSwap(best, day, drivers, before, score) { best = swap }
    return best
  }

  private static func bestSwap(
    _ plan: Plan, _ day: ServiceDay, _ drivers: [Int], _ before: [Int: Double], _ score: Score
  ) -> Plan? {
    var rides: [Int: [Int]] = [:]
    for route in plan.routes { rides[route.driver] = route.rides }
    var swaps: [(gain: Double, first: Int, second: Int)] = []
    for (index, first) in drivers.enumerated() {
      for second in drivers.dropFirst(index + 1) {
        let loads = (rides[first]?.count ?? 0, rides[second]?.count ?? 0)
        // What the sum of squared totals loses: 2 (load₁ − load₂) (before₁ − before₂).
        let gain = 2 * Double(loads.0 - loads.1) * ((before[first] ?? 0) - (before[second] ?? 0))
        if gain > 2 * tolerance { swaps.append((gain, first, second)) }
      }
    }
    swaps.sort { ($1.gain, $0.first, $0.second) < ($0.gain, $1.first, $1.second) }
    for swap in swaps {
      let changed = plan.swapping(swap.first, swap.second)
      if Feasibility.violations(of: changed, on: day).isEmpty,
        Score(of: changed, on: day) == score
      {
        return changed
      }
    }
    return nil
  }
}

extension Plan {
  /// The plan with two drivers' routes swapped.
  func swapping(_ first: Int, _ second: Int) -> Plan {
    var rides: [Int: [Int]] = [first: [], second: []]
    for route in routes { rides[route.driver] = route.rides }
    let others = routes.filter { $0.driver != first && $0.driver != second }
    return Plan(
      routes: others + [
        Route(driver: first, rides: rides[second] ?? []),
        Route(driver: second, rides: rides[first] ?? []),
      ], unassigned: unassigned)
  }
}
