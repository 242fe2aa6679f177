import FleetModel
import SeededRandom
import Solvers
import Testing

/// A small day drawn from a seed under odd rules, with what every method makes of it.
struct GeneratedDay: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let rides: [Ride]
  let drivers: [Driver]
  let rules: Rules
  let pins: [Int: Int]
  let optimal: OptimalResult
  let plans: [(method: any PlanningMethod, plan: Plan)]

  /// Few rounds, as an unoptimised build takes 30 times as long as a release.
  static let methods: [any PlanningMethod] = [
    NearestMethod(), GreedyMethod(), SearchMethod(settings: SearchSettings(rounds: 40)),
  ]

  var day: ServiceDay { ServiceDay(rides: rides, drivers: drivers, rules: rules, pins: pins) }

  func score(_ name: String) -> Score? {
    plans.first { $0.method.name == name }.map { Score(of: $0.plan, on: day) }
  }

  /// 1 to 14 rides and 1 to 5 drivers; three days in ten ask for each kind of odd rule.
  init(seed: UInt64) throws {
    var draws = SeededGenerator(seed: seed, purpose: "generated day")
    var rules = Rules()
    var texts: [String] = []
    func odd(_ name: String, _ values: [Double]) throws {
      guard draws.chance(0.3), let value = draws.pick(values) else { return }
      rules = try rules.setting(name, to: value)
      texts.append("\(name) \(Rules.text(value))")
    }
    try odd("max_rides", [1, 2, 3])
    try odd("speed", [7, 12, 60])
    try odd("boarding", [0, 20])
    try odd("alighting", [0, 3])
    try odd("margin", [0, 15])
    try odd("tolerance_outbound", [10, 40])
    try odd("tolerance_return", [0, 90])
    try odd("break", [60, 120])
    try odd("max_span", [120, 240])
    let lost = draws.chance(0.3) ? 0.25 : 0
    if lost > 0 {
      let minutes = draws.integer(in: 0...30)
      rules = rules.assumingLegs(ofMinutes: minutes)
      texts.append("assume \(minutes)")
    }
    self.rules = rules
    // Half the days crowd into two hours, so that something has to give.
    let slots = draws.chance(0.5) ? 24 : 100
    let sizes = [1, 3, 5, 7, 10, 14]
    rides = (1...sizes[Int(seed % 6)]).map { id in
      Ride(
        id: id, minute: 540 + 5 * draws.below(slots),
        direction: draws.chance(0.5) ? .return : .outbound, isConfirmed: draws.chance(0.5),
        needsWheelchair: draws.chance(0.25), pickup: Self.place(&draws, lost: lost),
        dropoff: Self.place(&draws, lost: lost), isHospital: draws.chance(0.3))
    }
    let reserve = draws.chance(0.5) ? 0.3 : 0
    drivers = (1...draws.integer(in: 1...5)).map { id in
      let start = draws.chance(0.3) ? 540 + 30 * draws.below(6) : 360
      return Driver(
        id: id, name: "Driver \(id)", kind: draws.chance(reserve) ? .emergency : .regular,
        shift: Shift(
          startMinute: start,
          endMinute: draws.chance(0.3) ? start + 60 + 30 * draws.below(8) : 1_320),
        hasWheelchair: draws.chance(0.5))
    }
    let isPinned = draws.chance(0.3)
    pins = isPinned ? [1: 1, draws.integer(in: 2...5): draws.integer(in: 1...6)] : [:]
    if isPinned { texts.append("pins") }
    testDescription =
      "day \(seed): \(rides.count) rides, \(drivers.count) drivers"
      + texts.map { ", " + $0 }.joined()
    let day = ServiceDay(rides: rides, drivers: drivers, rules: rules, pins: pins)
    optimal = OptimalMethod().solve(day)
    plans = Self.methods.map { ($0, $0.plan(day)) } + [(OptimalMethod(), optimal.plan)]
  }

  private static func place(_ draws: inout SeededGenerator, lost: Double) -> Coordinate? {
    if lost > 0, draws.chance(lost) { return nil }
    return Coordinate(latitude: 46.15 + 0.15 * draws.unit(), longitude: 6.05 + 0.2 * draws.unit())
  }

  /// Eighteen days in a row whose proofs take an unoptimised build some four seconds.
  static let seeds: ClosedRange<UInt64> = 22...39

  static let all: [GeneratedDay] = seeds.compactMap { try? GeneratedDay(seed: $0) }
}

@Suite("Days drawn at random under odd rules")
struct GeneratedDaysTests {
  @Test("are as odd as they are meant to be")
  func coverage() {
    let all = GeneratedDay.all
    #expect(all.count == GeneratedDay.seeds.count)
    #expect(Set(all.map(\.rides.count)).isSuperset(of: [1, 14]))
    #expect(Set(all.map(\.drivers.count)) == [1, 2, 3, 4, 5])
    let words = ["max_rides", "speed", "break", "max_span", "assume", "pins"]
    for word in words {
      #expect(all.contains { $0.testDescription.contains(word) }, "\(word)")
    }
    #expect(all.count { $0.optimal.score.unassigned > 0 } > 6)
    #expect(all.count { $0.optimal.score.reserve > 0 } > 2)
  }

  @Test("rides of unknown direction are planned and proven like returns of the mildest tolerance")
  func unknownDirections() throws {
    for made in GeneratedDay.all where made.rides.count < 10 {
      var rules = made.rules
      rules.toleranceUnconfirmed = max(
        rules.toleranceOutbound, rules.toleranceReturn, rules.toleranceUnconfirmed)
      func day(_ direction: Direction, _ rules: Rules) -> ServiceDay {
        ServiceDay(
          rides: made.rides.map { ride in
            Ride(
              id: ride.id, scheduled: ride.scheduled, direction: direction, isConfirmed: false,
              needsWheelchair: ride.needsWheelchair, pickup: ride.pickup, dropoff: ride.dropoff)
          }, drivers: made.drivers, rules: rules, pins: made.pins)
      }
      let unknown = day(.unknown, made.rules)
      let result = OptimalMethod().solve(unknown)
      #expect(result.isProven)
      #expect(result.score == OptimalMethod().solve(day(.return, rules)).score, "\(made)")
      for method in GeneratedDay.methods {
        let plan = method.plan(unknown)
        #expect(Feasibility.violations(of: plan, on: unknown).isEmpty, "\(made)")
        #expect(result.score <= Score(of: plan, on: unknown), "\(made)")
      }
    }
  }

  @Test("have proven optima, and optimal ≤ search ≤ greedy, optimal ≤ nearest")
  func order() throws {
    for made in GeneratedDay.all {
      let optimal = made.optimal.score
      let search = try #require(made.score("search"))
      let greedy = try #require(made.score("greedy"))
      #expect(made.optimal.isProven, "\(made)")
      #expect(optimal <= search, "\(made)")
      #expect(search <= greedy, "\(made)")
      #expect(try optimal <= #require(made.score("nearest")), "\(made)")
    }
  }

  @Test("have plans that the independent check accepts, of every method")
  func check() {
    for made in GeneratedDay.all {
      for (method, plan) in made.plans {
        let violations = Feasibility.violations(of: plan, on: made.day)
        #expect(violations.isEmpty, "\(made): \(method.name): \(violations)")
      }
    }
  }

  @Test("have plans that do not depend on the order of their rows, of every method")
  func rows() {
    var draws = SeededGenerator(seed: 3, purpose: "rows")
    for (index, made) in GeneratedDay.all.enumerated() {
      let shuffled = ServiceDay(
        rides: draws.shuffled(made.rides), drivers: draws.shuffled(made.drivers),
        rules: made.rules, pins: made.pins)
      for (method, plan) in made.plans where method.name != "optimal" || index % 6 == 0 {
        #expect(method.plan(shuffled) == plan, "\(made): \(method.name)")
      }
    }
  }

  /// The old optimum, the new driver idle, is still a plan: the pair of levels cannot worsen.
  ///
  /// The second level alone can: a reserve driver who takes a ride that nobody took is one ride
  /// more on the reserve.
  @Test("leave no more rides, and at equal ones no more to the reserve, with a driver more")
  func oneMore() {
    var helped = 0
    for made in GeneratedDay.all
    where made.optimal.score.unassigned + made.optimal.score.reserve > 0 {
      for kind in [DriverKind.regular, .occasional] where made.rides.count <= 7 {
        let extra = Driver(
          id: 99, name: "Driver 99", kind: kind,
          shift: Shift(startMinute: 480, endMinute: 720), hasWheelchair: made.rides.count % 2 == 0)
        let larger = ServiceDay(
          rides: made.rides, drivers: made.drivers + [extra], rules: made.rules, pins: made.pins)
        let (before, after) = (made.optimal.score, OptimalMethod().solve(larger).score)
        let levels = (after.unassigned, after.reserve)
        #expect(levels <= (before.unassigned, before.reserve), "\(made), \(kind)")
        if levels < (before.unassigned, before.reserve) { helped += 1 }
      }
    }
    #expect(helped > 3)
  }

  @Test("can have more rides on the reserve with a reserve driver more, where more are served")
  func reserveRises() {
    func levels(_ drivers: [Driver]) -> [Int] {
      let rides = [ChronologicalMethodsTests.ride(1, at: 600)]
      let score = OptimalMethod().solve(
        ServiceDay(rides: rides, drivers: drivers, rules: Rules())
      ).score
      return [score.unassigned, score.reserve]
    }
    #expect(levels([]) == [1, 0])
    #expect(levels([ChronologicalMethodsTests.driver(1, .emergency)]) == [0, 1])
  }

  @Test("have no fewer unserved or reserve rides than a short reason proves")
  func reasons() {
    var exact = 0
    var found = 0
    for made in GeneratedDay.all {
      let score = made.optimal.score
      let everyone = ServiceReason(for: .everyone, on: made.day)
      let regular = ServiceReason(for: .regular, on: made.day)
      #expect(
        everyone?.shortage ?? 0 <= score.unassigned, "\(made): \(everyone?.description ?? "")")
      #expect(
        regular?.shortage ?? 0 <= score.unassigned + score.reserve,
        "\(made): \(regular?.description ?? "")")
      for reason in [everyone, regular].compactMap(\.self) {
        found += 1
        #expect(reason.facts.allSatisfy { $0.shortage > 0 })
        if reason.shortage == score.unassigned + (reason.crew == .regular ? score.reserve : 0) {
          exact += 1
        }
      }
    }
    // Without reasons there is nothing to prove; half of them tell all there is to tell.
    #expect(found > 10)
    #expect(exact * 2 > found, "\(exact) of \(found)")
  }
}
