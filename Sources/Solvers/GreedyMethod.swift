import FleetModel

/// Each ride, in order of time, to the best-scoring driver who can take it.
///
/// The score of giving a ride to a driver, the lower the better:
///
///     .70 · (his rides − fewest rides of his crew)
///     + .20 · hop / (hop + 10 min)
///     + .06 · (return: lateness / 30 min; hospital: 1 − spare / 15 min; both within 0...1)
///     + .03 · (1 where the client has another usual driver)
///     + .01 · idle / 240 min
///
/// Ties go to the smaller load, then the smaller driver id; the reserve is asked only where no regular driver can.
///
/// Measured on the 42 days of Tests/SolversTests/Fixtures/days.json (mean proven gap .67): mean
/// gap .79 (nearest: 2.31), excess gap .21 (1.67), 2 rides unassigned and 4 on reserve more than
/// the optima in all (1 and 4), 4.1 minutes of lateness a day more, kilometres 13.5 % above the
/// optimum (4.5 %, at its unfair loads).
public struct GreedyMethod: PlanningMethod {
  public let name = "greedy"
  public let weights: GreedyWeights

  public init(weights: GreedyWeights = .standard) {
    self.weights = weights
  }

  /// Plans a day.
  ///
  /// - Complexity: O(n · m), n rides and m drivers.
  public func plan(_ day: ServiceDay) -> Plan {
    let matrix = DayMatrix(day)
    return matrix.plan(sequences: sequences(day, matrix))
  }

  /// The rides of each driver in order, by index.
  package func sequences(_ day: ServiceDay, _ matrix: DayMatrix) -> [[Int]] {
    let crews = [true, false].map { isRegular in
      (0..<matrix.driverCount).filter { matrix.isRegular[$0] == isRegular }
    }
    var routes = AppendedRoutes(matrix)
    for (ride, facts) in day.rides.enumerated() {
      for crew in crews {
        guard let choice = best(for: ride, facts, in: crew, routes) else { continue }
        routes.append(ride: ride, to: choice.driver, choice.step)
        break
      }
    }
    return routes.sequences
  }

  private func best(
    for ride: Int, _ facts: Ride, in crew: [Int], _ routes: AppendedRoutes
  ) -> (driver: Int, step: AppendedRoutes.Step)? {
    var fewest = Int.max
    var most = 0
    for driver in crew {
      fewest = min(fewest, routes.load(of: driver))
      most = max(most, routes.load(of: driver))
    }
    var best: (driver: Int, step: AppendedRoutes.Step)?
    var lowest = Double.infinity
    // Load after load: where the load alone is no better than the best, nobody further is.
    for load in stride(from: fewest, through: most, by: 1) {
      let base = weights.load * Double(load - fewest)
      if base >= lowest { break }
      for driver in crew where routes.load(of: driver) == load {
        guard let step = routes.step(ride: ride, driver: driver) else { continue }
        let score = base + preference(facts, routes.matrix.driverIds[driver], step)
        if score < lowest {
          lowest = score
          best = (driver, step)
        }
      }
    }
    return best
  }

  /// What stands in the score beside the load.
  private func preference(_ ride: Ride, _ driver: Int, _ step: AppendedRoutes.Step) -> Double {
    let isUsual = ride.usualDriver.map { $0 == driver } ?? true
    return weights.proximity * Double(step.hopMinutes) / Double(step.hopMinutes + 10)
      + weights.priority * pressure(on: ride, step)
      + weights.usual * (isUsual ? 0 : 1)
      + weights.idle * min(1, Double(step.idle) / 240)
  }

  /// How badly a ride that matters most would be served, in 0...1.
  private func pressure(on ride: Ride, _ step: AppendedRoutes.Step) -> Double {
    if ride.direction == .return { return min(1, Double(step.lateness) / 30) }
    return ride.isHospital ? max(0, 1 - Double(step.spare) / 15) : 0
  }
}
