import FleetModel

/// The ways to deal a day's routes to its regular drivers that leave its score as it is.
///
/// Metres, counts and their squares do not depend on who drives which route; whether a rule breaks
/// and how late a route runs depends on its driver alone. So a dealing is as good as the plan where
/// every driver may drive what he gets and the lateness has the plan's sum.
final class RouteDealer {
  /// One way to deal the routes.
  struct Dealing: Equatable {
    /// The place of the route that each driver gets.
    let routes: [Int]
    /// Rides of each driver.
    let loads: [Int]
    /// Rides that another driver than planned serves.
    let moved: Int
  }

  /// How many dealings are told apart by enumeration: all those of six drivers, or of twelve with
  /// two or three kinds of route, which are what plans with a gap of 1 have.
  static let limit = 720
  /// Beyond so many drivers nothing is enumerated: the kinds of route alone would take m² checks.
  private static let mostDrivers = 12
  /// Pairs of drivers looked at by one descent, so that thousands of drivers take no minutes.
  private static let mostPairs = 1_000_000

  /// Regular drivers in ascending order of id.
  let drivers: [Driver]
  /// Rides by driver as planned.
  var loads: [Int] { routes.map(\.count) }
  /// All dealings that differ in loads, the one that moves least for each; nil where too many.
  let dealings: [Dealing]?

  private let source: LoadRotation.Day
  private let routes: [[Int]]
  private let rides: [Int: Ride]
  /// What was found of a route and a driver.
  private var known: [Int: Int?] = [:]

  /// Looks a day over.
  ///
  /// - Complexity: O(m² · n) checks of routes with up to 12 drivers, O(n + m) with more.
  init(_ source: LoadRotation.Day) {
    let day = source.day
    let regular = day.drivers.filter { !$0.isReserve }
    var planned: [Int: [Int]] = [:]
    for route in source.plan.routes { planned[route.driver] = route.rides }
    let routes = regular.map { planned[$0.id] ?? [] }
    let rides = Dictionary(day.rides.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.source = source
    self.drivers = regular
    self.routes = routes
    self.rides = rides
    guard Feasibility.violations(of: source.plan, on: day).isEmpty else {
      dealings = [Self.dealing(Array(regular.indices), routes)]
      return
    }
    guard regular.count <= Self.mostDrivers else {
      dealings = nil
      return
    }
    let lateness = routes.map { route in
      regular.map { Self.lateness(route, $0, rides, day) }
    }
    dealings = DealingSearch(routes: routes.map(\.count), lateness: lateness).dealings?
      .map { Self.dealing($0, routes) }
  }

  private static func dealing(_ places: [Int], _ routes: [[Int]]) -> Dealing {
    let loads = places.map { routes[$0].count }
    var moved = 0
    for (driver, place) in places.enumerated() where place != driver { moved += loads[driver] }
    return Dealing(routes: places, loads: loads, moved: moved)
  }

  /// The plan that a dealing makes.
  func plan(_ dealing: Dealing) -> Plan {
    guard dealing.moved > 0 else { return source.plan }
    let regular = Set(drivers.map(\.id))
    let dealt = zip(drivers, dealing.routes).map { Plan.Route(driver: $0.id, rides: routes[$1]) }
    return Plan(
      routes: source.plan.routes.filter { !regular.contains($0.driver) }
        + dealt.filter { !$0.rides.isEmpty },
      unassigned: source.plan.unassigned)
  }

  /// The dealing that swaps reach from the plan, larger loads going to those who had least.
  ///
  /// A swap has to lower the sum of squared totals: the driver with more rides before gives up the
  /// larger route. The largest and the least totals are looked at first.
  ///
  /// - Parameter before: What each driver had before the day, by place.
  /// - Returns: A dealing of the plan's score; the plan's own where no swap gains.
  /// - Complexity: O(m²) a pass, up to a million pairs in all.
  func descent(before: [Int]) -> Dealing {
    let order = drivers.indices.sorted { (before[$0], $0) < (before[$1], $1) }
    var places = Array(drivers.indices)
    var pairs = 0
    var isChanged = true
    while isChanged {
      isChanged = false
      for high in order.reversed() {
        for low in order {
          pairs += 1
          guard before[low] < before[high], pairs < Self.mostPairs else { break }
          guard routes[places[low]].count < routes[places[high]].count,
            canSwap(high, low, places)
          else { continue }
          places.swapAt(high, low)
          isChanged = true
        }
      }
    }
    return Self.dealing(places, routes)
  }

  private func canSwap(_ first: Int, _ second: Int, _ places: [Int]) -> Bool {
    guard let now = lateness(places[first], first), let other = lateness(places[second], second),
      let mine = lateness(places[second], first), let his = lateness(places[first], second)
    else { return false }
    return now + other == mine + his
  }

  private func lateness(_ route: Int, _ driver: Int) -> Int? {
    let key = route * drivers.count + driver
    if let found = known[key] { return found }
    let found = Self.lateness(routes[route], drivers[driver], rides, source.day)
    known[key] = .some(found)
    return found
  }

  /// The lateness of a route with a driver in minutes, or nil where a rule breaks.
  private static func lateness(
    _ route: [Int], _ driver: Driver, _ rides: [Int: Ride], _ day: ServiceDay
  ) -> Int? {
    guard !route.isEmpty else { return 0 }
    // A day of this route alone: what others do has no bearing on it.
    let alone = ServiceDay(
      rides: route.compactMap { rides[$0] }, drivers: [driver], rules: day.rules, pins: day.pins)
    let plan = Plan(routes: [Plan.Route(driver: driver.id, rides: route)])
    guard Feasibility.violations(of: plan, on: alone).isEmpty else { return nil }
    return Score(of: plan, on: alone).lateness
  }
}
