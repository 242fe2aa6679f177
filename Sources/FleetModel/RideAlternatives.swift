import CivilTime

/// What giving one ride of a plan to each other driver would mean: why it is where it is.
///
/// Only the ride moves, to the best place in the other's sequence; what better plans could come of
/// moving others as well, `optimal` answers.
public struct RideAlternatives: Hashable, Sendable {
  public let ride: Int
  /// Who serves it in the plan; nil for nobody.
  public let driver: Int?
  /// The plan's score.
  public let score: Score
  /// Every other driver of the day, in ascending order of id.
  public let alternatives: [Alternative]

  /// One other driver.
  public struct Alternative: Hashable, Sendable {
    public let driver: Int
    /// The plan's score with the ride on this driver; nil where a rule forbids it.
    public let score: Score?
    /// The rules that break at the place where least minutes are broken; empty where none does.
    public let violations: [Violation]
  }

  /// Tries a ride on every other driver; nil for a ride that the day has not.
  ///
  /// - Complexity: O(m · c · n), m drivers, c the most rides of one, n rides.
  public init?(of ride: Int, in plan: Plan, on day: ServiceDay) {
    guard day.rides.contains(where: { $0.id == ride }) else { return nil }
    let owner = plan.driverByRide[ride]
    self.ride = ride
    driver = owner
    score = Score(of: plan, on: day)
    alternatives = day.drivers.filter { $0.id != owner }.map { driver in
      Self.alternative(ride, on: driver.id, plan, day)
    }
  }

  private static func alternative(
    _ ride: Int, on driver: Int, _ plan: Plan, _ day: ServiceDay
  ) -> Alternative {
    let length = plan.routes.first { $0.driver == driver }?.rides.count ?? 0
    let known = Set(Feasibility.violations(of: plan, on: day))
    var best: Score?
    var broken: [Violation]?
    for position in 0...length {
      let moved = plan.moving(ride, to: driver, at: position)
      // What the plan breaks anyway is not this driver's doing.
      let violations = Feasibility.violations(of: moved, on: day).filter { !known.contains($0) }
      if violations.isEmpty {
        let score = Score(of: moved, on: day)
        if best.map({ score < $0 }) ?? true { best = score }
      } else if broken.map({ weight(violations) < weight($0) }) ?? true {
        broken = violations
      }
    }
    return Alternative(
      driver: driver, score: best, violations: best == nil ? broken ?? [] : [])
  }

  private static func weight(_ violations: [Violation]) -> (Int, Int) {
    (violations.reduce(0) { $0 + $1.minutes.count }, violations.count)
  }
}

extension Plan {
  /// The plan with a ride taken from where it is and put into a driver's sequence.
  public func moving(_ ride: Int, to driver: Int, at position: Int) -> Plan {
    var routes = routes.map { Route(driver: $0.driver, rides: $0.rides.filter { $0 != ride }) }
    let index = routes.firstIndex { $0.driver == driver } ?? routes.count
    if index == routes.count { routes.append(Route(driver: driver, rides: [])) }
    var rides = routes[index].rides
    rides.insert(ride, at: min(max(0, position), rides.count))
    routes[index] = Route(driver: driver, rides: rides)
    return Plan(routes: routes, unassigned: unassigned.filter { $0 != ride })
  }
}
