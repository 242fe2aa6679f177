import FleetModel
import SeededRandom
import Solvers
import Testing

@Suite("The proven optimum")
struct OptimalTests {
  @Test("equals the stated optimum at every level, proven", arguments: ReferenceDay.all)
  func referenceDays(reference: ReferenceDay) {
    let result = OptimalMethod().solve(reference.day)
    #expect(result.score == reference.score)
    #expect(result.isProven)
    #expect(Feasibility.violations(of: result.plan, on: reference.day).isEmpty)
  }

  @Test("is no worse than search, and search than greedy", arguments: ReferenceDay.all.prefix(6))
  func order(reference: ReferenceDay) {
    let day = reference.day
    let found = Score(of: SearchMethod(settings: SearchSettings(rounds: 200)).plan(day), on: day)
    #expect(reference.score <= found)
    #expect(found <= Score(of: GreedyMethod().plan(day), on: day))
  }

  @Test("keeps bounds that hold when its budget runs out", arguments: [0, 20, 60, 150, 400])
  func budgets(budget: Int) {
    for reference in ReferenceDay.all.suffix(2) {
      let result = OptimalMethod(budget: budget).solve(reference.day)
      #expect(Feasibility.violations(of: result.plan, on: reference.day).isEmpty)
      #expect(result.score >= reference.score)
      // A bound speaks of its level as long as the levels before it are the optimum's.
      for proof in result.levels {
        #expect(proof.bound <= proof.found)
        #expect(proof.bound <= reference.score[proof.level], "\(reference.id) \(proof.level)")
        if proof.found != reference.score[proof.level] { break }
      }
    }
  }

  @Test("does the same work again, and with its work as the budget finds the same plan")
  func replay() {
    for reference in ReferenceDay.all.suffix(1) {
      let first = OptimalMethod().solve(reference.day)
      #expect(OptimalMethod().solve(reference.day) == first)
      var asked = 0
      let stopped = OptimalMethod().solve(reference.day) {
        asked += 1
        return asked > 5
      }
      let again = OptimalMethod(budget: stopped.statistics.work).solve(reference.day)
      #expect(again.plan == stopped.plan)
    }
  }

  @Test("does not depend on the order of rows", arguments: ReferenceDay.all.prefix(3))
  func rows(reference: ReferenceDay) {
    var draws = SeededGenerator(seed: 5, purpose: reference.id)
    let shuffled = reference.day { draws.shuffled($0) }
    #expect(OptimalMethod().plan(shuffled) == OptimalMethod().plan(reference.day))
    #expect(
      SearchMethod(settings: SearchSettings(rounds: 200)).plan(shuffled)
        == SearchMethod(settings: SearchSettings(rounds: 200)).plan(reference.day))
  }

  @Test("never leaves more rides behind, nor more to the reserve, with one driver more")
  func oneMore() {
    for reference in ReferenceDay.all.prefix(8) {
      let day = reference.day
      let extra = Driver(id: 99, name: "Driver 99", kind: .regular, hasWheelchair: false)
      let larger = ServiceDay(
        rides: day.rides, drivers: day.drivers + [extra], rules: day.rules)
      let score = OptimalMethod().solve(larger).score
      #expect(
        (score.unassigned, score.reserve)
          <= (reference.score.unassigned, reference.score.reserve))
    }
  }

  @Test("without fairness is no later and, at equal lateness, no longer")
  func fairness() {
    for reference in ReferenceDay.all.suffix(5) {
      let price = FairnessPrice(of: reference.day)
      #expect(price.isProven)
      #expect((price.lateness, price.metres) >= (0, 0))
      #expect(price.fair.score == reference.score)
      #expect(price.unfair.score.unassigned == 0)
      #expect(price.unfair.score.reserve == price.fair.score.reserve)
    }
  }

  @Test("keeps the pins of a day without fairness too")
  func pinnedFairness() {
    // Driven by two, the rides would need no hop.
    let rides = [
      ChronologicalMethodsTests.ride(1, at: 600),
      ChronologicalMethodsTests.ride(2, at: 700, from: 5, to: 6),
    ]
    let day = ServiceDay(
      rides: rides, drivers: (1...2).map { ChronologicalMethodsTests.driver($0) }, rules: Rules(),
      pins: [1: 2, 2: 2])
    #expect(FairnessPrice(of: day).unfair.plan.driverByRide == [1: 2, 2: 2])
  }
}

/// Small days under rules that bind, against a search through every plan there is.
@Suite("The proven optimum against all plans")
struct ExhaustionTests {
  struct Setting: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let seed: UInt64
    var pins: [Int: Int] = [:]
    /// Probability with which an end of a ride is unknown.
    var lost = 0.0
    let change: @Sendable (Rules) throws -> Rules
  }

  static let search = SearchMethod(settings: SearchSettings(rounds: 40))

  static let settings: [Setting] = [
    Setting(testDescription: "default rules", seed: 1) { $0 },
    Setting(testDescription: "two rides a driver", seed: 2) { try $0.setting("max_rides", to: 2) },
    Setting(testDescription: "wide tolerances, any order", seed: 3) {
      try $0.setting("tolerance_outbound", to: 60).setting("tolerance_return", to: 120)
    },
    Setting(testDescription: "no time at the doors", seed: 4) {
      try $0.setting("boarding", to: 0).setting("alighting", to: 0).setting("margin", to: 0)
    },
    Setting(testDescription: "slow roads", seed: 5) { try $0.setting("speed", to: 12) },
    Setting(testDescription: "a long break", seed: 6) { try $0.setting("break", to: 150) },
    Setting(testDescription: "a short span", seed: 7) { try $0.setting("max_span", to: 90) },
    Setting(testDescription: "a break, a span and wide tolerances", seed: 8) {
      try $0.setting("break", to: 130).setting("max_span", to: 150)
        .setting("tolerance_outbound", to: 45)
    },
    Setting(testDescription: "rides pinned, one to nobody", seed: 9, pins: [1: 2, 2: 3, 3: 77]) {
      $0
    },
    Setting(testDescription: "places unknown", seed: 10, lost: 0.3) { $0 },
    Setting(
      testDescription: "places unknown, and quicker there than straight on", seed: 11, lost: 0.4
    ) {
      try $0.setting("speed", to: 8).setting("tolerance_outbound", to: 60)
        .setting("boarding", to: 0).setting("alighting", to: 0).setting("margin", to: 0)
        .assumingLegs(ofMinutes: 2)
    },
  ]

  @Test("is the best of all plans of small days", arguments: settings)
  func exhaustion(setting: Setting) throws {
    var draws = SeededGenerator(seed: setting.seed, purpose: "exhaustion")
    for _ in 0..<2 {
      let day = try Self.day(
        &draws, rules: setting.change(Rules()), pins: setting.pins, lost: setting.lost)
      let result = OptimalMethod().solve(day)
      #expect(result.isProven)
      #expect(Feasibility.violations(of: result.plan, on: day).isEmpty)
      let best = Self.best(of: day)
      #expect(result.score == best)
      for method in [NearestMethod(), GreedyMethod(), Self.search] as [any PlanningMethod] {
        let plan = method.plan(day)
        #expect(Feasibility.violations(of: plan, on: day).isEmpty, "\(method.name)")
        #expect(best.map { $0 <= Score(of: plan, on: day) } ?? false, "\(method.name)")
      }
    }
  }

  /// Five rides around two hours, two regular drivers with short shifts, one on reserve.
  static func day(
    _ draws: inout SeededGenerator, rules: Rules, pins: [Int: Int], lost: Double = 0
  ) -> ServiceDay {
    func place() -> Coordinate? {
      if lost > 0, draws.chance(lost) { return nil }
      return Coordinate(
        latitude: 46.15 + 0.15 * draws.unit(), longitude: 6.05 + 0.2 * draws.unit())
    }
    let rides = (1...5).map { id in
      Ride(
        id: id, minute: 600 + 5 * draws.below(40),
        direction: draws.chance(0.5) ? .return : .outbound, isConfirmed: draws.chance(0.5),
        needsWheelchair: draws.chance(0.3), pickup: place(), dropoff: place())
    }
    let drivers = (1...3).map { id in
      Driver(
        id: id, name: "Driver \(id)", kind: id == 3 ? .emergency : .regular,
        shift: Shift(startMinute: 560 + 20 * draws.below(4), endMinute: 760 + 30 * draws.below(5)),
        hasWheelchair: id == 2)
    }
    return ServiceDay(rides: rides, drivers: drivers, rules: rules, pins: pins)
  }

  /// Puts every ride at every place of every route, and takes the best that passes the check.
  static func best(of day: ServiceDay) -> Score? {
    var best: Score?
    func place(_ rides: ArraySlice<Ride>, _ routes: [[Int]], _ waiting: [Int]) {
      guard let ride = rides.first else {
        let plan = Plan(
          routes: zip(day.drivers, routes).map { Plan.Route(driver: $0.id, rides: $1) },
          unassigned: waiting)
        let score = Score(of: plan, on: day)
        if best.map({ score < $0 }) ?? true, Feasibility.violations(of: plan, on: day).isEmpty {
          best = score
        }
        return
      }
      place(rides.dropFirst(), routes, waiting + [ride.id])
      for driver in routes.indices {
        for position in 0...routes[driver].count {
          var changed = routes
          changed[driver].insert(ride.id, at: position)
          place(rides.dropFirst(), changed, waiting)
        }
      }
    }
    place(day.rides[...], Array(repeating: [], count: day.drivers.count), [])
    return best
  }
}
