import RideSheets
import Tabular
import Testing

@Suite("Recognising a ride sheet")
struct RideSheetTests {
  private func row(_ number: Int, _ headers: [String]) -> NumberedRow {
    NumberedRow(number, headers.map { $0.isEmpty ? .empty : .text($0) })
  }

  private let plain = RideColumn.allCases.map(\.rawValue)

  @Test("the six headers are known in any dress")
  func dress() {
    let dressed = [
      " NOM / PRENOM ", "date et heure  prévues", "course\u{a0}", "ADRESSE DE DÉPART",
      "Adresse d’arrivée ", "cft",
    ]
    guard case .rideSheet(let layout) = RideSheet.recognise([row(1, dressed)]) else {
      Issue.record("not recognised")
      return
    }
    #expect(layout.headerRow == 1)
    #expect(layout.positions[.driver] == 5)
  }

  @Test("columns may stand in any order with others between, the first of two equal ones counts")
  func order() {
    let headers = ["Note"] + plain.reversed() + ["", "CFT"]
    guard case .rideSheet(let layout) = RideSheet.recognise([row(1, headers)]) else {
      Issue.record("not recognised")
      return
    }
    #expect(layout.positions[.driver] == 1)
    #expect(layout.positions[.client] == 6)
  }

  @Test("the header may stand under a title and blank rows")
  func title() {
    let rows = [row(1, ["Courses janvier 2025"]), row(2, []), row(3, ["", " "]), row(4, plain)]
    guard case .rideSheet(let layout) = RideSheet.recognise(rows) else {
      Issue.record("not recognised")
      return
    }
    #expect(layout.headerRow == 4)
  }

  @Test("a header far down is not searched for")
  func tooFarDown() {
    let rows = (1...5).map { row($0, ["note \($0)"]) } + [row(6, plain)]
    #expect(RideSheet.recognise(rows) == .other)
  }

  @Test("a header that lacks columns is told with their names")
  func nearMiss() throws {
    let headers = plain.filter { $0 != "CFT" && $0 != "Course" }
    guard case .nearMiss(let miss) = RideSheet.recognise([row(2, headers)]) else {
      Issue.record("no near miss")
      return
    }
    #expect(miss.missing == [.course, .driver])
    #expect(
      miss.description
        == "row 2 looks like the header of a ride sheet, but it lacks 'Course' and 'CFT'; "
        + "add the columns, or load it as a table")
  }

  @Test("other tables, and no rows at all, are neither")
  func others() {
    #expect(RideSheet.recognise([row(1, ["name", "Course", "CFT"])]) == .other)
    #expect(RideSheet.recognise([row(1, Roster.columns)]) == .other)
    #expect(RideSheet.recognise([NumberedRow]()) == .other)
    #expect(RideSheet.recognise([NumberedRow(1, [.number(1), .error("#REF!")])]) == .other)
  }
}
