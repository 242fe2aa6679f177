import CivilTime
import FleetModel
import Testing

@Suite("The strict order of scores")
struct ScoreTests {
  @Test("lets an earlier level outweigh all later ones", arguments: Score.Level.allCases)
  func strictness(level: Score.Level) {
    func score(_ value: (Score.Level) -> Int) -> Score {
      Score(
        unassigned: value(.unassigned), reserve: value(.reserve), gap: value(.gap),
        squares: value(.squares), lateness: value(.lateness), metres: value(.metres))
    }
    let levels = Score.Level.allCases
    let place = levels.firstIndex(of: level) ?? 0
    let better = score { (levels.firstIndex(of: $0) ?? 0) > place ? 1_000_000 : 1 }
    let worse = score { (levels.firstIndex(of: $0) ?? 0) > place ? 0 : $0 == level ? 2 : 1 }
    #expect(better < worse)
    #expect(!(worse < better))
    #expect(better.firstDifference(from: worse) == level)
  }

  @Test("counts a hand-made day as one would by hand")
  func byHand() {
    let day = Sample.day(
      [
        Sample.ride(1, at: 600), Sample.ride(2, at: 620, .return), Sample.ride(3, at: 600),
        Sample.ride(4, at: 600),
      ],
      [Sample.driver(1), Sample.driver(2), Sample.driver(3, .emergency)])
    let plan = Sample.plan([1: [1, 2], 3: [3]], unassigned: [4])
    let score = Score(of: plan, on: day)
    // Each leg is 9.9 minutes at 25 km/h: 4,125 m; three with clients and one between.
    #expect(
      score
        == Score(unassigned: 1, reserve: 1, gap: 2, squares: 4, lateness: 20, metres: 16_500))
    #expect(
      score.description
        == "unassigned 1, reserve 1, gap 2, squares 4, lateness 20, metres 16500")
    #expect(Feasibility.violations(of: plan, on: day).isEmpty)
  }

  @Test("has no gap and no squares without regular drivers")
  func noRegularDriver() {
    let day = Sample.day([Sample.ride(1, at: 600)], [Sample.driver(1, .occasional)])
    let score = Score(of: Sample.plan([1: [1]]), on: day)
    #expect(score.reserve == 1)
    #expect(score.gap == 0)
    #expect(score.squares == 0)
  }

  @Test(
    "knows the smallest gap that numbers allow",
    arguments: [(0, 3, 0), (9, 3, 0), (10, 3, 1), (2, 3, 1), (5, 0, 0)])
  func floors(rides: Int, drivers: Int, floor: Int) {
    #expect(Score.gapFloor(rides: rides, regularDrivers: drivers) == floor)
  }
}

@Suite("Schedules, loads and differences")
struct PlanFiguresTests {
  let day = Sample.day(
    [Sample.ride(1, at: 600), Sample.ride(2, at: 620, .return), Sample.ride(3, at: 700)],
    [
      Sample.driver(1, shift: (605, 1_320)), Sample.driver(2), Sample.driver(3),
      Sample.driver(4, .emergency),
    ])

  @Test("give each stop its times and legs")
  func schedule() {
    let schedule = RouteSchedule(of: Plan.Route(driver: 1, rides: [1, 2, 99]), on: day)
    #expect(schedule.stops.map(\.ride) == [1, 2])
    #expect(schedule.stops.map(\.start) == [Minutes(605), Minutes(645)])
    #expect(schedule.stops.map(\.end) == [Minutes(630), Minutes(670)])
    #expect(schedule.stops.map(\.lateness) == [Minutes(5), Minutes(25)])
    #expect(schedule.stops.map(\.hopMinutes) == [Minutes(0), Minutes(10)])
    #expect(schedule.metres == Metres(3 * 4_125))
    #expect(schedule.drivingMinutes == Minutes(30))
    #expect(schedule.span == Minutes(65))
  }

  @Test("of loads measure their mean, deviation and inequality")
  func spread() {
    let spread = LoadSpread(of: [2, 0, 0])
    #expect(spread.most == 2)
    #expect(abs(spread.mean - 2.0 / 3) < 1e-12)
    #expect(abs(spread.standardDeviation - (8.0 / 9).squareRoot()) < 1e-12)
    #expect(abs(spread.gini - 2.0 / 3) < 1e-12)
    #expect(abs(spread.jain - 1.0 / 3) < 1e-12)
  }

  @Test("of an even load are at their best, and of an idle day harmless")
  func evenSpread() {
    let even = LoadSpread(of: [1, 1, 1])
    #expect(even.gini == 0 && even.jain == 1 && even.standardDeviation == 0)
    let idle = LoadSpread(of: [])
    #expect(idle.gini == 0 && idle.jain == 1 && idle.most == 0)
  }
}
