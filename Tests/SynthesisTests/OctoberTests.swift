import CivilTime
import FleetModel
import RideSheets
import Solvers
import Synthesis
import Tabular
import Testing

@Suite("October 2025")
struct OctoberTests {
  let office: ImportedOffice

  init() throws {
    office = try ImportedOffice.october.get()
  }

  @Test("the bundled workbook keeps every guarantee of a month")
  func guarantees() {
    expectGuarantees(office)
  }

  @Test("the bundled workbook has one sheet, Feuil1, with headers in row 1")
  func sheet() {
    #expect(office.sheets.map(\.name) == ["Feuil1"])
    let recognition = RideSheet.recognise(office.sheets[0].rows)
    guard case .rideSheet(let layout) = recognition else {
      Issue.record("Feuil1 is not recognised as a ride sheet")
      return
    }
    #expect(layout.headerRow == 1)
  }

  @Test("the rejects are an impossible date and a row without one")
  func rejects() {
    let values = office.result.rejects.map(\.value)
    #expect(values.contains { $0.hasPrefix("32.10.2025") })
    #expect(values.contains("à fixer avec la famille"))
  }

  @Test("pick-ups lie between 07:00 and 16:30 on a five-minute grid, a third or more in the peaks")
  func times() {
    let times = office.result.rides.map(\.scheduled.count)
    #expect(times.allSatisfy { (420...990).contains($0) && $0 % 5 == 0 })
    let peaks = times.filter { (540...630).contains($0) || (780...930).contains($0) }
    #expect(Double(peaks.count) >= 0.4 * Double(times.count))
    let shared = office.dates.filter { date in
      let times = office.rides(on: date).map(\.scheduled)
      return Set(times).count < times.count
    }
    #expect(shared.count >= 8, "on many days several rides start at the same minute")
  }

  @Test("the rehabilitation clinic in Anières is the place of most rides")
  func origin() {
    var counts: [String: Int] = [:]
    for ride in office.result.rides {
      for name in Set([ride.pickup.placeName, ride.dropoff.placeName].compactMap(\.self)) {
        counts[name, default: 0] += 1
      }
    }
    let clinic = counts["Clinique les Hauts d'Anières"] ?? 0
    #expect(clinic * 5 >= office.result.rides.count * 2)
    #expect(counts.values.max() == clinic)
  }

  @Test("the optimum of 22 October is the one that a constraint solver proved")
  func provenOptimum() throws {
    let date = try #require(CivilDate(year: 2025, month: 10, day: 22))
    let best = ExhaustiveOptimum(office.day(date)).bestOfThree()
    // OR-Tools CP-SAT on the model of the reference days, level by level, all proven.
    #expect(best == .init(gap: 1, squares: 34, lateness: 0, metres: 79_798))
  }

  @Test("the emergency driver helps out now and then")
  func emergency() {
    #expect((1...10).contains(office.loads[4] ?? 0))
  }
}

/// Checks what every seed promises of a month of October.
func expectGuarantees(_ office: ImportedOffice, _ location: SourceLocation = #_sourceLocation) {
  let result = office.result
  #expect(result.account.isBalanced, sourceLocation: location)
  #expect(result.rides.count == 211, sourceLocation: location)
  #expect(office.dates.count == 23, sourceLocation: location)
  #expect(office.dates.allSatisfy { office.rides(on: $0).count <= 19 }, sourceLocation: location)
  #expect(result.rejects.count == 2, sourceLocation: location)
  let strangers = Set(office.findings(.unknownInitials).map(\.row))
  #expect(strangers.count >= 3, sourceLocation: location)
  let lostRides = Double(result.rides.filter { !$0.isLocated }.count) / 211
  #expect((0.03...0.05).contains(lostRides), sourceLocation: location)
  let located = Double(result.account.located.total) / Double(result.account.addresses)
  let lostAddresses = 1 - located
  #expect((0.03...0.05).contains(lostAddresses), sourceLocation: location)
  let violations = office.violations
  #expect((3...6).contains(violations.count), sourceLocation: location)
  let inConflict = Double(Set(violations.flatMap(\.rides)).count) / 211
  #expect((0.02...0.04).contains(inConflict), sourceLocation: location)
  #expect(
    violations.allSatisfy { $0.rule == .lateness || $0.rule == .twoAtOnce },
    sourceLocation: location)
  let loads = (1...3).map { office.loads[$0] ?? 0 }
  #expect(
    (loads.max() ?? 0) * 3 >= (loads.min() ?? 0) * 4, "unfair: \(loads)", sourceLocation: location)
  expectReferenceDay(office, location)
  expectTraps(office, location)
}

/// Checks 22 October: 6-2-2 as recorded, 4-3-3 as it could have been.
func expectReferenceDay(_ office: ImportedOffice, _ location: SourceLocation = #_sourceLocation) {
  guard let date = CivilDate(year: 2025, month: 10, day: 22) else { return }
  let rides = office.rides(on: date)
  #expect(
    rides.map(\.scheduled.clock) == [
      "07:00", "08:30", "08:30", "09:15", "10:00", "11:00", "13:00", "13:00", "13:15", "16:00",
    ], sourceLocation: location)
  #expect(rides.allSatisfy { $0.isLocated && $0.driver != nil }, sourceLocation: location)
  let day = office.day(date)
  let regular = day.drivers.filter { !$0.isReserve }
  #expect(regular.map(\.name) == ["Yannis", "Giuseppe", "Dris"], sourceLocation: location)
  let recorded = office.recorded(date)
  let loads = regular.map { driver in
    recorded.routes.first { $0.driver == driver.id }?.rides.count ?? 0
  }
  #expect(loads == [2, 6, 2], sourceLocation: location)
  #expect(Feasibility.violations(of: recorded, on: day) == [], sourceLocation: location)
  let nearest = Score(of: NearestMethod().plan(day), on: day)
  #expect(nearest.unassigned == 0 && nearest.gap >= 2, sourceLocation: location)
  let best = ExhaustiveOptimum(day).bestOfThree()
  #expect(best?.gap == 1, sourceLocation: location)
  #expect(best?.squares == 34, "4-3-3", sourceLocation: location)
}
