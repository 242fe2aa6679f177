import FleetModel
import SeededRandom
import Solvers
import Testing

@Suite("Rotation of the larger loads")
struct LoadRotationTests {
  private static let three = (1...3).map { ChronologicalMethodsTests.driver($0) }

  /// October 2025: the proven loads of each working day, the largest on the first driver.
  private static let october: [LoadRotation.Day] = [
    (1, [3, 2, 2]), (2, [4, 4, 3]), (3, [3, 3, 2]), (6, [3, 3, 3]), (7, [3, 3, 2]),
    (8, [4, 4, 3]), (9, [4, 3, 3]), (10, [4, 3, 3]), (13, [4, 4, 3]), (14, [2, 2, 1]),
    (15, [4, 4, 4]), (16, [2, 2, 2]), (17, [4, 4, 3]), (20, [3, 2, 2]), (21, [7, 6, 6]),
    (22, [4, 3, 3]), (23, [3, 3, 3]), (24, [3, 2, 2]), (27, [3, 2, 2]), (28, [3, 2, 2]),
    (29, [3, 2, 2]), (30, [2, 2, 2]), (31, [1, 0, 0]),
  ].map { LoadRotation.Day($0.0, loads: $0.1, drivers: three) }

  @Test("keeps the rolling gap of alike drivers at 1, and ends even after as many days as drivers")
  func alike() {
    let days = (1...6).map { LoadRotation.Day($0, loads: [2, 1, 1], drivers: Self.three) }
    let trial = RotationTrial(LoadRotation.rotate(days, over: 7), of: days, over: 7)
    #expect(trial.gaps == [1, 1, 0, 1, 1, 0])
  }

  @Test("keeps every rolling gap of October at 1, over 7 days and over 30", arguments: [7, 30])
  func october(window: Int) {
    let days = Self.october
    #expect(RotationTrial(days.map(\.plan), of: days, over: window).worst >= 5)
    let trial = RotationTrial(LoadRotation.rotate(days, over: window), of: days, over: window)
    #expect(trial.worst == 1)
    #expect(trial.squares == (window == 7 ? 19 : 13))
  }

  @Test(
    "is as good as the best of all dealings on small drawn weeks",
    arguments: 0..<60 as Range<UInt64>)
  func brute(seed: UInt64) {
    let week = DrawnWeek(seed: seed)
    let plans = LoadRotation.rotate(week.days, after: week.past, over: week.window)
    for (day, plan) in zip(week.days, plans) {
      #expect(Feasibility.violations(of: plan, on: day.day).isEmpty)
      #expect(Score(of: plan, on: day.day) == Score(of: day.plan, on: day.day))
    }
    let trial = RotationTrial(plans, of: week.days, after: week.past, over: week.window)
    // What decides after the rolling gaps, the drift over longer times, the trial does not know.
    let best = RotationTrial.best(week.days, after: week.past, over: week.window)
    #expect(trial.value.prefix(2) == best.prefix(2))
  }

  @Test("has weeks to draw on which rules, absences and days before have a say")
  func drawn() {
    let weeks = (0..<60).map { DrawnWeek(seed: $0) }
    let days = weeks.flatMap(\.days)
    let ways = days.map { Set(RotationTrial.dealings($0).map(\.driverByRide)).count }
    #expect(ways.contains(1) && ways.contains(2) && ways.contains(6))
    #expect(days.contains { Score(of: $0.plan, on: $0.day).lateness > 0 })
    #expect(Set(days.map { $0.day.drivers.count }) == [1, 2, 3])
    #expect(weeks.contains { $0.past.isEmpty } && weeks.contains { $0.past.count > 1 })
    let worst = weeks.map {
      RotationTrial.best($0.days, after: $0.past, over: $0.window).first ?? 0
    }
    #expect(worst.contains { $0 > 1 } && worst.contains { $0 <= 1 })
  }

  @Test("gives nobody a route that he cannot drive, whatever his totals")
  func unlike() {
    let drivers = [
      ChronologicalMethodsTests.driver(1, wheelchair: true), ChronologicalMethodsTests.driver(2),
      ChronologicalMethodsTests.driver(3, .emergency, wheelchair: true),
    ]
    let day = LoadRotation.Day(9, loads: [2, 1], drivers: drivers, needy: [1])
    let before = LoadRotation.Past(number: 8, rides: ["Driver 1": 100, "Driver 2": 0])
    #expect(LoadRotation.rotate([day], after: [before], over: 7) == [day.plan])
    let free = LoadRotation.Day(9, loads: [2, 1], drivers: drivers)
    let rotated = LoadRotation.rotate([free], after: [before], over: 7)
    #expect(rotated.map(\.driverByRide) == [[1: 2, 2: 2, 3: 1]])
  }

  @Test("counts days in the window alone, and leaves plans alone where nothing is to gain")
  func window() {
    let day = LoadRotation.Day(9, loads: [2, 1, 1], drivers: Self.three)
    let heavy = ["Driver 1": 5, "Driver 2": 0, "Driver 3": 1]
    for (number, window, first) in [(2, 7, 1), (3, 7, 2), (8, 2, 2), (8, 1, 1), (10, 7, 1)] {
      let past = [LoadRotation.Past(number: number, rides: heavy)]
      let plan = LoadRotation.rotate([day], after: past, over: window).first
      let most = plan?.routes.max { $0.rides.count < $1.rides.count }
      #expect(most?.driver == first, "day \(number), window \(window)")
      #expect((plan == day.plan) == (first == 1))
    }
  }

  @Test("gives the plans in the order of the days, whatever that is")
  func order() {
    let days = Self.october
    let plans = LoadRotation.rotate(days, over: 7)
    #expect(LoadRotation.rotate(days.reversed(), over: 7) == plans.reversed())
    let past = (1...4).map {
      LoadRotation.Past(number: -$0, rides: ["Driver 1": $0 % 3, "Driver 2": 2, "Driver 3": 1])
    }
    #expect(
      LoadRotation.rotate(days, after: past, over: 7)
        == LoadRotation.rotate(days, after: past.reversed(), over: 7))
  }

  @Test("leaves a plan that breaks a rule, and a day without regular drivers, as they are")
  func untouched() {
    let good = LoadRotation.Day(2, loads: [2, 1, 1], drivers: Self.three)
    let broken = LoadRotation.Day(
      plan: Plan(routes: [Plan.Route(driver: 1, rides: [1, 2])]), day: good.day, number: 1)
    let reserve = LoadRotation.Day(
      3, loads: [2], drivers: [ChronologicalMethodsTests.driver(4, .emergency)])
    let plans = LoadRotation.rotate([broken, good, reserve], over: 7)
    #expect(plans.first == broken.plan)
    #expect(plans.last == reserve.plan)
    #expect(plans != [broken.plan, good.plan, reserve.plan])
    #expect(LoadRotation.rotate([], over: 7).isEmpty)
  }

  @Test("returns the plans as they were when it is stopped, early or late")
  func stopped() {
    let days = Self.october
    var asked = 0
    let whole = LoadRotation.rotate(days, over: 7) {
      asked += 1
      return false
    }
    #expect(whole != days.map(\.plan))
    for last in [1, days.count + 1, asked] {
      var left = last
      let plans = LoadRotation.rotate(days, over: 7) {
        left -= 1
        return left == 0
      }
      #expect(plans == days.map(\.plan), "stopped at question \(last) of \(asked)")
    }
  }

  @Test("evens out the loads of more drivers than it can list dealings of", arguments: [12, 20])
  func many(count: Int) {
    let drivers = (1...count).map { ChronologicalMethodsTests.driver($0, wheelchair: $0 % 2 == 0) }
    let days = (1...6).map { number in
      LoadRotation.Day(
        number, loads: (1...count).map { $0 * 2 > count ? 1 : 2 }, drivers: drivers, needy: [2])
    }
    let plans = LoadRotation.rotate(days, over: 7)
    for (day, plan) in zip(days, plans) {
      #expect(Feasibility.violations(of: plan, on: day.day).isEmpty)
      #expect(Score(of: plan, on: day.day) == Score(of: day.plan, on: day.day))
    }
    #expect(RotationTrial(plans, of: days, over: 7).gaps == [1, 0, 1, 0, 1, 0])
  }

  @Test("changes no score on reference days", arguments: ReferenceDay.all.prefix(12))
  func scores(reference: ReferenceDay) {
    let day = LoadRotation.Day(plan: reference.plan, day: reference.day, number: 5)
    let before = LoadRotation.Past(
      number: 4,
      rides: Dictionary(
        uniqueKeysWithValues: reference.day.drivers.filter { !$0.isReserve }.map {
          ($0.name, $0.id * $0.id % 5)
        }))
    for plan in LoadRotation.rotate([day], after: [before], over: 7) {
      #expect(Score(of: plan, on: reference.day) == reference.score)
      #expect(Feasibility.violations(of: plan, on: reference.day).isEmpty)
    }
  }
}

/// A few days with plans, and days before them, drawn from a seed.
private struct DrawnWeek {
  let days: [LoadRotation.Day]
  let past: [LoadRotation.Past]
  let window: Int

  init(seed: UInt64) {
    var draws = SeededGenerator(seed: seed, purpose: "drawn week")
    let count = Int(seed % 3) + 1
    window = draws.integer(in: 2...6)
    let isStrict = draws.chance(0.5)
    let all = (1...count).map { id in
      ChronologicalMethodsTests.driver(
        id, shift: (isStrict && draws.chance(0.4) ? 480 : 360, 1_320), wheelchair: id != 2)
    }
    func there() -> [Driver] {
      let there = all.filter { _ in !draws.chance(0.15) }
      return there.isEmpty ? all : there
    }
    var number = -draws.below(4)
    var past: [LoadRotation.Past] = []
    for _ in 0..<draws.below(4) {
      past.append(
        LoadRotation.Past(
          number: number,
          rides: Dictionary(
            uniqueKeysWithValues: there().map { ($0.name, draws.integer(in: 0...3)) })))
      number += draws.integer(in: 1...2)
    }
    var days: [LoadRotation.Day] = []
    for _ in 0..<4 {
      let drivers = there()
      let spread = draws.chance(0.3) ? 3 : 1
      let loads = drivers.map { _ in draws.integer(in: 1...1 + spread) }
      let ids = drivers.map(\.id)
      days.append(
        LoadRotation.Day(
          number, loads: loads, drivers: drivers,
          needy: Set(ids.filter { $0 != 2 && draws.chance(isStrict ? 0.4 : 0) }),
          late: Set(ids.filter { _ in draws.chance(isStrict ? 0.3 : 0) })))
      number += draws.integer(in: 1...3)
    }
    self.days = days
    self.past = past
  }
}
