import CivilTime
import FleetModel
import RoadDays
import SeededRandom
import Solvers
import Testing

/// Every method on roads of which nothing is known, against all plans there are.
@Suite("Days on roads without triangle inequality or symmetry")
struct RoadDaysTests {
  static let search = SearchMethod(settings: SearchSettings(rounds: 60))
  static let methods: [any PlanningMethod] = [NearestMethod(), GreedyMethod(), search]

  @Test("break both, and are as odd as they are meant to be")
  func coverage() {
    let all = RoadDay.all
    #expect(all.count == 300)
    #expect(all.allSatisfy { $0.broken.triangles > 0 && $0.broken.pairs > 0 })
    #expect(all.count { $0.hasRouteRules } > 80)
    #expect(all.count { $0.day.rules.margin == .zero } > 60)
    #expect(all.allSatisfy { MissingRoads(on: $0.day) == nil })
  }

  @Test("have optima equal to the best of all plans in every level, proven")
  func optimal() {
    var worst: [Score.Level: Int] = [:]
    for made in RoadDay.all {
      let result = OptimalMethod().solve(made.day)
      let best = made.best()
      #expect(result.isProven, "\(made)")
      #expect(result.score == best, "\(made)")
      let (score, isLegal) = made.score(made.routes(result.plan))
      #expect(isLegal && score == result.score, "\(made)")
      for level in Score.Level.allCases where best[level] > 0 { worst[level, default: 0] += 1 }
    }
    // Each level binds somewhere, or the days would prove nothing.
    #expect(Score.Level.allCases.allSatisfy { worst[$0] ?? 0 > 60 }, "\(worst)")
  }

  @Test("have plans that keep the rules and cost what they say, of every method")
  func plans() {
    var searched = 0
    for made in RoadDay.all {
      let best = made.best()
      var greedy: Score?
      for method in Self.methods {
        let plan = method.plan(made.day)
        let (score, isLegal) = made.score(made.routes(plan))
        #expect(isLegal, "\(made): \(method.name)")
        #expect(Feasibility.violations(of: plan, on: made.day).isEmpty)
        #expect(Score(of: plan, on: made.day) == score, "\(made): \(method.name)")
        #expect(best <= score, "\(made): \(method.name)")
        if method.name == "greedy" { greedy = score }
        if method.name == "search" {
          #expect(greedy.map { score <= $0 } ?? false)
          if score == best { searched += 1 }
        }
      }
    }
    #expect(searched >= 285, "search found \(searched) optima of 300")
  }

  @Test("have nearest drivers found without a look at the map")
  func nearest() {
    for made in RoadDay.all where !made.hasRouteRules {
      #expect(
        made.routes(NearestMethod().plan(made.day)) == naiveNearest(made),
        "\(made)")
    }
  }

  private func naiveNearest(_ made: RoadDay) -> [[Int]] {
    var routes = made.day.drivers.map { _ in [Int]() }
    for ride in made.day.rides.indices {
      let ways = made.day.drivers.indices.compactMap { driver -> (Int, Int, Int)? in
        var isLegal = true
        _ = made.cost(routes[driver] + [ride], by: made.day.drivers[driver], legal: &isLegal)
        guard isLegal else { return nil }
        let way = routes[driver].last.map { made.metres[made.ends[$0].to][made.ends[ride].from] }
        return (made.day.drivers[driver].isReserve ? 1 : 0, way ?? 0, driver)
      }
      if let best = ways.min(by: <) { routes[best.2].append(ride) }
    }
    return routes
  }

  @Test("are checked and scored as the matrix says, drawn plans too")
  func check() {
    var legal = 0
    for made in RoadDay.all {
      var draws = SeededGenerator(seed: UInt64(made.number), purpose: "drawn plans")
      for _ in 0..<10 {
        var routes = made.day.drivers.map { _ in [Int]() }
        for ride in draws.shuffled(Array(made.day.rides.indices)) where draws.chance(0.7) {
          routes[draws.below(routes.count)].append(ride)
        }
        // Mostly by time, or hardly one would be legal.
        if draws.chance(0.7) { routes = routes.map { $0.sorted() } }
        let plan = DayMatrix(made.day).plan(sequences: routes)
        let (score, isLegal) = made.score(routes)
        #expect(Score(of: plan, on: made.day) == score)
        #expect(
          Feasibility.violations(of: plan, on: made.day).isEmpty == isLegal,
          "\(made) \(routes)")
        if isLegal { legal += 1 }
      }
    }
    #expect(legal > 300 && legal < 2_700, "\(legal)")
  }

  @Test("have a price of fairness from two optima")
  func fairness() {
    for made in RoadDay.all where made.number % 6 == 0 {
      let price = FairnessPrice(of: made.day)
      guard price.fair.score.unassigned == 0 else { continue }
      #expect(price.isProven)
      let best = made.best(isFair: false)
      #expect(price.unfair.score.lateness == best.lateness, "\(made)")
      #expect(price.unfair.score.metres == best.metres, "\(made)")
    }
  }

  @Test("have short reasons that no plan beats, and gaps explained below none")
  func reasons() {
    for made in RoadDay.all {
      let best = made.best()
      let everyone = ServiceReason(for: .everyone, on: made.day)?.shortage ?? 0
      let regular = ServiceReason(for: .regular, on: made.day)?.shortage ?? 0
      #expect(everyone <= best.unassigned, "\(made)")
      #expect(regular <= best.unassigned + best.reserve, "\(made)")
    }
  }

  @Test("have recorded rides in the order that breaks least")
  func recorded() {
    for made in RoadDay.all {
      var draws = SeededGenerator(seed: UInt64(made.number), purpose: "record")
      var assignments: [Int: Int] = [:]
      for ride in made.day.rides where draws.chance(0.8) {
        assignments[ride.id] = draws.pick(made.day.drivers)?.id
      }
      let plan = Plan.chronological(assignments: assignments, on: made.day)
      for (driver, found) in zip(made.day.drivers, made.routes(plan)) {
        let chronological = found.sorted()
        let kept = brokenTimes(chronological, driver, made)
        if kept.0 == 0 {
          #expect(found == chronological)
          continue
        }
        var least = kept
        func permute(_ order: [Int], _ left: [Int]) {
          if left.isEmpty { least = min(least, brokenTimes(order, driver, made), by: <) }
          for ride in left { permute(order + [ride], left.filter { $0 != ride }) }
        }
        permute([], chronological)
        #expect(brokenTimes(found, driver, made) == least, "\(made)")
      }
    }
  }

  private func min(
    _ left: (Int, Int, Int), _ right: (Int, Int, Int),
    by isLess: ((Int, Int, Int), (Int, Int, Int)) -> Bool
  ) -> (Int, Int, Int) { isLess(right, left) ? right : left }

  /// Rules of time that an order breaks, its lateness and its empty metres.
  private func brokenTimes(_ order: [Int], _ driver: Driver, _ made: RoadDay) -> (Int, Int, Int) {
    let rules = made.day.rules
    var (broken, lateness, empty, clock, last) = (0, 0, 0, 0, -1)
    for ride in order {
      let facts = made.day.rides[ride]
      let due = facts.scheduled.count
      var start = max(due, driver.shift.start.count)
      if last >= 0 {
        let (from, to) = (made.ends[last].to, made.ends[ride].from)
        start = max(due, clock + rules.margin.count + made.minutes[from][to])
        empty += made.metres[from][to]
      }
      clock =
        start + rules.boarding.count + rules.alighting.count
        + made.minutes[made.ends[ride].from][made.ends[ride].to]
      if start - due > rules.tolerance(of: facts).count { broken += 1 }
      if clock > driver.shift.end.count { broken += 1 }
      lateness += start - due
      last = ride
    }
    return (broken, lateness, empty)
  }

  /// A day of many rides between twelve places, 30 minutes and 15 km apart on average in any order.
  private func crowd(_ seed: UInt64, rides: Int, drivers: Int) -> ServiceDay {
    var draws = SeededGenerator(seed: seed, purpose: "large road day")
    let points = (0..<12).map {
      Coordinate(latitude: 46.1 + 0.02 * Double($0 % 4), longitude: 6.0 + 0.03 * Double($0 / 4))
    }
    var legs: [(RoadPair, RoadLeg)] = []
    for from in points {
      for to in points {
        let metres = 30_000 * draws.unit()
        if let leg = RoadLeg(seconds: 3_600 * draws.unit() * draws.unit(), metres: metres) {
          legs.append((RoadPair(from: RoadPoint(from), to: RoadPoint(to)), leg))
        }
      }
    }
    var rules = Rules()
    rules.travel = .roads(RoadTable(legs))
    return ServiceDay(
      rides: (1...rides).map { id in
        Ride(
          id: id, minute: 420 + 5 * draws.below(120),
          direction: draws.chance(0.5) ? .return : .outbound, pickup: draws.pick(points),
          dropoff: draws.pick(points))
      },
      drivers: (1...drivers).map { id in
        Driver(
          id: id, name: "Driver \(id)", kind: id * 8 > drivers * 7 ? .emergency : .regular,
          hasWheelchair: true)
      }, rules: rules)
  }

  /// A solution of the linear programme that is whole but for its perturbation was left unproven.
  @Test("of dozens of rides are proven, every one")
  func proven() {
    for seed in 1...40 as ClosedRange<UInt64> {
      let day = crowd(seed, rides: 28, drivers: 8)
      let result = OptimalMethod().solve(day)
      #expect(result.isProven, "day \(seed): \(result.levels)")
      #expect(Feasibility.violations(of: result.plan, on: day).isEmpty)
    }
  }

  @Test("of hundreds of rides have plans that keep the rules too")
  func large() {
    let day = crowd(7, rides: 320, drivers: 30)
    let scores = Self.methods.map { method in
      let plan = method.plan(day)
      #expect(Feasibility.violations(of: plan, on: day).isEmpty, "\(method.name)")
      return Score(of: plan, on: day)
    }
    #expect(scores[2] <= scores[1])
  }
}
