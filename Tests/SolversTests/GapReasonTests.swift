import FleetModel
import Solvers
import Testing

@Suite("Why a gap is not smaller")
struct GapReasonTests {
  typealias Made = ChronologicalMethodsTests

  static func reason(_ rides: [Ride], _ drivers: [Driver]) -> String {
    let day = ServiceDay(rides: rides, drivers: drivers, rules: Rules())
    return GapReason(of: OptimalMethod().solve(day), on: day).sentence.description
  }

  @Test("is told from the numbers where they decide")
  func numbers() {
    let rides = (1...10).map { Made.ride($0, at: 400 + 60 * $0) }
    let three = (1...3).map { Made.driver($0) }
    #expect(
      Self.reason(rides, three)
        == "10 rides among 3 regular drivers leave 1 over, so a gap of 1 is the smallest possible")
    #expect(
      Self.reason(Array(rides.prefix(9)), three)
        == "9 rides are shared evenly among 3 regular drivers")
    #expect(
      Self.reason(rides, [Made.driver(1, .emergency)])
        == "no regular driver is available, so there is no gap")
  }

  @Test("is told from one driver's day where his shift is short")
  func shortShift() {
    let rides = (1...8).map { Made.ride($0, at: 400 + 60 * $0) }
    let drivers = [Made.driver(1), Made.driver(2, shift: (500, 600))]
    #expect(
      Self.reason(rides, drivers)
        == "driver 2 can serve at most 2 of the rides, so the other has at least 6 of the 8")
  }

  @Test("names the bound where no short reason holds, and holds on every reference day")
  func bounds() {
    for reference in ReferenceDay.all.prefix(12) where reference.optimum.gap > 1 {
      let result = OptimalMethod().solve(reference.day)
      let reason = GapReason(of: result, on: reference.day)
      switch reason {
      case .driver, .bound: break
      case .numbers, .open: Issue.record("\(reference.id): \(reason)")
      }
    }
    let reference = ReferenceDay.all[5]
    #expect(reference.optimum.gap == 2)
  }
}
