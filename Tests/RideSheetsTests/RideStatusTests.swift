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
      ("tél. 022 000 00 00, annulé", ""), ("RDV annulé", ""), ("(annulée)", ""),
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
      ("peut être annulé jusqu'à midi", ""),
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
      ("pas effectuée", .planned, [SourceFinding.Kind.unclearStatus]),
      ("en attente", .planned, [.unclearStatus]), ("X3", .planned, [.unclearStatus]),
    ] as [(String, RideStatus, [SourceFinding.Kind])])
  func statuses(text: String, status: RideStatus, findings: [SourceFinding.Kind]) throws {
    let result = try single("", text)
    #expect(result.rides.map(\.status) == [status])
    #expect(result.findings.map(\.kind) == findings)
  }

  @Test("of a round trip one ride alone may be cancelled, and the row counts as one with rides")
  func oneLeg() throws {
    let result = try read([
      Samples.cells() + [.text("retour annulé"), .empty],
      Samples.cells() + [.text("aller annulé"), .empty],
      Samples.cells() + [.text("aller-retour annulé"), .empty],
    ])
    #expect(
      result.rides.map(\.status) == [
        .planned, .cancelled, .cancelled, .planned, .cancelled, .cancelled,
      ])
    #expect(result.account.rideRows == 2 && result.account.cancelledRows == 1)
    #expect(result.account.cancelledRides == 4 && result.account.isBalanced)
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
