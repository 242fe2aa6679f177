import CivilTime
import FleetModel
import RideSheets
import Tabular
import Testing

/// The bundled files, read as a notebook would read them.
private enum Bundled {
  /// The checkout's folder of data sets, two levels above this file.
  static func path(_ name: String, file: String = #filePath) -> String {
    let folders = file.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return folders.joined(separator: "/") + "/datasets/" + name
  }

  static func rows(_ sheet: SheetSource) throws -> [NumberedRow] {
    var rows: [NumberedRow] = []
    try sheet.forEachRow { number, cells in
      rows.append(NumberedRow(number, cells))
      return true
    }
    return rows
  }

  static func sheets(_ name: String) throws -> [(name: String, rows: [NumberedRow])] {
    let file = try TabularFile.open(path(name))
    return try file.sheetNames.indices.map { index in
      let sheet = try file.sheet(at: index)
      return (sheet.name, try rows(sheet))
    }
  }

  static func roster() throws -> Roster { try Roster(rows: sheets("drivers.csv")[0].rows) }
  static func gazetteer() throws -> Gazetteer {
    try Gazetteer(rows: sheets("places.csv")[0].rows)
  }
}

@Suite("The bundled data")
struct BundledDataTests {
  @Test("drivers.csv is recognised and names the four drivers, the emergency driver in reserve")
  func drivers() throws {
    let rows = try Bundled.sheets("drivers.csv")[0].rows
    #expect(Roster.isRoster(header: try #require(rows.first).cells))
    let roster = try Roster(rows: rows)
    #expect(roster.driver(initials: "Y.L")?.name == "Yannis")
    #expect(roster.driver(initials: "gb")?.name == "Giuseppe")
    #expect(roster.driver(initials: "D D")?.name == "Dris")
    #expect(roster.driver(initials: "K.A.")?.kind == .emergency)
    let reference = try #require(CivilDate(year: 2025, month: 10, day: 22))
    #expect(roster.available(on: reference).filter { !$0.isReserve }.count == 3)
  }

  @Test("every name and spelling of places.csv finds its own place, or says that several fit")
  func places() throws {
    let gazetteer = try Bundled.gazetteer()
    #expect(gazetteer.places.count >= 150)
    var misled: [String] = []
    for place in gazetteer.places {
      for text in [place.name] + place.spellings {
        let block = AddressBlock("\(text)\n\(place.postcode ?? "") \(place.town ?? "")")
        guard let found = gazetteer.locate(block) else {
          misled.append("\(text): nothing")
          continue
        }
        // A quarter is known by its postcode's part of the town, some hundred metres away.
        let limit = place.isLocality ? 3.0 : 0.05
        let distance = Geodesy.kilometres(from: found.coordinate, to: place.coordinate)
        if distance > limit { misled.append("\(text): \(found.name), \(found.precision)") }
      }
    }
    #expect(misled == [])
  }

  @Test("October is 211 rides with two rejects, and every row accounted for")
  func october() throws {
    let result = RideSheetImport.read(
      try Bundled.sheets("october-2025.xlsx"), roster: try Bundled.roster(),
      gazetteer: try Bundled.gazetteer()
    ).result
    #expect(result.rides.count == 211)
    #expect(result.rejects.count == 2)
    #expect(result.account.isBalanced)
    #expect(result.findings.filter { $0.kind == .unknownInitials }.count >= 3)
    let share = Double(result.account.located.total) / Double(result.account.addresses)
    #expect(share > 0.9 && share < 1)
    #expect(result.warnings == [])
    let day = result.rides.filter { $0.day.description == "2025-10-22" }
    #expect(day.count == 10)
    #expect(day.allSatisfy { $0.isLocated && $0.driver != nil })
  }

  @Test("the year's twelve sheets are recognised under their titles")
  func year() throws {
    let (result, unread) = RideSheetImport.read(
      try Bundled.sheets("year-2025.xlsx"), roster: try Bundled.roster(),
      gazetteer: try Bundled.gazetteer())
    #expect(unread.isEmpty)
    #expect(result.rides.count > 2_000)
    #expect(result.account.isBalanced)
    #expect(result.account.headingRows == 24)
  }

  @Test("the week's export is recognised, and its wrong aggregates are found")
  func week() throws {
    let json = try #require(TabularFile.open(Bundled.path("week-2025-43.json")).json)
    #expect(DispatchExport.isDispatchExport(json))
    let export = try DispatchExport.read(
      json, roster: Bundled.roster(), gazetteer: Bundled.gazetteer())
    #expect(export.result.rejects == [])
    #expect(export.result.account.isBalanced)
    #expect(
      export.differences.map(\.path) == [
        "total_bookings", "statistics.total_distance_km", "statistics.average_load_gap",
        "dispatches[1].load_gap", "dispatches[3].total_distance_km",
        "dispatches[4].drivers[0].num_assignments",
      ])
  }
}
