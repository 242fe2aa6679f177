import CivilTime
import FleetModel
import RideSheets
import Tabular
import Testing

@Suite("The table of drivers")
struct RosterTests {
  private static let header =
    "name,surname,initials,aliases,kind,shift_start,shift_end,wheelchair,from,to,absences"

  private func rows(_ lines: [String], header: String = header) -> [NumberedRow] {
    ([header] + lines).enumerated().map { index, line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      return NumberedRow(index + 1, fields.map { $0.isEmpty ? .empty : .text(String($0)) })
    }
  }

  private func day(_ iso: String) throws -> CivilDate { try #require(CivilDate(iso: iso)) }

  @Test("a blank cell stands for the default: 06:00–22:00, no wheelchair, always")
  func defaults() throws {
    let roster = try Roster(rows: rows(["Yannis,Lambelet,Y.L,,regular,,,,,,"]))
    let driver = try #require(roster.drivers.first)
    #expect(driver.id == 1)
    #expect(driver.shift == .standard)
    #expect(!driver.hasWheelchair)
    #expect(driver.from == nil && driver.to == nil && driver.absences.isEmpty)
  }

  @Test("every column is read, whatever the order and case of the headers")
  func everyColumn() throws {
    let header =
      "Kind,NAME,Surname,Initials,Aliases,Shift_Start,Shift end,Wheelchair,From,To,Absences"
    let line =
      "Occasional,Ana,Berra,A.B,AB|Ana,07:30,16h,oui,2025-01-01,31.12.2025,2025-05-01|2025-08-04..2025-08-08"
    let roster = try Roster(rows: rows([line], header: header))
    let driver = try #require(roster.drivers.first)
    #expect(driver.surname == "Berra")
    #expect(driver.aliases == ["AB", "Ana"])
    #expect(driver.kind == .occasional)
    #expect(driver.shift == Shift(start: Minutes(450), end: Minutes(960)))
    #expect(driver.hasWheelchair)
    #expect(try driver.from == day("2025-01-01"))
    #expect(try driver.to == day("2025-12-31"))
    #expect(driver.absences.count == 2)
    #expect(try driver.absences.last == day("2025-08-04")...day("2025-08-08"))
  }

  @Test(
    "a sheet may write initials in many ways",
    arguments: [
      ("Y.L", 1, "as in the table"), ("YL", 1, "without dots"), ("y.l.", 1, "lower case"),
      (" Y L ", 1, "with blanks"), ("Y-L", 1, "with a dash"), ("Dris", 3, "by an alias"),
      ("Z.Z", nil, "nobody's"), ("", nil, "nothing"), ("?", nil, "a doubt"),
      ("Y.L ?", nil, "initials in doubt"), ("Y", nil, "half of them"), ("L.Y", nil, "turned round"),
    ] as [(String, Int?, String)])
  func initials(text: String, id: Int?, reason: String) throws {
    #expect(try Samples.roster().driver(initials: text)?.id == id, "\(reason)")
  }

  @Test("a driver is found by name, surname or both, and only where one alone fits")
  func names() throws {
    let roster = try Samples.roster()
    #expect(roster.driver(named: "yannis")?.id == 1)
    #expect(roster.driver(named: "LAMBELET Yannis")?.id == 1)
    #expect(roster.driver(named: "Nobody") == nil)
    #expect(roster.driver(named: "") == nil)
  }

  @Test("available are those whose dates and absences allow the day, reserve among them")
  func availability() throws {
    let roster = try Roster(
      rows: rows([
        "Yannis,,Y.L,,regular,,,,,,2025-10-20..2025-10-22", "Dris,,D.D,,regular,,,,2025-10-22,,",
        "Giuseppe,,G.B,,regular,,,,,2025-10-21,", "Khalid,,K.A,,emergency,,,,,,2025-10-23",
      ]))
    #expect(try roster.available(on: day("2025-10-19")).map(\.id) == [1, 3, 4])
    #expect(try roster.available(on: day("2025-10-21")).map(\.id) == [3, 4])
    #expect(try roster.available(on: day("2025-10-22")).map(\.id) == [2, 4])
    #expect(try roster.available(on: day("2025-10-23")).map(\.id) == [1, 2])
  }

  @Test(
    "an unreadable cell is refused with its row, its column and what is expected",
    arguments: [
      (",,Y.L,,regular,,,,,,", "row 2, column name: the cell is blank; expected a name"),
      (
        "Y,,,,regular,,,,,,",
        "row 2, column initials: the cell is blank; expected initials, such as Y.L"
      ),
      (
        "Y,,..,,regular,,,,,,",
        "row 2, column initials: '..' are not initials; expected letters, such as Y.L"
      ),
      (
        "Y,,Y.L,,boss,,,,,,",
        "row 2, column kind: 'boss' is not a kind of driver; expected regular, occasional or emergency"
      ),
      (
        "Y,,Y.L,,regular,25:00,,,,,",
        "row 2, column shift_start: '25:00' is not a time of day; expected HH:MM"
      ),
      (
        "Y,,Y.L,,regular,14:00,06:00,,,,",
        "row 2, column shift_end: the shift ends at 06:00 and starts at 14:00; "
          + "expected an end after the start, on the same day"
      ),
      (
        "Y,,Y.L,,regular,,,perhaps,,,",
        "row 2, column wheelchair: 'perhaps' is neither yes nor no; expected yes or no"
      ),
      (
        "Y,,Y.L,,regular,,,,2025-02-30,,",
        "row 2, column from: '2025-02-30' is not a date; expected YYYY-MM-DD"
      ),
      (
        "Y,,Y.L,,regular,,,,2025-02-02,2025-02-01,",
        "row 2, column to: 2025-02-01 is before the first day, 2025-02-02; expected a later date"
      ),
      (
        "Y,,Y.L,,regular,,,,,,2025-02-05..2025-02-01",
        "row 2, column absences: '2025-02-05..2025-02-01' ends before it starts; expected FROM..TO"
      ),
      (
        "Y,,Y.L,,regular,,,,,,soon",
        "row 2, column absences: 'soon' is not a date; expected YYYY-MM-DD"
      ),
    ])
  func refusals(line: String, message: String) {
    let error = #expect(throws: RideSheetError.self) { try Roster(rows: rows([line])) }
    #expect(error?.description == message)
  }

  @Test("initials that stand for two drivers are refused")
  func sharedInitials() {
    let error = #expect(throws: RideSheetError.self) {
      try Roster(rows: rows(["Yannis,,Y.L,,regular,,,,,,", "Yves,,Y.V,YL,regular,,,,,,"]))
    }
    #expect(
      error?.description
        == "'YL' stands for both Yannis and Yves; give each driver different initials and aliases")
  }

  @Test(
    "drivers of one name are told apart by surname, else by initials, else by number",
    arguments: [
      (
        ["Yannis,Lam,Y.L", "YANNIS,Vau,Y.V", "Dris,,D.D"], ["Yannis Lam", "YANNIS Vau", "Dris"]
      ),
      (["José,,J.A", "Jose,,J.B"], ["José J.A", "Jose J.B"]),
      (["Sami,Roy,S.R", "Sami,Roy,S.T"], ["Sami S.R", "Sami S.T"]),
      // A longer name may not be the one that another driver has.
      (["Sami,B,S.B", "Sami,C,S.C", "Sami B,,X.Y"], ["Sami S.B", "Sami S.C", "Sami B"]),
    ])
  func sharedNames(lines: [String], names: [String]) throws {
    let roster = try Roster(rows: rows(lines.map { $0 + ",,regular,,,,,," }))
    #expect(roster.drivers.map(\.name) == names)
    #expect(roster.toldApart.count == 1)
    // Those names are the roster's own: reading it again changes nothing.
    #expect(try Roster(drivers: roster.drivers).toldApart.isEmpty)
    for name in names { #expect(roster.driver(named: name)?.name == name) }
  }

  @Test("a table without a needed column, without drivers or without anything is refused")
  func unusableTables() {
    let noKind = #expect(throws: RideSheetError.self) {
      try Roster(rows: rows(["Y,Y.L"], header: "name,initials"))
    }
    #expect(
      noKind?.description
        == "row 1: the table of drivers has no column kind; add it to the header row")
    #expect(throws: RideSheetError.self) { try Roster(rows: rows([])) }
    #expect(throws: RideSheetError.self) { try Roster(rows: []) }
  }

  @Test("a table of drivers is recognised by its headers, a table of places is not one")
  func recognition() {
    let header = rows([])[0].cells
    #expect(Roster.isRoster(header: header))
    #expect(Roster.isRoster(header: header.reversed()))
    #expect(!Roster.isRoster(header: Gazetteer.columns.map { .text($0) }))
    #expect(!Roster.isRoster(header: []))
  }

  @Test("workbook cells are read too: a fraction of a day, a true date, a truth value")
  func workbookCells() throws {
    let date = try day("2025-10-22")
    let header = Self.header.split(separator: ",").map { Cell.text(String($0)) }
    let cells: [Cell] = [
      .text("Yannis"), .empty, .text("Y.L"), .empty, .text("regular"), .number(0.25),
      .date(date, time: Minutes(960)), .boolean(true), .date(date, time: nil), .empty,
      .date(date, time: nil),
    ]
    let roster = try Roster(rows: [NumberedRow(1, header), NumberedRow(2, cells)])
    let driver = try #require(roster.drivers.first)
    #expect(driver.shift == Shift(start: Minutes(360), end: Minutes(960)))
    #expect(driver.hasWheelchair)
    #expect(driver.from == date)
    #expect(!driver.isAvailable(on: date))
  }
}
