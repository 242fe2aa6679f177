import CivilTime
import FleetModel
import RideSheets
import TablesHarness
import Testing

@testable import Tabular

/// Ride sheets whose dates and times workbooks keep in other ways than as a date with a time.
@Suite struct WorkbookDatesTests {
  private static let formats = """
    <styleSheet \(StoredZip.main)><numFmts><numFmt numFmtId="165" formatCode="dd.mm.yyyy hh:mm"/>\
    <numFmt numFmtId="166" formatCode="hh:mm"/></numFmts>\
    <cellXfs><xf numFmtId="0"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>
    """

  /// Imports the workbook of one ride whose schedule is a cell's XML.
  private func imported(
    schedule: String, properties: String = "", more: String = ""
  ) throws -> RideImport {
    func text(_ text: String) -> String { "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>" }
    let header = RideColumn.allCases.map { text($0.rawValue) }.joined()
    let row =
      text("DUVALEX Anne") + schedule
      + [
        "A", "Carouge", "Anières", "Y.L",
      ].map(text).joined()
    let sheet = """
      <worksheet \(StoredZip.main)><sheetData><row r="1">\(header)</row><row r="2">\(row)</row>\
      </sheetData></worksheet>
      """
    let bytes = StoredZip.workbook(
      sheet: Array(sheet.utf8), styles: Array(Self.formats.utf8), properties: properties,
      more: more)
    let source = try TabularFile.open(bytes: bytes, name: "rides.xlsx").sheet(at: 0)
    var rows: [NumberedRow] = []
    try source.forEachRow { number, cells in
      rows.append(NumberedRow(number, cells))
      return true
    }
    return RideSheetImport.read(
      [(source.name, rows)], roster: try Samples.roster(), gazetteer: Samples.gazetteer
    ).result
  }

  private func expect(_ read: RideImport, at time: Int) throws {
    #expect(read.rejects.isEmpty)
    let ride = try #require(read.rides.first)
    #expect(ride.day.date == CivilDate(year: 2025, month: 11, day: 3))
    #expect(ride.scheduled == Minutes(time))
  }

  @Test("a workbook of 1904 has its rides on their days, also where a later program wrote it")
  func otherDateSystem() throws {
    let later = """
      <extLst><ext xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" \
      uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}"><x15:workbookPr chartTrackingRefBase="1"/>\
      </ext></extLst>
      """
    let schedule = "<c s=\"1\"><v>44502.33333333334</v></c>"
    for more in ["", later] {
      let read = try imported(schedule: schedule, properties: "date1904=\"1\"", more: more)
      try expect(read, at: 8 * 60)
    }
  }

  @Test("a full date of which only the hour is shown is the date and time")
  func shownInShort() throws {
    try expect(imported(schedule: "<c s=\"2\"><v>45964.33680555555</v></c>"), at: 8 * 60 + 5)
  }

  @Test("a date in ISO form with a fraction of a second is the date and time")
  func isoDate() throws {
    try expect(imported(schedule: "<c t=\"d\"><v>2025-11-03T07:30:00.000Z</v></c>"), at: 450)
  }

  @Test("an hour without a date stays a row set aside")
  func hourAlone() throws {
    let read = try imported(schedule: "<c s=\"2\"><v>0.3125</v></c>")
    #expect(read.rides.isEmpty)
    #expect(read.rejects.map(\.value) == ["07:30"])
  }
}
