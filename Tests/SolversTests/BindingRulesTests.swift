import FleetModel
import Solvers
import Testing

/// Days made so that one rule decides: without it the optimum is another.
@Suite("Days on which one rule binds")
struct BindingRulesTests {
  typealias Made = ChronologicalMethodsTests

  static let methods: [any PlanningMethod] = [
    NearestMethod(), GreedyMethod(), SearchMethod(settings: SearchSettings(rounds: 60)),
    OptimalMethod(),
  ]

  struct Bound: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The day under the rule, and the same without it.
    let day: ServiceDay
    let free: ServiceDay
    /// The first level at which the rule costs something.
    let level: Score.Level
    let bound: Int
    let unbound: Int
  }

  static func day(
    _ rides: [Ride], _ drivers: [Driver], _ change: (inout Rules) -> Void = { _ in }
  ) -> ServiceDay {
    var rules = Rules()
    change(&rules)
    return ServiceDay(rides: rides, drivers: drivers, rules: rules)
  }

  /// Thirteen rides that one driver could serve with ease.
  static let thirteen = (1...13).map { Made.ride($0, at: 400 + 40 * $0, from: 0, to: 0) }
  static let capCrew = [Made.driver(1), Made.driver(2, .emergency)]

  /// An unconfirmed return at 10:00 and a way out at 10:05 that takes 41 minutes.
  static func waiting(confirmed: Bool) -> [Ride] {
    [
      Made.ride(1, at: 600, .return, confirmed: confirmed, from: 10, to: 0),
      Made.ride(2, at: 605, from: 0, to: 10),
    ]
  }

  static let wheelchairRides = [
    Made.ride(1, at: 600, wheelchair: true), Made.ride(2, at: 700, wheelchair: true),
    Made.ride(3, at: 800, wheelchair: true), Made.ride(4, at: 900),
  ]

  static let bounds: [Bound] = [
    Bound(
      testDescription: "the cap of twelve rides",
      day: day(thirteen, capCrew), free: day(thirteen, capCrew) { $0.maxRides = 13 },
      level: .reserve, bound: 1, unbound: 0),
    Bound(
      testDescription: "a short shift",
      day: day(Array(thirteen.prefix(8)), [Made.driver(1), Made.driver(2, shift: (480, 540))]),
      free: day(Array(thirteen.prefix(8)), [Made.driver(1), Made.driver(2)]),
      level: .gap, bound: 4, unbound: 0),
    Bound(
      testDescription: "a lone wheelchair driver, whom it leaves most rides",
      day: day(wheelchairRides, [Made.driver(1), Made.driver(2, wheelchair: true)]),
      free: day(
        wheelchairRides, [Made.driver(1, wheelchair: true), Made.driver(2, wheelchair: true)]),
      level: .gap, bound: 2, unbound: 0),
    Bound(
      testDescription: "a lone wheelchair driver, wanted twice at once",
      day: day(
        [Made.ride(1, at: 600, wheelchair: true), Made.ride(2, at: 600, wheelchair: true)],
        [Made.driver(1), Made.driver(2, wheelchair: true)]),
      free: day(
        [Made.ride(1, at: 600, wheelchair: true), Made.ride(2, at: 600)],
        [Made.driver(1), Made.driver(2, wheelchair: true)]),
      level: .unassigned, bound: 1, unbound: 0),
    Bound(
      testDescription: "a return that cannot wait as an unconfirmed one could",
      day: day(waiting(confirmed: true), [Made.driver(1)]),
      free: day(waiting(confirmed: false), [Made.driver(1)]),
      level: .unassigned, bound: 1, unbound: 0),
    Bound(
      testDescription: "a shift that ends at midnight, under a ride that ends after it",
      day: day([Made.ride(1, at: 1_430)], [Made.driver(1, shift: (900, 1_440))]),
      free: day([Made.ride(1, at: 1_430)], [Made.driver(1, shift: (900, 1_500))]),
      level: .unassigned, bound: 1, unbound: 0),
  ]

  @Test("cost what the rule takes, proven, and keep it under every method", arguments: bounds)
  func binds(bound: Bound) {
    let optimum = OptimalMethod().solve(bound.day)
    let free = OptimalMethod().solve(bound.free)
    #expect(optimum.isProven)
    #expect(free.isProven)
    #expect(optimum.score.firstDifference(from: free.score) == bound.level)
    #expect(optimum.score[bound.level] == bound.bound)
    #expect(free.score[bound.level] == bound.unbound)
    // The plan that the rule forbids breaks it, so the check knows the rule as well.
    #expect(!Feasibility.violations(of: free.plan, on: bound.day).isEmpty)
    for method in Self.methods {
      let plan = method.plan(bound.day)
      #expect(Feasibility.violations(of: plan, on: bound.day).isEmpty, "\(method.name)")
      #expect(Score(of: plan, on: bound.day) >= optimum.score, "\(method.name)")
    }
    // Small as the days are, search finds the optimum of each.
    #expect(Score(of: Self.methods[2].plan(bound.day), on: bound.day) == optimum.score)
  }

  @Test("have an unconfirmed return wait more than 30 minutes behind a ride scheduled later")
  func outOfOrder() throws {
    let day = Self.day(Self.waiting(confirmed: false), [Made.driver(1)])
    for method in Self.methods.suffix(2) {
      let plan = method.plan(day)
      let route = try #require(plan.routes.first)
      #expect(route.rides == [2, 1], "\(method.name)")
      let late = RouteSchedule(of: route, on: day).stops.map { $0.lateness }
      // 605 + 5 + 24 + 10 = 644; 5 of margin, and the pick-up is where ride 2 ended.
      #expect(Score(of: plan, on: day).lateness == 49, "\(method.name) \(late)")
      #expect(Feasibility.violations(of: plan, on: day).isEmpty, "\(method.name)")
    }
    // Methods that go by the clock serve the return first and leave the other: allowed, and worse.
    for method in Self.methods.prefix(2) {
      #expect(method.plan(day).unassigned == [2], "\(method.name)")
    }
  }

  @Test("serve rides across midnight in their order, of every method", arguments: methods)
  func midnight(method: any PlanningMethod) {
    // 23:40 until 23:58, then 00:10 of the next day, then 01:00.
    let rides = [
      Made.ride(1, at: 1_420), Made.ride(2, at: 1_450, from: 1, to: 2), Made.ride(3, at: 1_500),
    ]
    let routes = Made.routes(method, rides, [Made.driver(1, shift: (1_200, 1_560))])
    #expect(routes == [0: [], 1: [1, 2, 3]], "\(method.name)")
  }

  @Test("give identical rides to as many drivers, and leave the rest", arguments: methods)
  func identical(method: any PlanningMethod) {
    let rides = (1...5).map { Made.ride($0, at: 600) }
    let drivers = [Made.driver(1), Made.driver(2), Made.driver(3, .emergency)]
    let routes = Made.routes(method, rides, drivers)
    #expect(routes.values.map(\.count).sorted() == [1, 1, 1, 2], "\(method.name)")
    #expect(Made.routes(method, rides.reversed(), drivers.reversed()) == routes, "\(method.name)")
  }
}
