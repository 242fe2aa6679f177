import FleetModel
import SeededRandom
import Solvers

/// What the rolling gaps of some plans come to, reckoned from the definition and nothing else.
struct RotationTrial {
  /// The largest rolling gap, rounded to a millionth as sums of thirds are.
  let worst: Double
  /// The sum of the squared rolling gaps, rounded alike.
  let squares: Double
  /// Rides on another driver than planned.
  let moved: Int
  let gaps: [Double]

  init(
    _ plans: [Plan], of days: [LoadRotation.Day], after past: [LoadRotation.Past] = [],
    over window: Int
  ) {
    var loads = past.map { ($0.number, $0.rides) }
    for (day, plan) in zip(days, plans) { loads.append((day.number, Self.loads(plan, day))) }
    gaps = zip(days, plans).map { day, plan in
      var excess: [String: Double] = [:]
      for (number, rides) in loads
      where number <= day.number && number > day.number - window && !rides.isEmpty {
        let share = Double(rides.values.reduce(0, +)) / Double(rides.count)
        for (driver, count) in rides { excess[driver, default: 0] += Double(count) - share }
      }
      let there = Self.loads(plan, day).keys.compactMap { excess[$0] }
      return Self.rounded((there.max() ?? 0) - (there.min() ?? 0))
    }
    worst = gaps.max() ?? 0
    squares = Self.rounded(gaps.reduce(0) { $0 + $1 * $1 })
    moved = zip(days, plans).reduce(0) { sum, pair in
      let before = pair.0.plan.driverByRide
      return sum + pair.1.driverByRide.count { before[$0.key] != $0.value }
    }
  }

  /// What a rotation makes small, in order.
  var value: [Double] { [worst, squares, Double(moved)] }

  /// The least value over all ways to deal each day's routes that change no score.
  static func best(
    _ days: [LoadRotation.Day], after past: [LoadRotation.Past], over window: Int
  ) -> [Double] {
    var ways: [[Plan]] = [[]]
    for day in days {
      let dealt = dealings(day)
      ways = ways.flatMap { way in dealt.map { way + [$0] } }
    }
    let values = ways.map { Self($0, of: days, after: past, over: window).value }
    return values.min { $0.lexicographicallyPrecedes($1) } ?? []
  }

  /// Every plan that deals a day's routes anew with the same score and no rule broken.
  static func dealings(_ day: LoadRotation.Day) -> [Plan] {
    let drivers = day.day.drivers.filter { !$0.isReserve }.map(\.id)
    let others = day.plan.routes.filter { !drivers.contains($0.driver) }
    let routes = drivers.map { id in day.plan.routes.first { $0.driver == id }?.rides ?? [] }
    let score = Score(of: day.plan, on: day.day)
    return orders(drivers).map { order in
      Plan(
        routes: others + zip(order, routes).map { Plan.Route(driver: $0, rides: $1) },
        unassigned: day.plan.unassigned)
    }.filter {
      Feasibility.violations(of: $0, on: day.day).isEmpty && Score(of: $0, on: day.day) == score
    }
  }

  private static func orders(_ drivers: [Int]) -> [[Int]] {
    guard drivers.count > 1 else { return [drivers] }
    return drivers.flatMap { first in
      orders(drivers.filter { $0 != first }).map { [first] + $0 }
    }
  }

  private static func loads(_ plan: Plan, _ day: LoadRotation.Day) -> [String: Int] {
    var loads: [String: Int] = [:]
    for driver in day.day.drivers where !driver.isReserve {
      loads[driver.name] = plan.routes.first { $0.driver == driver.id }?.rides.count ?? 0
    }
    return loads
  }

  private static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
}

extension LoadRotation.Day {
  /// A day of rides an hour apart, of which each driver has some.
  ///
  /// - Parameters:
  ///   - number: The date.
  ///   - loads: Rides by driver.
  ///   - drivers: Who is there, in the order of the loads.
  ///   - needy: Whose first ride needs a wheelchair car.
  ///   - late: Whose last ride is planned so that a shift from 08:00 makes it late.
  init(
    _ number: Int, loads: [Int], drivers: [Driver], needy: Set<Int> = [], late: Set<Int> = []
  ) {
    var rides: [Ride] = []
    var routes: [Plan.Route] = []
    for (driver, load) in zip(drivers, loads) {
      let ids = (0..<load).map { rides.count + 1 + $0 }
      for (place, id) in ids.enumerated() {
        rides.append(
          ChronologicalMethodsTests.ride(
            id, at: late.contains(driver.id) && place == 0 ? 470 : 500 + 60 * place, .return,
            wheelchair: place == 0 && needy.contains(driver.id)))
      }
      routes.append(Plan.Route(driver: driver.id, rides: ids))
    }
    self.init(
      plan: Plan(routes: routes),
      day: ServiceDay(rides: rides, drivers: drivers, rules: Rules()), number: number)
  }
}
