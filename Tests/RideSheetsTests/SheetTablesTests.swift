import CivilTime
import FleetModel
import RideSheets
import Tabular
import Testing

@Suite("Tables, headers and statuses of a sheet")
struct SheetTablesTests {
  private let row = [
    "SECONDX Paul", "03.11.2025 09:00", "A", Samples.clinic, Samples.hospital, "G.B",
  ]
  private let plain = RideColumn.allCases.map(\.rawValue)

  private func cells(_ texts: [String]) -> [Cell] {
    texts.map { $0.isEmpty ? .empty : .text($0) }
  }

  private func read(_ rows: [[Cell]]) throws -> RideImport {
    let numbered = rows.enumerated().map { NumberedRow($0.offset + 1, $0.element) }
    let read = RideSheetImport.read(
      [("Feuil1", numbered)], roster: try Samples.roster(), gazetteer: Samples.gazetteer)
    #expect(read.unread.isEmpty)
    #expect(read.result.account.isBalanced)
    return read.result
  }

  private func read(_ rows: [[String]]) throws -> RideImport { try read(rows.map(cells)) }

  @Test("a second table is read by its own heading, in its own order of columns")
  func secondTable() throws {
    let swapped = [plain[0], plain[1], plain[2], plain[4], plain[3], plain[5]]
    let other = [row[0], row[1], row[2], row[4], row[3], row[5]]
    let result = try read([plain, row, [], [], swapped, other, plain, row])
    #expect(result.rides.map(\.pickup.placeName) == Array(repeating: "Clinique du Lac", count: 3))
    #expect(result.rejects.isEmpty)
    #expect(result.account.headingRows == 3)
  }

  @Test("a sheet whose columns all have other offices' headers is read, in any order of them")
  func foreignHeaders() throws {
    let header = [
      "Nom", "Prénom", "Date", "Heure", "Sens", "Départ", "Destination", "Chauffeur",
    ]
    let row = [
      "SECONDX", "Paul", "03.11.2025", "09:00", "Aller", Samples.clinic, Samples.hospital, "G.B",
    ]
    for turn in 0..<header.count {
      func turned(_ texts: [String]) -> [String] { Array(texts[turn...] + texts[..<turn]) }
      let result = try read([turned(header), turned(row)])
      #expect(result.rides.map(\.client) == ["SECONDX Paul"], "turn \(turn)")
      #expect(result.rides.map(\.driver) == ["Giuseppe"])
      #expect(result.rejects.isEmpty && result.extraColumns.isEmpty)
    }
  }

  @Test("a table of this program's own columns is no ride sheet, nor nearly one")
  func ownColumns() {
    let names = ["ride", "date", "time", "driver", "client", "pickup", "dropoff", "km"]
    #expect(RideSheet.recognise(header: NumberedRow(1, cells(names))) == .other)
  }

  @Test("a mark under Annulé with a remark that names one ride cancels that one, and says so")
  func narrowedCancellation() throws {
    let header = plain + ["Annulé", "Remarques"]
    let trip = [row[0], "03.11.2025 09:00 11:00", "A/R"] + row[3...]
    let result = try read([header, trip + ["x", "retour"], trip + ["x", ""]])
    #expect(
      result.rides.map(\.status) == [.planned, .cancelled, .cancelled, .cancelled])
    #expect(
      result.findings.first { $0.kind == .cancelledRide }?.detail
        == "'x' cancels the ride back, which a remark names: kept as cancelled, and not planned")
  }

  @Test("letters that are written apart are a word, and a few initials are none")
  func spacedLetters() throws {
    let header = plain + ["Remarques"]
    let result = try read([header, row + ["a n n u l é"], row + ["A B C D"]])
    #expect(result.rides.map(\.status) == [.cancelled, .planned])
  }

  @Test("a reject names the header as the sheet has it, and of two columns the one to blame")
  func ownHeader() throws {
    let header = ["Nom", "Date", "Heure", "Course", "Départ", "Destination", "Chauffeur"]
    let rest = ["A", Samples.clinic, Samples.hospital, "G.B"]
    let result = try read([
      header, ["X", "03.11.2025", "bientôt"] + rest, ["X", "32.11.2025", "09:00"] + rest,
    ])
    #expect(result.rejects.map(\.column) == ["Heure", "Date"])
    #expect(result.rejects.map(\.value) == ["bientôt", "32.11.2025"])
  }

  @Test("rides of several files name theirs, and a column of that name stays its own")
  func severalFiles() throws {
    let layout = RideSheet.recognise(header: NumberedRow(1, cells(plain + ["File"])))
    guard case .rideSheet(let layout) = layout else {
      Issue.record("the header is not a ride sheet's")
      return
    }
    var reading = RideSheetImport(roster: try Samples.roster(), gazetteer: Samples.gazetteer)
    var accounts: [ImportAccount] = []
    for file in ["a", "b"] {
      let before = reading.result.account
      reading.begin(file: file)
      reading.read(NumberedRow(2, cells(row + ["F7"])), sheet: file, layout: layout)
      reading.read(NumberedRow(4, cells(["?", "?"])), sheet: file, layout: layout)
      accounts.append(reading.account(since: before))
    }
    reading.finish()
    #expect(reading.result.extraColumns == ["file", "File"])
    #expect(
      reading.result.rides.map(\.extra) == [
        [.text("a"), .text("F7")], [.text("b"), .text("F7")],
      ])
    #expect(accounts[0] == accounts[1])
    #expect(accounts.allSatisfy { $0.isBalanced && $0.rows == 3 && $0.blankRows == 1 })
    #expect(reading.result.findings.contains { $0.kind == .doubledRide })
  }

  @Test("the rows of a second table whose heading lacks a column are rejected with it")
  func secondTableLacks() throws {
    let result = try read([plain, row, plain.dropLast() + ["Tournée"], row, []])
    #expect(result.rides.map(\.row) == [2])
    #expect(result.rejects.map(\.row) == [4])
    #expect(
      result.rejects.first?.reason
        == "it stands under the heading of row 3, but it lacks 'CFT'")
    #expect(result.account.blankRows == 1)
  }

  @Test("a second table beside the first is told, not passed over")
  func tableBeside() throws {
    let result = try read([plain + [""] + plain, row + [""] + row])
    #expect(result.rides.count == 1)
    #expect(result.findings.map(\.kind) == [.tableBeside])
    #expect(result.findings.first?.column == "column H")
  }

  @Test("the client of the row last read is told, of a second table and a rejected row too")
  func lastClient() throws {
    let swapped = [plain[1], plain[0]] + plain.dropFirst(2)
    let other = ["?", "SECONDX Paul"] + row.dropFirst(2)
    guard case .rideSheet(let layout) = RideSheet.recognise(header: NumberedRow(1, cells(plain)))
    else {
      Issue.record("not recognised")
      return
    }
    var reading = RideSheetImport(roster: try Samples.roster(), gazetteer: Samples.gazetteer)
    var clients: [String?] = []
    for (index, line) in [plain, row, [], swapped, other].enumerated() {
      reading.read(NumberedRow(index + 1, cells(line)), sheet: "Feuil1", layout: layout)
      clients.append(reading.lastClient)
    }
    #expect(clients == [nil, "SECONDX Paul", nil, nil, "SECONDX Paul"])
    #expect(reading.result.rejects.map(\.row) == [5])
  }

  @Test("a cell that repeats its words without end is read in no time")
  func endless() throws {
    let texts = [
      "fauteuil ", "sans de ", "fr, ", "pas fauteuil de ", "annulé ", "? ", "fauteuil? ",
    ]
    for text in texts {
      let remark = String(repeating: text, count: 8_000)
      let started = ContinuousClock.now
      _ = try read([plain + ["Remarques", "TPMR"], row + [remark, remark]])
      #expect(ContinuousClock.now - started < .seconds(10), "\(text)")
    }
  }

  @Test("a title above the header is passed over, a ride there is rejected")
  func above() throws {
    let result = try read([["Transports XY"], ["Semaine 45", "du 03.11.2025"], row, plain, row])
    #expect(result.rides.map(\.row) == [5])
    #expect(result.rejects.map(\.row) == [3])
    #expect(result.rejects.first?.reason.hasPrefix("it stands above the header in row 4") == true)
  }

  @Test("a table under a header that nobody knows is not lost above one that is known")
  func unknownAbove() throws {
    let other = ["Qui", "Quand", "D'où", "Vers où", "Par qui"]
    let own = ["ALPHAX Anne", "lundi matin", "Meyrin", "Carouge", "Y.L"]
    let result = try read([other, own, own, [], plain, row])
    #expect(result.rides.map(\.row) == [6])
    #expect(result.rejects.map(\.row) == [1, 2, 3])
    #expect(result.account.isBalanced)
  }

  @Test("names and given names, dates and times may stand apart")
  func apart() throws {
    let header = [
      "Nom", "Prénom", "Date", "Heure", "Heure retour", "Course", "Départ", "Arrivée", "Chauffeur",
    ]
    func line(_ date: Cell, _ time: Cell, _ back: Cell, _ course: String) -> [Cell] {
      cells(["DUPONT", "Anne"]) + [date, time, back]
        + cells([course, Samples.clinic, Samples.hospital, "Giuseppe"])
    }
    let day = try #require(CivilDate(year: 2025, month: 11, day: 3))
    let result = try read([
      cells(header), line(.text("03.11.2025"), .text("08:00"), .text("09:30"), "A/R"),
      line(.date(day, time: nil), .number(0.375), .empty, "A"),
      line(.date(day, time: .zero), .date(day, time: Minutes(600)), .empty, "A"),
      line(.text("lundi 3.11.25"), .empty, .text("10:00"), "A/R"),
      line(.text("03.11.2025"), .empty, .empty, "A"),
    ])
    #expect(result.rides.map(\.scheduled.clock) == ["08:00", "09:30", "09:00", "10:00"])
    #expect(result.rides.allSatisfy { $0.client == "DUPONT Anne" && $0.day.date == day })
    #expect(result.rides.allSatisfy { $0.driver == "Giuseppe" })
    #expect(
      result.rejects.map(\.reason) == [
        "'retour' is neither a date nor a time", "the date has no time",
      ])
  }

  @Test("a column of weekdays contradicts the date beside it")
  func weekdays() throws {
    let header = ["Jour", "Date", "Horaire"] + [plain[0]] + plain.dropFirst(2)
    let rest = [row[0]] + row.dropFirst(2)
    let result = try read([
      header, ["lundi", "03.11.2025", "08:00"] + rest, ["mardi", "03.11.2025", "08:00"] + rest,
      ["férié", "03.11.2025", "08:00"] + rest,
    ])
    #expect(result.rides.count == 3)
    let found = result.findings.filter { $0.kind != .doubledRide }
    #expect(found.map(\.kind) == [.weekdayContradicts])
    #expect(found.map(\.row) == [3])
  }

  @Test(
    "two drivers stand between marks and words of every kind",
    arguments: [
      "Y.L/G.B", "Y.L + G.B", "YL+GB", "Y.L, G.B", "YL,GB", "Y.L & G.B", "Y.L et G.B",
      "Y.L ; G.B", "Y.L - G.B", "Y.L → G.B", "Yannis et Giuseppe", "Lambelet / Giuseppe",
      "Y. Lambelet + G.B", "M. Lambelet, Giuseppe",
    ])
  func twoDrivers(text: String) throws {
    let result = try Samples.read([Samples.cells(driver: text)])
    #expect(result.rides.map(\.driver) == ["Yannis", "Giuseppe"])
    #expect(result.findings.isEmpty)
  }

  @Test(
    "one driver is known by initials and by names in any common form",
    arguments: [
      "Y.L", "Y,L", "Yannis", "LAMBELET", "Yannis Lambelet", "Lambelet, Yannis", "Y. Lambelet",
      "Lambelet Y.", "Yannis L.", "M. Lambelet", "Chauffeur Yannis", "yannis\u{200b}", "Y.L/Yannis",
    ])
  func oneDriver(text: String) throws {
    let result = try Samples.read([Samples.cells(driver: text)])
    #expect(result.rides.map(\.driver) == ["Yannis", "Yannis"])
    #expect(result.findings.isEmpty)
  }

  @Test(
    "what does not surely name a driver names nobody, and is told",
    arguments: [
      "Y.L, malade", "Y.L (remplace G.B)", "Y.L ?", "Y.L ou G.B", "Y.L + G.B + D.D", "Yanis",
    ])
  func nobody(text: String) throws {
    let result = try Samples.read([Samples.cells(driver: text)])
    #expect(result.rides.map(\.driver) == [nil, nil])
    #expect(result.findings.map(\.kind) == [.unknownInitials])
  }
}
