import CivilTime
import FleetModel
import RideSheets
import Synthesis
import Tabular
import Testing

@Suite("The year 2025")
struct YearTests {
  let office: ImportedOffice

  init() throws {
    office = try ImportedOffice.year.get()
  }

  @Test("twelve monthly sheets have a title in row 1, headers in row 2 and data from row 3")
  func sheets() {
    #expect(
      office.sheets.map(\.name) == [
        "Janvier", "Février", "Mars", "Avril", "Mai", "Juin", "Juillet", "Août", "Septembre",
        "Octobre", "Novembre", "Décembre",
      ])
    for sheet in office.sheets {
      guard case .rideSheet(let layout) = RideSheet.recognise(sheet.rows) else {
        Issue.record("\(sheet.name) is not recognised as a ride sheet")
        continue
      }
      #expect(layout.headerRow == 2)
      #expect(sheet.rows.first?.cells.first == .text("Transports \(sheet.name) 2025"))
      #expect(sheet.rows.dropFirst(2).first?.number == 3)
    }
  }

  @Test("about 2,500 rides lie on the working days of the year, at most 19 a day")
  func volume() {
    #expect((2_400...2_600).contains(office.result.rides.count))
    #expect(office.result.account.isBalanced)
    #expect(office.dates.count == 252)
    #expect(office.dates.allSatisfy { $0.weekday != .saturday && $0.weekday != .sunday })
    let counts = office.result.rides.reduce(into: [DayLabel: Int]()) {
      $0[$1.day, default: 0] += 1
    }
    #expect(counts.values.allSatisfy { $0 <= 19 })
  }

  @Test("every month's rides lie in that month, and October's are those of its own workbook")
  func months() throws {
    let names = office.sheets.map(\.name)
    for ride in office.result.rides {
      #expect(names[(ride.day.date?.parts.month ?? 0) - 1] == ride.sheet)
    }
    let october = try ImportedOffice.october.get()
    let own = october.sheets[0].rows.dropFirst().map(\.cells)
    let yearly = office.sheets[9].rows.dropFirst(2).map(\.cells)
    #expect(Array(own) == Array(yearly))
  }

  @Test("both occasional drivers appear, on days on which they are available only")
  func occasional() throws {
    let occasional = office.roster.drivers.filter { $0.kind == .occasional }
    #expect(occasional.map(\.initials) == ["A.B", "D.J"])
    for driver in occasional { #expect((office.loads[driver.id] ?? 0) >= 10) }
    for ride in office.result.rides {
      guard let driver = ride.driver.flatMap({ office.roster.driver(named: $0) }) else { continue }
      let date = try #require(ride.day.date)
      #expect(driver.isAvailable(on: date), "\(driver.initials) on \(date)")
    }
  }
}
