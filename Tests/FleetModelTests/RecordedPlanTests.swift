import CivilTime
import FleetModel
import Testing

@Suite("Recorded plans, of which only the drivers are known")
struct RecordedPlanTests {
  let driver = Sample.driver(1)

  @Test("stand in scheduled order, ties by id, with the rest unassigned")
  func chronological() {
    let day = Sample.day(
      [
        Sample.ride(5, at: 700), Sample.ride(1, at: 800), Sample.ride(4, at: 700),
        Sample.ride(2, at: 600), Sample.ride(3, at: 600),
      ], [driver, Sample.driver(2)])
    let plan = Plan.chronological(assignments: [1: 1, 5: 1, 4: 1, 2: 2, 3: 9, 77: 1], on: day)
    #expect(plan.routes.map(\.rides) == [[4, 5, 1], [2]])
    #expect(plan.unassigned == [3])
  }

  @Test("serve an unconfirmed return after a ride scheduled later where that is what works")
  func reordered() {
    let day = Sample.day(
      [Sample.ride(1, at: 600, .return, confirmed: false), Sample.ride(2, at: 610)], [driver])
    let plan = Plan.chronological(assignments: [1: 1, 2: 1], on: day)
    #expect(plan.routes.map(\.rides) == [[2, 1]])
    #expect(Feasibility.violations(of: plan, on: day).isEmpty)
  }

  @Test("keep their conflicts where no order works, and as few as can be")
  func conflicts() {
    let day = Sample.day(
      [Sample.ride(1, at: 600), Sample.ride(2, at: 600), Sample.ride(3, at: 700)], [driver])
    let plan = Plan.chronological(assignments: [1: 1, 2: 1, 3: 1], on: day)
    #expect(plan.routes.map(\.rides) == [[1, 2, 3]])
    #expect(Feasibility.violations(of: plan, on: day).map(\.rule) == [.twoAtOnce])
  }

  @Test("of a driver with twelve rides at one minute are ordered within the budget")
  func budget() {
    let rides = (1...12).map { Sample.ride($0, at: 600, .return, to: $0) }
    let plan = Plan.chronological(
      assignments: Dictionary(uniqueKeysWithValues: rides.map { ($0.id, 1) }),
      on: Sample.day(rides, [driver]))
    #expect(plan.routes.map { $0.rides.sorted() } == [Array(1...12)])
  }
}
