import CivilTime
import FleetModel
import RideSheets
import Tabular
import Testing

@Suite("Rides that do not take place")
struct RideStatusTests {
  private static let header = Samples.header + [.text("Remarques"), .text("Statut")]

  private func read(_ rows: [[Cell]], under header: [Cell] = Self.header) throws -> RideImport {
    let numbered = ([header] + rows).enumerated().map { NumberedRow($0.offset + 1, $0.element) }
    return RideSheetImport.read(
      [("Feuil1", numbered)], roster: try Samples.roster(), gazetteer: Samples.gazetteer
    ).result
  }

  private func single(_ remark: String, _ status: String = "") throws -> RideImport {
    try read([
      Samples.cells(schedule: .text("03.11.2025 08:00"), course: "A") + [
        .text(remark), .text(status),
      ]
    ])
  }

  @Test(
    "a ride is cancelled by a status, by a remark that opens with it, and by a remark on the ride",
    arguments: [
      ("", "annulée"), ("", "Annulé"), ("", "no-show"), ("", "No show"), ("", "reporté"),
      ("", "annulée par la clinique le 2.11"), ("ANNULÉ", ""), ("ANNULÉ par le client", ""),
      ("course annulée", ""), ("Client absent", ""), ("reporté au 5", ""),
      ("tél. 022 000 00 00, annulé", ""), ("RDV annulé", ""), ("(annulée)", ""), ("annul.", ""),
      ("Anulé", ""), ("annullée par la famille", ""), ("à annuler", ""), ("merci d'annuler", ""),
      ("pas de transport", ""), ("", "non effectuée"), ("CXL", ""), ("course à supprimer", ""),
      ("reporté au 05.12", ""), ("le 3.11 annulé", ""),
    ])
  func cancelled(remark: String, status: String) throws {
    let result = try single(remark, status)
    #expect(result.rides.map(\.status) == [.cancelled])
    #expect(result.account.cancelledRows == 1 && result.account.cancelledRides == 1)
    #expect(result.account.rideRows == 0 && result.account.isBalanced)
    #expect(result.findings.map(\.kind) == [.cancelledRide])
  }

  @Test(
    "a cancellation among other words, or one that is hedged, leaves the ride planned and is told",
    arguments: [
      ("le retour de la semaine passée fut annulé", ""), ("annulé ?", ""),
      ("annulation possible", ""),
      ("frais d'annulation à facturer", ""), ("", "annulée puis confirmée"),
      ("peut être annulé jusqu'à midi", ""), ("annulation refusée", ""), ("annulé par erreur", ""),
      ("annulé puis remis", ""), ("annulation annulée", ""), ("remplace M. X (annulé)", ""),
      ("reporté à 09:30", ""), ("reporté du 01.11", ""), ("annulé", "confirmé"),
      ("maintenu", "annulé"), ("déplacé", ""), ("ne vient pas", ""), ("hospitalisé", ""),
      ("absent", ""), ("pas venu", ""), ("refusé", ""), ("n'a pas ouvert", ""), ("STOP", ""),
      ("retour par ses propres moyens", ""), ("pas de retour", ""), ("seulement aller", ""),
      ("course à vide", ""), ("pris en charge par la famille", ""), ("retour annulé", ""),
      ("annulation du chauffeur habituel, prendre Yannis", ""),
      ("client absent hier, nouvel essai", ""), ("reporté au 03.11", ""),
      ("le 2.11 annulé", ""), ("course du 01.11.2025 annulée", ""),
    ])
  func doubtful(remark: String, status: String) throws {
    let result = try single(remark, status)
    #expect(result.rides.map(\.status) == [.planned])
    #expect(result.findings.map(\.kind) == [.markedCancelled])
    #expect(result.account.isBalanced)
  }

  @Test(
    "what denies a cancellation or speaks of something else says nothing",
    arguments: [
      "non annulé", "annulation : non", "pas annulé", "reporter les clés", "avec sa fille",
    ])
  func silent(remark: String) throws {
    let result = try single(remark)
    #expect(result.rides.map(\.status) == [.planned])
    #expect(result.findings.isEmpty)
  }

  @Test(
    "a ride that was driven is done, one to come is planned, and any other status is told",
    arguments: [
      ("effectuée", RideStatus.done, []), ("Fait", .done, []), ("terminé", .done, []),
      ("confirmée", .planned, []), ("prévue", .planned, []), ("", .planned, []),
      ("pas effectuée", .cancelled, [SourceFinding.Kind.cancelledRide]),
      ("en attente", .planned, [.unclearStatus]), ("X3", .planned, [.unclearStatus]),
    ] as [(String, RideStatus, [SourceFinding.Kind])])
  func statuses(text: String, status: RideStatus, findings: [SourceFinding.Kind]) throws {
    let result = try single("", text)
    #expect(result.rides.map(\.status) == [status])
    #expect(result.findings.map(\.kind) == findings)
  }

  @Test("a client may be called as a word that puts rides off, and nobody is called annulé")
  func clientNames() throws {
    func status(_ client: String) throws -> [RideStatus] {
      let schedule = Cell.text("03.11.2025 08:00")
      let row = Samples.cells(client: client, schedule: schedule, course: "A")
      return try read([row + [.empty, .empty]]).rides.map(\.status)
    }
    #expect(try status("REPORTE Jean") == [.planned])
    #expect(try status("DUPONT Anne ANNULÉ") == [.cancelled])
  }

  @Test("a row that one cell cancels is not said to be planned because of another")
  func oneWord() throws {
    let result = try single("peut-être reporté", "annulé")
    #expect(result.rides.map(\.status) == [.cancelled])
    #expect(result.findings.map(\.kind) == [.cancelledRide])
  }

  @Test("of a round trip one ride alone may be cancelled, and the row counts as one with rides")
  func oneLeg() throws {
    let result = try read([
      Samples.cells() + [.text("retour annulé"), .empty],
      Samples.cells() + [.text("aller annulé"), .empty],
      Samples.cells() + [.text("aller-retour annulé"), .empty],
      Samples.cells() + [.text("retour: annulé"), .empty],
      Samples.cells() + [.text("annulé au retour"), .empty],
      Samples.cells() + [.text("aller annulé retour ok"), .empty],
      Samples.cells() + [.text("client absent au retour"), .text("effectuée")],
    ])
    #expect(
      result.rides.map(\.status) == [
        .planned, .cancelled, .cancelled, .planned, .cancelled, .cancelled, .planned, .cancelled,
        .planned, .cancelled, .cancelled, .planned, .done, .cancelled,
      ])
    #expect(result.account.rideRows == 6 && result.account.cancelledRows == 1)
    #expect(result.account.cancelledRides == 8 && result.account.isBalanced)
  }

  @Test("a cancellation in a cell of the ride itself leaves the rest of the cell to be read")
  func inOwnCells() throws {
    let result = try read([
      Samples.cells(
        client: "DUPONT Anne - ANNULÉ", schedule: .text("03.11.2025 08:00"), course: "A"),
      Samples.cells(schedule: .text("03.11.2025 08:00 annulé"), course: "A"),
      Samples.cells(schedule: .text("03.11.2025 08:00"), course: "annulé"),
      Samples.cells(schedule: .text("03.11.2025 08:00"), course: "A", driver: "annulé"),
    ])
    #expect(result.rejects.isEmpty)
    #expect(result.rides.map(\.status) == [.cancelled, .cancelled, .cancelled, .cancelled])
    #expect(Set(result.findings.map(\.kind)) == [.cancelledRide])
  }

  @Test("a mark in a column of cancellations cancels, and a no or nothing does not")
  func markColumn() throws {
    let header = Samples.header + [.text("Annulé")]
    let marks: [(Cell, RideStatus)] = [
      (.text("x"), .cancelled), (.text("oui"), .cancelled), (.text("✓"), .cancelled),
      (.number(1), .cancelled), (.boolean(true), .cancelled), (.text("non"), .planned),
      (.empty, .planned), (.text("-"), .planned), (.text("oui ?"), .planned),
    ]
    let result = try read(
      marks.map { Samples.cells(schedule: .text("03.11.2025 08:00"), course: "A") + [$0.0] },
      under: header)
    #expect(result.rides.map(\.status) == marks.map(\.1))
  }

  @Test(
    "columns about cancelled and driven rides are known by their headers, and no mark is passed over"
  )
  func furtherMarkColumns() throws {
    let marks: [(String, Cell, RideStatus, Bool)] = [
      ("Annul.", .text("x"), .cancelled, true), ("Supprimé", .text("oui"), .cancelled, true),
      (
        "Date d'annulation",
        .date(try #require(CivilDate(year: 2025, month: 11, day: 2)), time: nil),
        .cancelled, true
      ),
      ("Motif d'annulation", .text("météo"), .planned, true),
      ("Absent", .text("non"), .planned, false),
      ("Effectuée", .text("x"), .done, false), ("Effectuée", .text("non"), .planned, true),
      ("Présent", .text("non"), .planned, true), ("Confirmé", .text("oui"), .planned, false),
    ]
    for (header, mark, status, isTold) in marks {
      let result = try read(
        [Samples.cells(schedule: .text("03.11.2025 08:00"), course: "A") + [mark]],
        under: Samples.header + [.text(header)])
      #expect(result.rides.map(\.status) == [status], "\(header) \(mark)")
      #expect(result.findings.isEmpty != isTold, "\(header) \(mark)")
    }
  }

  @Test(
    "a sheet and a section that speak of cancelled rides, far dates and second columns are told")
  func told() throws {
    let cells = Samples.cells(schedule: .text("03.11.2025 08:00"), course: "A")
    let header = Samples.header + [.text("Chauffeur"), .text("Heure retour")]
    let rows = [
      header, cells, [.text("COURSES ANNULÉES")],
      Samples.cells(client: "MARTIN", schedule: .text("04.11.2025 08:00"), course: "A"),
      Samples.cells(client: "NEUX", schedule: .text("04.11.2052 08:00"), course: "A"),
    ]
    let result = RideSheetImport.read(
      [("Archive annulées", rows.enumerated().map { NumberedRow($0 + 1, $1) })],
      roster: try Samples.roster(), gazetteer: Samples.gazetteer
    ).result
    #expect(
      result.findings.map(\.kind) == [
        .secondColumn, .secondColumn, .markedCancelled, .markedCancelled, .farDate,
      ])
    #expect(result.findings.map(\.row) == [1, 1, 0, 3, 5])
    #expect(result.rides.count == 3 && result.rejects.isEmpty && result.account.isBalanced)
  }

  @Test("a row that is struck through is cancelled; a struck cell alone is told")
  func struck() throws {
    let cells = Samples.cells(schedule: .text("03.11.2025 08:00"), course: "A")
    let rows = [
      NumberedRow(1, Samples.header), NumberedRow(2, cells, struck: [0, 1, 2, 3, 4, 5]),
      NumberedRow(3, cells, struck: [5]), NumberedRow(4, cells),
    ]
    let result = RideSheetImport.read(
      [("Feuil1", rows)], roster: try Samples.roster(), gazetteer: Samples.gazetteer
    ).result
    #expect(result.rides.map(\.status) == [.cancelled, .planned, .planned])
    #expect(result.findings.map(\.kind) == [.cancelledRide, .markedCancelled, .doubledRide])
    #expect(result.findings.map(\.row) == [2, 3, 4])
  }

  @Test("a text that is struck through in part is told, and its ride planned")
  func partlyStruck() throws {
    let cells = Samples.cells(schedule: .text("03.11.2025 08:00"), course: "A")
    let rows = [
      NumberedRow(1, Samples.header),
      NumberedRow(2, cells, marks: RowMarks(partlyStruckColumns: [5])),
    ]
    let result = RideSheetImport.read(
      [("Feuil1", rows)], roster: try Samples.roster(), gazetteer: Samples.gazetteer
    ).result
    #expect(result.rides.map(\.status) == [.planned])
    #expect(result.findings.map(\.kind) == [.markedCancelled])
  }

  @Test("rows of totals are counted as such, and rides with that word are none")
  func totals() throws {
    let result = try read([
      Samples.cells(),
      [.text("Total"), .empty, .number(53)],
      [.text("Sous-total semaine 1"), .text("12 courses")],
      Samples.cells(client: "TOTAL Jean"),
    ])
    #expect(result.account.totalRows == 1)
    #expect(result.rides.count == 4 && result.account.isBalanced)
  }

  @Test("what a sheet has beside the six columns is kept under its headers")
  func furtherColumns() throws {
    let header = [.text("Prix CHF")] + Samples.header + [.text("Étage"), .text("Prix CHF"), .empty]
    let result = try read(
      [
        [.number(45.5)] + Samples.cells() + [.text("3e"), .number(12), .text("sans titre")],
        [.empty] + Samples.cells(course: "A", driver: "D.D") + [.empty, .empty],
      ], under: header)
    #expect(result.extraColumns == ["Prix CHF", "Étage", "Prix CHF"])
    #expect(
      result.rides.map(\.extra) == [
        [.real(45.5), .text("3e"), .integer(12)], [.real(45.5), .text("3e"), .integer(12)], [],
      ])
  }

  @Test("further columns of several tables meet under their headers, in whatever order")
  func furtherColumnsOfTables() throws {
    let cells = Samples.cells(schedule: .text("03.11.2025 08:00"), course: "A")
    let result = try read(
      [
        cells + [.text("a"), .text("b")], Samples.header + [.text("Tél"), .text("remarques")],
        cells + [.text("t"), .text("r")],
      ], under: Samples.header + [.text("Remarques"), .text("Étage")])
    #expect(result.extraColumns == ["Remarques", "Étage", "Tél"])
    #expect(
      result.rides.map(\.extra) == [
        [.text("a"), .text("b")], [.text("r"), .none, .text("t")],
      ])
  }
}
