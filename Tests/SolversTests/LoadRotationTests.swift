import FleetModel
import Solvers
import Testing

@Suite("Rotation of the larger loads")
struct LoadRotationTests {
  @Test("keeps the rolling gap of alike drivers at 1, and ends even after as many days as drivers")
  func alike() {
    let drivers = (1...3).map { ChronologicalMethodsTests.driver($0) }
    let rides = (1...4).map { ChronologicalMethodsTests.ride($0, at: 540 + 60 * $0) }
    let day = ServiceDay(rides: rides, drivers: drivers, rules: Rules())
    let plan = OptimalMethod().plan(day)
    var totals: [Int: Double] = [:]
    for round in 1...6 {
      let rotated = LoadRotation.rotate(plan, on: day, before: totals)
      #expect(Feasibility.violations(of: rotated, on: day).isEmpty)
      #expect(Score(of: rotated, on: day) == Score(of: plan, on: day))
      for route in rotated.routes { totals[route.driver, default: 0] += Double(route.rides.count) }
      let gap = (totals.values.max() ?? 0) - (totals.values.min() ?? 0)
      #expect(gap == (round % 3 == 0 ? 0 : 1))
    }
  }

  @Test("gives nobody a route that he cannot drive, whatever his totals")
  func unlike() {
    let drivers = [
      ChronologicalMethodsTests.driver(1, wheelchair: true), ChronologicalMethodsTests.driver(2),
      ChronologicalMethodsTests.driver(3, .emergency, wheelchair: true),
    ]
    let rides = [
      ChronologicalMethodsTests.ride(1, at: 600, wheelchair: true),
      ChronologicalMethodsTests.ride(2, at: 700, wheelchair: true),
      ChronologicalMethodsTests.ride(3, at: 700),
    ]
    let day = ServiceDay(rides: rides, drivers: drivers, rules: Rules())
    let plan = OptimalMethod().plan(day)
    let rotated = LoadRotation.rotate(plan, on: day, before: [1: 100, 2: 0])
    #expect(rotated == plan)
  }

  @Test("weighs parts of a ride, and takes shares that differ by rounding alone for equal")
  func shares() {
    let drivers = (1...2).map { ChronologicalMethodsTests.driver($0) }
    let rides = (1...3).map { ChronologicalMethodsTests.ride($0, at: 540 + 60 * $0) }
    let day = ServiceDay(rides: rides, drivers: drivers, rules: Rules())
    let plan = Plan(routes: [
      Plan.Route(driver: 1, rides: [1, 2]), Plan.Route(driver: 2, rides: [3]),
    ])
    #expect(LoadRotation.rotate(plan, on: day, before: [1: 0.1 + 0.2, 2: 0.3]) == plan)
    let rotated = LoadRotation.rotate(plan, on: day, before: [1: 0.5, 2: -0.5])
    #expect(rotated.driverByRide == [1: 2, 2: 2, 3: 1])
  }

  @Test("changes no score on reference days", arguments: ReferenceDay.all.prefix(12))
  func scores(reference: ReferenceDay) {
    let before = Dictionary(
      uniqueKeysWithValues: reference.day.drivers.map { ($0.id, Double($0.id * $0.id % 5) / 3) })
    let rotated = LoadRotation.rotate(reference.plan, on: reference.day, before: before)
    #expect(Score(of: rotated, on: reference.day) == reference.score)
    #expect(Feasibility.violations(of: rotated, on: reference.day).isEmpty)
  }
}
