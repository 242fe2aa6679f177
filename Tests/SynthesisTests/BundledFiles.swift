import CivilTime
import FleetModel
import RideSheets
import Synthesis
import Tabular

/// The files of `datasets/`, read as an analyst's notebook reads them.
enum BundledFiles {
  static let folder: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/") + "/datasets"
  }()

  static func rows(_ file: TabularFile, sheet: Int = 0) throws -> [NumberedRow] {
    var rows: [NumberedRow] = []
    try file.sheet(at: sheet).forEachRow { number, cells in
      rows.append(NumberedRow(number, cells))
      return true
    }
    return rows
  }

  static func open(_ name: String) throws -> TabularFile {
    try TabularFile.open(folder + "/" + name)
  }

  static func roster() throws -> Roster {
    try Roster(rows: rows(open("drivers.csv")))
  }

  static func gazetteer() throws -> Gazetteer {
    try Gazetteer(rows: rows(open("places.csv")))
  }
}

/// A month or a year of ride sheets, imported.
struct ImportedOffice: Sendable {
  /// The bundled workbooks, imported once for all tests.
  static let october = Result { try ImportedOffice(file: SyntheticDatasets.octoberFile) }
  static let year = Result { try ImportedOffice(file: SyntheticDatasets.yearFile) }

  let roster: Roster
  let sheets: [(name: String, rows: [NumberedRow])]
  let result: RideImport

  /// Imports a bundled workbook.
  init(file: String) throws {
    let workbook = try BundledFiles.open(file)
    var sheets: [(name: String, rows: [NumberedRow])] = []
    for (index, name) in workbook.sheetNames.enumerated() {
      sheets.append((name, try BundledFiles.rows(workbook, sheet: index)))
    }
    self.init(
      sheets: sheets, roster: try BundledFiles.roster(), gazetteer: try BundledFiles.gazetteer())
  }

  /// Imports a sheet that was synthesised and not written.
  init(sheet: SyntheticDatasets.Sheet, roster: Roster, gazetteer: Gazetteer) {
    let rows = sheet.rows.enumerated().map { NumberedRow($0.offset + 1, $0.element) }
    self.init(sheets: [(sheet.name, rows)], roster: roster, gazetteer: gazetteer)
  }

  private init(
    sheets: [(name: String, rows: [NumberedRow])], roster: Roster, gazetteer: Gazetteer
  ) {
    self.roster = roster
    self.sheets = sheets
    result = RideSheetImport.read(sheets, roster: roster, gazetteer: gazetteer).result
  }

  var dates: [CivilDate] { Set(result.rides.compactMap(\.day.date)).sorted() }

  func rides(on date: CivilDate) -> [BookedRide] {
    result.rides.filter { $0.day == .date(date) }.sorted {
      ($0.scheduled, $0.id) < ($1.scheduled, $1.id)
    }
  }

  func day(_ date: CivilDate) -> ServiceDay {
    ServiceDay(
      rides: rides(on: date).filter(\.isLocated).map { $0.ride() },
      drivers: roster.available(on: date),
      rules: Rules())
  }

  /// What the office did on a day.
  func recorded(_ date: CivilDate) -> Plan {
    var drivers: [Int: Int] = [:]
    for ride in rides(on: date) where ride.isLocated {
      drivers[ride.id] = ride.driver.flatMap { roster.driver(named: $0)?.id }
    }
    return Plan.chronological(assignments: drivers, on: day(date))
  }

  /// What breaks a rule in the recorded plans of all days.
  var violations: [Violation] {
    dates.flatMap { Feasibility.violations(of: recorded($0), on: day($0)) }
  }

  func findings(_ kind: SourceFinding.Kind) -> [SourceFinding] {
    result.findings.filter { $0.kind == kind }
  }

  /// Recorded rides by driver.
  var loads: [Int: Int] {
    result.rides.reduce(into: [:]) { loads, ride in
      if let driver = ride.driver.flatMap({ roster.driver(named: $0)?.id }) {
        loads[driver, default: 0] += 1
      }
    }
  }
}
