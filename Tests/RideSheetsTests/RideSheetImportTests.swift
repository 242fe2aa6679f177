import CivilTime
import FleetModel
import RideSheets
import Tabular
import Testing

@Suite("The import's rules")
struct RideSheetImportTests {
  private let day = CivilDate(year: 2025, month: 10, day: 22)

  @Test("A/R is two rides, and the return starts where the outbound ended and goes back")
  func roundTrip() throws {
    let result = try Samples.read([Samples.cells()])
    #expect(result.rides.map(\.id) == [1, 2])
    #expect(result.rides.map(\.leg) == [1, 2])
    #expect(result.rides.map(\.row) == [2, 2])
    #expect(result.rides.map(\.direction) == [.outbound, .return])
    #expect(result.rides.map(\.scheduled.clock) == ["07:00", "09:30"])
    #expect(result.rides.allSatisfy { $0.isConfirmed && $0.day.date == day })
    #expect(result.rides.map(\.driver) == ["Yannis", "Yannis"])
    #expect(result.rides[0].pickup == result.rides[1].dropoff)
    #expect(result.rides[0].dropoff == result.rides[1].pickup)
    #expect(result.rides[0].pickup.placeName == "Clinique du Lac")
    #expect(result.rides[0].ride().isHospital)
    #expect(result.account.roundTrips == 1)
    #expect(result.account.isBalanced)
  }

  @Test(
    "A/R is read in any dress",
    arguments: ["A/R", "a/r", " A / R ", "A/R\n", "AR", "Aller-retour", "aller/retour"])
  func roundTripWords(word: String) throws {
    #expect(try Samples.read([Samples.cells(course: word)]).rides.count == 2)
  }

  @Test(
    "one ride for A, a blank and lower case, as outbound; R alone goes back",
    arguments: [
      ("A", Direction.outbound), ("a", .outbound), (" A ", .outbound), ("", .outbound),
      ("  ", .outbound), ("aller", .outbound), ("R", .return), ("retour", .return),
    ])
  func singleWords(word: String, direction: Direction) throws {
    let result = try Samples.read([
      Samples.cells(schedule: .text("22.10.2025 07:00"), course: word)
    ])
    #expect(result.rides.map(\.direction) == [direction])
    #expect(result.rides.allSatisfy { $0.leg == 1 && $0.isConfirmed })
  }

  @Test("an unknown course word rejects the row with its sheet, row, column, value and reason")
  func unknownCourse() throws {
    let result = try Samples.read([Samples.cells(course: "B/C")])
    #expect(
      result.rejects == [
        SourceReject(
          sheet: "Feuil1", row: 2, column: "Course", value: "B/C",
          reason: "unknown course; expected A/R, A or nothing")
      ])
    #expect(result.rides.isEmpty)
    #expect(result.account.isBalanced)
  }

  @Test("without a second time the return is unconfirmed and stands `stay` minutes later")
  func missingReturn() throws {
    let cells = Samples.cells(schedule: .text("22.10.2025   07:00"))
    let result = try Samples.read([cells])
    #expect(result.rides.map(\.isConfirmed) == [true, false])
    #expect(result.rides[1].scheduled.clock == "09:00")
    #expect(result.findings.map(\.kind) == [.unconfirmedReturn])
    let longer = try Samples.read([cells], stay: Minutes(45))
    #expect(longer.rides[1].scheduled.clock == "07:45")
  }

  @Test("a true Excel date gives one time, so that the return of an A/R is unconfirmed")
  func trueDate() throws {
    let day = try #require(day)
    let result = try Samples.read([Samples.cells(schedule: .date(day, time: Minutes(450)))])
    #expect(result.rides.map(\.scheduled.clock) == ["07:30", "09:30"])
    #expect(result.rides.map(\.isConfirmed) == [true, false])
  }

  @Test("an unconfirmed return past midnight belongs to the next day, and is reported")
  func midnight() throws {
    let result = try Samples.read([Samples.cells(schedule: .text("31.12.2025 23:00"))])
    #expect(result.rides[1].day.description == "2026-01-01")
    #expect(result.rides[1].scheduled.clock == "01:00")
    #expect(result.findings.map(\.kind) == [.unconfirmedReturn, .returnAfterMidnight])
  }

  @Test(
    "a return that is not after its outbound ride rejects the row",
    arguments: ["06:30", "07:00"])
  func returnBeforeOutbound(back: String) throws {
    let result = try Samples.read([
      Samples.cells(schedule: .text("22.10.2025 07:00 \(back)")), Samples.cells(),
    ])
    #expect(result.rides.count == 2)
    #expect(result.rejects.map(\.column) == ["Date et Heure prévues"])
    #expect(
      result.rejects.first?.reason == "the return at \(back) is not after the ride at 07:00")
  }

  @Test("an impossible date is kept aside with its value and reason, and the import goes on")
  func impossibleDate() throws {
    let result = try Samples.read([
      Samples.cells(schedule: .text("31.02.2025 07:00")), Samples.cells(),
    ])
    #expect(
      result.rejects == [
        SourceReject(
          sheet: "Feuil1", row: 2, column: "Date et Heure prévues", value: "31.02.2025 07:00",
          reason: "the date 31.02.2025 does not exist")
      ])
    #expect(result.rides.map(\.id) == [1, 2])
    #expect(result.rides.map(\.row) == [3, 3])
  }

  @Test("a row with two mistakes is one reject that names both")
  func twoMistakes() throws {
    let result = try Samples.read([Samples.cells(schedule: .text("demain"), course: "zz")])
    #expect(result.rejects.count == 1)
    #expect(
      result.rejects.first?.reason
        == "not a date and time; expected DD.MM.YYYY HH:MM; "
        + "also Course 'zz': unknown course; expected A/R, A or nothing")
  }

  @Test("blank rows are skipped and counted, also those that a workbook leaves out")
  func blankRows() throws {
    let layoutRow = NumberedRow(1, Samples.header)
    guard case .rideSheet(let layout) = RideSheet.recognise([layoutRow]) else {
      Issue.record("not recognised")
      return
    }
    var reading = RideSheetImport(roster: try Samples.roster(), gazetteer: Samples.gazetteer)
    for (number, cells) in [
      (1, Samples.header), (2, Samples.cells()), (3, [.empty, .text("  "), .text("\u{a0}")]),
      (7, Samples.cells()), (8, []),
    ] {
      reading.read(NumberedRow(number, cells), sheet: "Feuil1", layout: layout)
    }
    let account = reading.result.account
    #expect(account.rows == 7)
    #expect(account.blankRows == 5)
    #expect(account.rideRows == 2)
    #expect(account.headingRows == 1)
    #expect(account.isBalanced)
    #expect(reading.result.rejects.isEmpty)
    #expect(
      account.summary
        == "7 rows: 2 with rides, 0 cancelled, 0 rejected, 5 blank, 0 totals; 4 rides; "
        + "4 of 4 addresses located")
  }

  @Test("a header repeated further down is a heading, not a reject")
  func repeatedHeader() throws {
    let result = try Samples.read([Samples.cells(), Samples.header, Samples.cells()])
    #expect(result.rejects.isEmpty)
    #expect(result.account.headingRows == 2)
    #expect(result.account.rows == 2)
  }

  @Test(
    "initials give the driver of each ride; unknown ones give none and are reported",
    arguments: [
      ("Y.L", [1, 1], [], "one driver for both"),
      ("yl", [1, 1], [], "without dots"),
      ("Y.L/G.B", [1, 2], [], "there by one, back by the other"),
      (" Y.L / K.A ", [1, 4], [], "with blanks, back by the reserve"),
      ("Y.L/", [1, nil], [], "nobody named for the way back"),
      ("/G.B", [nil, 2], [], "nobody named for the way there"),
      ("", [nil, nil], [], "blank"),
      ("Z.T", [nil, nil], ["Z.T"], "unknown, reported once"),
      ("Z.T/Y.L", [nil, 1], ["Z.T"], "unknown there"),
      ("Y.L/Z.T", [1, nil], ["Z.T"], "unknown back"),
      ("Z.T/Q.Q", [nil, nil], ["Z.T", "Q.Q"], "two unknown"),
      ("Y.L/G.B/D.D", [nil, nil], ["Y.L/G.B/D.D"], "three for two rides"),
      ("?", [nil, nil], ["?"], "a doubt"),
    ] as [(String, [Int?], [String], String)])
  func initials(text: String, drivers: [Int?], unknown: [String], reason: String) throws {
    let result = try Samples.read([Samples.cells(driver: text)])
    let roster = try Samples.roster()
    #expect(
      result.rides.map(\.driver) == drivers.map { $0.flatMap { roster.driver(id: $0)?.name } },
      "\(reason)")
    let details = result.findings.filter { $0.kind == .unknownInitials }.map(\.detail)
    #expect(
      details
        == unknown.map {
          "'\($0)' is not a driver of the roster; the ride has no recorded driver"
        }, "\(reason)")
  }

  @Test("two drivers on a single ride: its direction tells whose it is, and it is reported")
  func twoDriversOneRide() throws {
    let result = try Samples.read([
      Samples.cells(schedule: .text("22.10.2025 07:00"), course: "A", driver: "Y.L/G.B"),
      Samples.cells(schedule: .text("22.10.2025 08:00"), course: "R", driver: "Y.L/G.B"),
      Samples.cells(schedule: .text("22.10.2025 09:00"), course: "", driver: "D.D/DD"),
    ])
    #expect(result.rides.map(\.driver) == ["Yannis", "Giuseppe", "Dris"])
    #expect(result.findings.map(\.kind) == [.twoDriversForOneRide, .twoDriversForOneRide])
    #expect(
      result.findings.first?.detail
        == "'Y.L/G.B' names two drivers for one ride; 'Y.L' is used")
  }

  @Test("a second time on a single ride does not count, and is reported")
  func secondTime() throws {
    let result = try Samples.read([Samples.cells(course: "A")])
    #expect(result.rides.map(\.scheduled.clock) == ["07:00"])
    #expect(result.findings.map(\.kind) == [.secondTimeIgnored])
  }

  @Test("an address that cannot be located is reported with its row; the ride has no point there")
  func unlocated() throws {
    let result = try Samples.read([
      Samples.cells(from: "à préciser"), Samples.cells(to: ""), Samples.cells(),
    ])
    #expect(result.rides.map(\.isLocated) == [false, false, false, false, true, true])
    #expect(result.rides[0].pickup.coordinate == nil)
    #expect(result.rides[1].dropoff.coordinate == nil)
    #expect(!result.rides[0].isLocated)
    #expect(result.rides[0].pickup.label == "à préciser")
    #expect(
      result.findings == [
        SourceFinding(
          kind: .unlocatedAddress, sheet: "Feuil1", row: 2, column: "Adresse de départ",
          detail: "'à préciser': it names no place, street or town"),
        SourceFinding(
          kind: .unlocatedAddress, sheet: "Feuil1", row: 3, column: "Adresse d'arrivée",
          detail: "(blank): the address is blank"),
      ])
    #expect(result.account.addresses == 6)
    #expect(result.account.located.total == 4)
    #expect(result.account.addresses == 6)
  }

  @Test("a finding about an address repeats no phone and no contact")
  func discreetFinding() throws {
    let result = try Samples.read([
      Samples.cells(from: "Chez M. MOREL\nTél. 022 555 12 34", to: "Ailleurs\n079 555 12 34")
    ])
    #expect(
      result.findings.map(\.detail) == [
        "(no place stated): it names no place, street or town",
        "'Ailleurs': it names no known place, town or postcode",
      ])
  }

  @Test("the import warns past 20 % unlocated addresses, not at 20 %")
  func warning() throws {
    let sound = Array(repeating: Samples.cells(), count: 4)
    let atTwenty = try Samples.read(sound + [Samples.cells(from: "?", to: "?")])
    #expect(atTwenty.warnings == [])
    let past = try Samples.read(sound.dropLast() + [Samples.cells(from: "?", to: "?")])
    #expect(
      past.warnings == [
        "25 % of the addresses (2 of 8) could not be located; "
          + "rides without coordinates are not planned; add the missing places to the gazetteer"
      ])
    #expect(try Samples.read([]).warnings == [])
  }

  @Test(
    "clients lose their form of address and double blanks, and keep the rest",
    arguments: [
      ("Madame  DUPONT   Anne", "DUPONT Anne"), ("Monsieur DUPONT Jean", "DUPONT Jean"),
      ("M. DUPONT Jean", "DUPONT Jean"), ("M.DUPONT Jean", "DUPONT Jean"),
      ("mme DUPONT Anne ", "DUPONT Anne"), ("MME. DUPONT Anne", "DUPONT Anne"),
      ("M. et Mme DUPONT", "DUPONT"), ("DE LA TOUR Éva", "DE LA TOUR Éva"),
      ("MADAMEIRA Rui", "MADAMEIRA Rui"), ("Madame", "Madame"), ("M\u{a0}MOREL Luc", "MOREL Luc"),
    ])
  func clients(text: String, name: String) throws {
    #expect(try Samples.read([Samples.cells(client: text)]).rides.first?.client == name)
  }

  @Test("a ride without a client is a ride all the same, and reported")
  func noClient() throws {
    let result = try Samples.read([Samples.cells(client: " ")])
    #expect(result.rides.count == 2)
    #expect(result.findings.map(\.kind) == [.noClient])
  }

  @Test("the client's own name is no place and stays out of the label")
  func clientInAddress() throws {
    let result = try Samples.read([
      Samples.cells(client: "Madame GENEVE Anne", from: "GENEVE\nRue X 3\n1227 Carouge")
    ])
    #expect(result.rides[0].pickup.placeName == "Carouge")
    #expect(result.rides[0].pickup.label == "Rue X 3, 1227 Carouge")
  }

  @Test("a wheelchair is needed only where the row says so, in any cell or a column of its own")
  func wheelchair() throws {
    let header = Samples.header + [.text("Remarque"), .text("Fauteuil roulant ?")]
    let rows = [
      Samples.cells(from: Samples.clinic + "\nfauteuil roulant"),
      Samples.cells() + [.text("Chaise roulante électrique")],
      Samples.cells() + [.empty, .text("oui")], Samples.cells() + [.empty, .text("non")],
      Samples.cells() + [.text("sans fauteuil")], Samples.cells(),
    ]
    let numbered = ([header] + rows).enumerated().map { NumberedRow($0.offset + 1, $0.element) }
    let result = RideSheetImport.read(
      [("Feuil1", numbered)], roster: try Samples.roster(), gazetteer: Samples.gazetteer
    ).result
    let outbound = result.rides.filter { $0.leg == 1 }.map(\.needsWheelchair)
    #expect(outbound == [true, true, true, false, false, false])
    #expect(result.rides[1].needsWheelchair)
  }

  @Test("twelve sheets with titles make one import; a sheet of another kind is named")
  func manySheets() throws {
    let month = [
      NumberedRow(1, [.text("Courses")]), NumberedRow(2, Samples.header),
      NumberedRow(3, Samples.cells()), NumberedRow(4, Samples.cells(course: "??")),
    ]
    let sheets = (1...12).map { (name: "Mois \($0)", rows: month) }
    let (result, unread) = RideSheetImport.read(
      sheets + [("Notes", [NumberedRow(1, [.text("hello")])])], roster: try Samples.roster(),
      gazetteer: Samples.gazetteer)
    #expect(result.rides.map(\.id) == Array(1...24))
    #expect(result.rides.last?.sheet == "Mois 12")
    #expect(result.rejects.map(\.sheet) == (1...12).map { "Mois \($0)" })
    #expect(unread.map(\.name) == ["Notes"])
    #expect(result.account.rows == 24)
    #expect(result.account.headingRows == 24)
    #expect(result.account.isBalanced)
  }

  @Test("a located ride is known to the rules of a day under its own number")
  func fleetRide() throws {
    let rides = try Samples.read([Samples.cells(schedule: .text("22.10.2025 07:00"))]).rides
    let back = rides[1].ride(usualDriver: 3)
    #expect(back.id == 2)
    #expect(back.direction == .return)
    #expect(!back.isConfirmed)
    #expect(back.isHospital)
    #expect(back.usualDriver == 3)
  }
}
