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

  @Test("a header under a letterhead is found, one far down is not searched for")
  func farDown() {
    func titles(_ count: Int) -> [NumberedRow] { (1...count).map { row($0, ["note \($0)"]) } }
    guard case .rideSheet(let layout) = RideSheet.recognise(titles(6) + [row(7, plain)]) else {
      Issue.record("not recognised")
      return
    }
    #expect(layout.headerRow == 7)
    #expect(RideSheet.recognise(titles(50) + [row(51, plain)]) == .other)
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

  private func positions(_ headers: [String]) -> [RideColumn: Int]? {
    guard case .rideSheet(let layout) = RideSheet.recognise(header: row(1, headers)) else {
      return nil
    }
    return layout.positions
  }

  @Test(
    "another office's header of the driver counts where it is the only one",
    arguments: ["Chauffeur", "Conducteur", "Initiales", "Driver", "CHAUFFEURS :", "C.F.T."])
  func synonyms(header: String) {
    #expect(positions(plain.dropLast() + [header])?[.driver] == 5)
    // The office's own counts before it.
    #expect(positions(plain.dropLast() + [header, "CFT"])?[.driver] == 6)
  }

  @Test("two different headers of one column are refused with both; equal ones are one")
  func rivals() {
    guard
      case .nearMiss(let miss) = RideSheet.recognise(
        header: row(3, plain.dropLast() + ["Chauffeur", "Initiales"]))
    else {
      Issue.record("no near miss")
      return
    }
    #expect(miss.rivals.map(\.headers) == [["Chauffeur", "Initiales"]])
    #expect(
      miss.description
        == "row 3 looks like the header of a ride sheet, but 'Chauffeur' and 'Initiales' "
        + "could each be 'CFT'; rename the others, or load it as a table")
    #expect(positions(plain.dropLast() + ["Chauffeur", "chauffeur"])?[.driver] == 5)
  }

  @Test("headers with characters that cannot be seen are known")
  func unseen() {
    let marks = ["\u{200b}", "\u{feff}", "\u{ad}", "\u{202a}", "\u{2066}", "\u{fe0f}", "\u{2060}"]
    for mark in marks {
      #expect(positions(plain.map { mark + $0 + mark }) != nil)
      #expect(positions(plain.dropLast() + ["C\(mark)FT"]) != nil)
    }
  }

  @Test("an export of rides, and other tables with some of the words, are no ride sheets")
  func tables() {
    for headers in [
      ["date", "from", "to", "driver"], ["client", "date", "pickup", "dropoff", "driver"],
      ["Nom", "Prénom", "Date", "Course", "Temps", "Rang"],
      ["id", "sheet", "client", "day", "time", "direction", "pickup", "dropoff", "driver"],
    ] {
      #expect(RideSheet.recognise(header: row(1, headers)) == .other, "\(headers)")
    }
  }
}
