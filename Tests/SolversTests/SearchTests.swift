import FleetModel
import SeededRandom
import Solvers
import Testing

@Suite("Local search")
struct SearchTests {
  @Test("keeps the rules and reaches levels 1 to 5 of the optimum on nearly every day")
  func quality() {
    var equal = 0
    var excess = 0.0
    // A share of the days and rounds: an unoptimised build takes 30 times as long as a release.
    let sample = ReferenceDay.all.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
    for reference in sample {
      let plan = SearchMethod(settings: SearchSettings(rounds: 250)).plan(reference.day)
      #expect(Feasibility.violations(of: plan, on: reference.day).isEmpty, "\(reference.id)")
      let score = Score(of: plan, on: reference.day)
      #expect(score >= reference.score, "\(reference.id)")
      guard score.firstDifference(from: reference.score) ?? .metres == .metres else { continue }
      equal += 1
      excess += Double(score.metres) / Double(reference.score.metres) - 1
    }
    #expect(equal * 100 >= sample.count * 95)
    #expect(excess / Double(equal) < 0.01)
  }

  @Test("is the same for the same seed, and stops after the rounds that it says")
  func determinism() {
    let day = ReferenceDay.all.last?.day ?? ServiceDay(rides: [], drivers: [], rules: Rules())
    let method = SearchMethod(settings: SearchSettings(seed: 3, rounds: 200))
    #expect(method.plan(day) == method.plan(day))
    var asked = 0
    let outcome = method.search(day) {
      asked += 1
      return asked > 50
    }
    #expect(outcome.rounds < 50)
    #expect(Feasibility.violations(of: outcome.plan, on: day).isEmpty)
  }

  @Test("never worsens what greedy gives it, whatever its settings")
  func settings() {
    let all = [
      SearchSettings(rounds: 0), SearchSettings(rounds: -5, ruinSize: 0, temperature: .nan),
      SearchSettings(seed: 9, rounds: 50, ruinSize: 50, temperature: 1),
    ]
    for reference in ReferenceDay.all.prefix(10) {
      let greedy = Score(of: GreedyMethod().plan(reference.day), on: reference.day)
      for settings in all {
        let plan = SearchMethod(settings: settings).plan(reference.day)
        #expect(Score(of: plan, on: reference.day) <= greedy)
      }
    }
  }

  @Test("plans days without rides or drivers, and identical rides")
  func edges() {
    for method in [SearchMethod(), OptimalMethod()] as [any PlanningMethod] {
      let twin = { ChronologicalMethodsTests.ride($0, at: 600) }
      let driver = ChronologicalMethodsTests.driver(1)
      #expect(ChronologicalMethodsTests.routes(method, [], [driver]) == [0: [], 1: []])
      #expect(ChronologicalMethodsTests.routes(method, [twin(1)], []) == [0: [1]])
      let routes = ChronologicalMethodsTests.routes(method, [twin(1), twin(2)], [driver])
      #expect(routes.values.map(\.count).sorted() == [1, 1])
    }
  }

  @Test(
    "keeps the rules on a day too large for all pairs of rides, places unknown or not",
    arguments: [0, 0.3, 1])
  func largeDay(lost: Double) {
    var draws = SeededGenerator(seed: 8, purpose: "large day")
    func place() -> Coordinate? {
      if lost > 0, draws.chance(lost) { return nil }
      return Coordinate(latitude: 46.1 + 0.3 * draws.unit(), longitude: 6 + 0.5 * draws.unit())
    }
    let rides = (1...300).map { id in
      Ride(
        id: id, minute: 420 + 5 * draws.below(150),
        direction: draws.chance(0.4) ? .return : .outbound, isConfirmed: draws.chance(0.7),
        needsWheelchair: draws.chance(0.1), pickup: place(), dropoff: place())
    }
    let drivers = (1...40).map {
      ChronologicalMethodsTests.driver($0, $0 > 36 ? .emergency : .regular, wheelchair: $0 % 2 == 0)
    }
    // Quicker than most ways, so that a detour over an unknown place can pay.
    let rules = Rules().assumingLegs(ofMinutes: 5)
    let day = ServiceDay(rides: rides, drivers: drivers, rules: rules)
    let plan = SearchMethod(settings: SearchSettings(rounds: 100)).plan(day)
    #expect(Feasibility.violations(of: plan, on: day).isEmpty)
    let greedy = Score(of: GreedyMethod().plan(day), on: day)
    // Where all legs are alike, greedy's are as good as any.
    #expect(Score(of: plan, on: day) < greedy || lost == 1)
  }
  @Test("never takes a ride at an unknown place out of a route that needs it to keep its times")
  func detour() throws {
    // From ride 1 to ride 3 it is 48 minutes straight on, and 2 to ride 2 and 2 from there.
    let rides = [
      ChronologicalMethodsTests.ride(1, at: 600, to: 0),
      Ride(id: 2, minute: 625, direction: .outbound, pickup: nil, dropoff: nil),
      ChronologicalMethodsTests.ride(3, at: 660, from: 4, to: 4),
    ]
    let day = ServiceDay(
      rides: rides, drivers: (1...2).map { ChronologicalMethodsTests.driver($0) },
      rules: try Rules().setting("speed", to: 5).assumingLegs(ofMinutes: 2), pins: [1: 1, 3: 1])
    for method in [SearchMethod(), OptimalMethod()] as [any PlanningMethod] {
      let plan = method.plan(day)
      #expect(Feasibility.violations(of: plan, on: day).isEmpty, "\(method.name)")
      #expect(plan.driverByRide == [1: 1, 2: 1, 3: 1], "\(method.name)")
    }
  }
}
