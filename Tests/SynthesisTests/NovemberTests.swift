import FleetModel
import RideSheets
import Synthesis
import Tabular
import Testing

@Suite("November 2025, with what an office writes around its rides")
struct NovemberTests {
  private let result: RideImport
  private let sheets: [String]

  init() throws {
    let file = try BundledFiles.open(SyntheticDatasets.novemberFile)
    var reading = RideSheetImport(
      roster: try BundledFiles.roster(), gazetteer: try BundledFiles.gazetteer())
    var read: [String] = []
    for (index, name) in file.sheetNames.enumerated() {
      let sheet = try file.sheet(at: index)
      guard
        case .rideSheet(let layout) = RideSheet.recognise(try BundledFiles.rows(file, sheet: index))
      else { continue }
      read.append(name)
      if sheet.isHidden { reading.noteHidden(sheet: name) }
      try sheet.forEachMarkedRow { number, cells, marks in
        reading.read(NumberedRow(number, cells, marks: marks), sheet: name, layout: layout)
        return true
      }
    }
    reading.finish()
    result = reading.result
    sheets = read
  }

  @Test("every row is accounted for, and the sheet of prices is none of rides")
  func account() {
    #expect(result.account.isBalanced)
    #expect(sheets == ["Novembre", "Semaine 48", "Copie"])
    #expect(result.account.totalRows == 3)
    #expect(result.account.rejectedRows == 1)
    #expect(
      result.extraColumns == ["Statut", "Remarques", "Fauteuil", "Prix CHF", "Téléphone"])
  }

  @Test("each kind of trap is read right or reported, none in silence")
  func findings() {
    let kinds = Set(result.findings.map(\.kind))
    for kind in [
      SourceFinding.Kind.cancelledRide, .markedCancelled, .unclearStatus, .unclearWheelchair,
      .hiddenRows, .hiddenSheet, .doubledRide, .weekdayContradicts, .unconfirmedTime,
    ] {
      #expect(kinds.contains(kind), "\(kind.rawValue)")
    }
    // A status, a no-show, a postponed ride and a struck row.
    #expect(result.account.cancelledRows >= 4)
    #expect(result.rides.contains { $0.status == .done })
  }

  @Test("wheelchairs are those that the marks and the remarks say, and not those that they deny")
  func wheelchairs() throws {
    let marks = try column("Fauteuil")
    let remarks = try column("Remarques")
    for ride in result.rides where ride.sheet == "Novembre" {
      if ["x", "✓", "V", "oui", "TPMR"].contains(marks[ride.row] ?? "") {
        #expect(ride.needsWheelchair, "row \(ride.row)")
      }
      let remark = remarks[ride.row] ?? ""
      if remark.hasPrefix("ne se déplace pas sans") || remark.hasPrefix("ch. roul.") {
        #expect(ride.needsWheelchair, "row \(ride.row)")
      }
      if marks[ride.row] == "non" || remark.hasPrefix("fauteuil roulant: non") {
        #expect(!ride.needsWheelchair, "row \(ride.row)")
      }
    }
    #expect(result.rides.contains { $0.needsWheelchair })
  }

  @Test("the last week's rides are those of the year, whatever their columns are called")
  func lastWeek() throws {
    let year = try ImportedOffice.year.get().result.rides.filter { $0.sheet == "Novembre" }
    func keys(_ rides: [BookedRide]) -> Set<String> {
      Set(
        rides.map {
          "\($0.day) \($0.scheduled) \($0.client) \($0.pickup.label) \($0.dropoff.label) "
            + "\($0.driver ?? "-") \($0.direction) \($0.isConfirmed)"
        })
    }
    let own = result.rides.filter { $0.sheet == "Semaine 48" }
    let days = Set(own.map(\.day))
    #expect(days.count == 5)
    #expect(keys(own) == keys(year.filter { days.contains($0.day) }))
  }

  /// The texts of a further column of the first sheet by row.
  private func column(_ header: String) throws -> [Int: String] {
    let rows = try BundledFiles.rows(try BundledFiles.open(SyntheticDatasets.novemberFile))
    let heading = try #require(rows.first { $0.cells.contains(.text(header)) })
    let place = try #require(heading.cells.firstIndex(of: .text(header)))
    var texts: [Int: String] = [:]
    for row in rows where place < row.cells.count {
      if case .text(let text) = row.cells[place] { texts[row.number] = text }
    }
    return texts
  }
}
