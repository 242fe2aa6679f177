import CivilTime
import FleetModel
import RideSheets
import Tabular
import Testing

@Suite("Properties of the import")
struct ImportPropertyTests {
  @Test("whatever the cells hold, nothing traps and every row is accounted for", arguments: 1...8)
  func garbage(seed: Int) throws {
    var draws = GarbageDraws(seed: UInt64(seed))
    guard case .rideSheet(let layout) = RideSheet.recognise([NumberedRow(1, Samples.header)])
    else {
      Issue.record("not recognised")
      return
    }
    var reading = RideSheetImport(
      roster: try Samples.roster(), gazetteer: Samples.gazetteer,
      stay: Minutes(draws.pick([0, 120, 1_440, -5, .max, .min])))
    var number = 1
    for _ in 0..<120 {
      number += 1 + (draws.below(10) == 0 ? draws.below(4) : 0)
      var cells =
        draws.below(3) == 0 ? Samples.cells() : (0..<draws.below(9)).map { _ in draws.cell() }
      if !cells.isEmpty { cells[draws.below(cells.count)] = draws.cell() }
      reading.read(NumberedRow(number, cells), sheet: "S", layout: layout)
    }
    let result = reading.result
    #expect(result.account.isBalanced, "seed \(seed): \(result.account)")
    #expect(result.account.rows == number - 1, "seed \(seed)")
    #expect(result.account.rides == result.rides.count, "seed \(seed)")
    #expect(result.account.rejectedRows == result.rejects.count, "seed \(seed)")
    #expect(result.rides.map(\.id) == Array(1...max(1, result.rides.count)), "seed \(seed)")
    let day = Minutes(0)...Minutes(1_439)
    #expect(result.rides.allSatisfy { day.contains($0.scheduled) }, "seed \(seed)")
    #expect(result.rejects.allSatisfy { !$0.reason.isEmpty && !$0.column.isEmpty }, "seed \(seed)")
    let rejected = Set(result.rejects.map(\.row))
    #expect(rejected.isDisjoint(with: result.rides.map(\.row)), "seed \(seed)")
  }

  @Test("extreme row numbers do not trap")
  func extremeRows() throws {
    guard case .rideSheet(let layout) = RideSheet.recognise([NumberedRow(1, Samples.header)])
    else {
      Issue.record("not recognised")
      return
    }
    var reading = RideSheetImport(roster: .empty, gazetteer: .empty)
    for number in [Int.max, 5, Int.min, 0, -1, 2] {
      reading.read(NumberedRow(number, Samples.cells()), sheet: "S", layout: layout)
    }
    #expect(reading.result.account.isBalanced)
  }

  @Test("garbage tables of drivers and places are refused or read, and never trap")
  func garbageTables() {
    var draws = GarbageDraws(seed: 21)
    var refused = 0
    for _ in 0..<60 {
      let rows = (0..<draws.below(5)).map { number in
        NumberedRow(number + 2, (0..<draws.below(12)).map { _ in draws.cell() })
      }
      let drivers = [NumberedRow(1, Roster.columns.map { .text($0) })] + rows
      if (try? Roster(rows: drivers)) == nil { refused += 1 }
      let places = [NumberedRow(1, Gazetteer.columns.map { .text($0) })] + rows
      _ = try? Gazetteer(rows: places)
      _ = RideSheet.recognise(rows)
    }
    #expect(refused > 0)
  }

  @Test("an import does not depend on what was imported before in the same run")
  func independent() throws {
    let rows = [Samples.cells(), Samples.cells(from: "?"), Samples.cells(course: "zz")]
    #expect(try Samples.read(rows) == Samples.read(rows))
  }
}
