import CivilTime
import TablesHarness
import Testing

@testable import Tabular

@Suite struct WorkbookTests {
  @Test("formats that change a number's meaning within a column are said, titles left aside")
  func mixedFormats() throws {
    let styles = """
      <numFmts><numFmt numFmtId="170" formatCode="#,##0.00\\ [$€-407]"/>\
      <numFmt numFmtId="171" formatCode="&quot;CHF&quot;\\ #,##0.00"/></numFmts><cellXfs>\
      <xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>
      """
    var rows = """
      <row r="1"><c s="1"><v>1</v></c></row><row r="2"><c t="str"><v>taux</v></c>\
      <c t="str"><v>prix</v></c><c t="str"><v>part</v></c><c t="str"><v>km</v></c></row>
      """
    for row in 3...60 {
      let percent = row >= 50 ? 1 : 0
      let currency = row >= 40 ? 3 : 2
      rows += """
        <row r="\(row)"><c s="\(percent)"><v>0.5</v></c><c s="\(currency)"><v>9</v></c>\
        <c s="1"><v>0.25</v></c><c><v>7</v></c></row>
        """
    }
    let reading = try workbook(rows, styles: styles).sheet(at: 0).typed().reading
    #expect(
      reading.notes == [
        "taux: some numbers have a percent format (first in row 50), some none (first in row 3)",
        "prix: several currencies by format, EUR (first in row 3), CHF (first in row 40)",
      ])
  }

  @Test("every kind of cell is read, at the place that its reference names")
  func kinds() throws {
    let file = try workbook(
      """
      <row r="2" spans="1:3"><c r="B2" t="s"><v>1</v></c><c r="D2" t="inlineStr"><is><r><t>in</t></r>\
      <rPh sb="0" eb="1"><t>no</t></rPh><r><t xml:space="preserve"> line</t></r></is></c></row>
      <row r="5"><c r="A5"><v>12.5</v></c><c r="B5" t="b"><v>1</v></c><c r="C5" t="e"><v>#N/A</v></c>\
      <c t="str"><f>A1&amp;"x"</f><v>x&lt;y</v></c><c r="F5"/><c r="G5" t="s"><v>0</v></c>\
      <c r="H5"><f>1+1</f></c></row>
      <row><c><v>1E-3</v></c></row>
      """,
      shared: """
        <si><t>_x0041_b_x000D_</t></si><si><r><rPr><b/></rPr><t>ri</t></r><r><t>ch</t></r>\
        <rPh sb="0" eb="1"><t>hint</t></rPh></si>
        """)
    var numbers: [Int] = []
    try file.sheet(at: 0).forEachRow { row, _ in
      numbers.append(row)
      return true
    }
    #expect(numbers == [2, 5, 6])
    #expect(
      try rows(file) == [
        [.empty, .text("rich"), .empty, .text("in line")],
        [
          .number(12.5), .boolean(true), .error("#N/A"), .text("x<y"), .empty, .empty,
          .text("Ab\r"),
        ],
        [.number(0.001)],
      ])
  }

  static let styles = """
    <numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/>\
    <numFmt numFmtId="165" formatCode="0.0&quot; days&quot;"/>\
    <numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts>\
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
    <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/>\
    <xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>
    """

  @Test(
    "a number's format makes it a date, in either date system",
    arguments: [
      ("45952", 1, "", "2025-10-22", "a built-in date"),
      ("45952.3125", 1, "", "2025-10-22T07:30", "a date format over a date with a time"),
      ("45952.3125", 2, "", "2025-10-22T07:30", "a built-in date-time"),
      ("45952.999999", 4, "", "2025-10-23T00:00", "rounded over midnight"),
      ("0.3125", 3, "", "07:30", "a time of day"),
      ("0.3125", 4, "", "07:30", "a day of zero is a time alone"),
      ("1.25", 6, "", "30:00", "elapsed time"),
      ("12.5", 5, "", "12.5", "a letter d in quotes"),
      ("12", 0, "", "12", "no date"),
      ("1", 1, "", "1900-01-01", "the first day"),
      ("59", 1, "", "1900-02-28", "before the day that never was"),
      ("60", 1, "", "60", "the day that never was"),
      ("61", 1, "", "1900-03-01", "after the day that never was"),
      ("0", 1, "date1904=\"1\"", "1904-01-01", "the other system's first day"),
      ("44490", 1, "date1904=\"true\"", "2025-10-22", "the other system"),
      ("2958465", 1, "", "9999-12-31", "the last day"),
      ("2958466", 1, "", "2958466", "beyond the last day"),
      ("-1", 1, "", "-1", "before the first day"),
      ("1e300", 2, "", "1e+300", "far beyond"),
    ])
  func dates(value: String, style: Int, system: String, expected: String, reason: String) throws {
    let file = try workbook(
      "<row r=\"1\"><c t=\"str\"><v>h</v></c></row><row r=\"2\"><c s=\"\(style)\"><v>\(value)</v></c></row>",
      styles: Self.styles, properties: system)
    let read = try ReadTable(file.sheet(at: 0).typed())
    let text =
      switch read.rows.first?.first {
      case .text(let text): text
      case .integer(let value): "\(value)"
      case .real(let value): RoundTripNumber.text(value)
      default: "nothing"
      }
    #expect(text == expected, "\(reason)")
  }

  @Test(
    "a custom format's tokens tell days and times from numbers",
    arguments: [
      ("dd.mm.yyyy", NumberKind.date), ("[$-407]d. mmmm yyyy;@", .date), ("mmm-yy", .date),
      ("mmmm", .date), ("hh:mm", .clock), ("[hh]:mm:ss", .elapsed), ("mm:ss.0", .clock),
      ("h:mm AM/PM", .clock), ("yyyy-mm-dd\\Thh:mm", .datetime), ("0.00", .number),
      ("General", .number), ("#,##0 \"kg/day\"", .number), ("[Red]0;[Blue]-0", .number),
      ("0\\d", .number), ("_d0", .number), ("@", .number), ("0.00E+00", .number),
      ("0;yyyy", .number), ("\"", .number), ("[", .number), ("", .number), ("\\", .number),
    ])
  func formats(format: String, kind: NumberKind) {
    #expect(NumberKind(format: format) == kind, "\(format)")
  }

  @Test("a typed sheet mixes its cells to the type that fits all")
  func typed() throws {
    let file = try workbook(
      """
      <row r="3"><c r="B3" t="str"><v> n </v></c><c r="C3" t="str"><v>d</v></c>\
      <c r="D3" t="str"><v>m</v></c></row>
      <row r="4"><c r="B4"><v>1</v></c><c r="C4" s="1"><v>45952</v></c><c r="D4"><v>1</v></c></row>
      <row r="6"><c r="B6"><v>2.5</v></c><c r="C6" t="str"><v>2025-10-23</v></c>\
      <c r="D6" t="str"><v>x</v></c><c r="E6" t="b"><v>0</v></c></row>
      """, styles: Self.styles)
    let read = try ReadTable(file.sheet(at: 0).typed())
    #expect(read.names == ["column_1", "n", "d", "m", "column_5"])
    #expect(read.types == [.text, .real, .date, .text, .boolean])
    #expect(
      read.rows == [
        [.null, .real(1), .text("2025-10-22"), .text("1"), .null],
        [.null, .real(2.5), .text("2025-10-23"), .text("x"), .integer(0)],
      ])
  }

  @Test("long texts and rows that straddle the pieces of the file are whole")
  func straddling() throws {
    var xml = "<row r=\"1\"><c t=\"str\"><v>a</v></c><c t=\"str\"><v>b</v></c></row>"
    for row in 2..<6_000 {
      let text = String(repeating: "é", count: row % 97)
      xml += "<row r=\"\(row)\"><c t=\"str\"><v>t\(row)\(text)</v></c><c><v>\(row)</v></c></row>"
    }
    let read = try ReadTable(workbook(xml).sheet(at: 0).typed())
    #expect(read.rows.count == 5_998)
    for (index, row) in read.rows.enumerated() {
      let number = index + 2
      let text = String(repeating: "é", count: number % 97)
      #expect(row == [.text("t\(number)\(text)"), .integer(Int64(number))])
    }
  }

  @Test(
    "a sheet that contradicts itself is refused with the reason",
    arguments: [
      ("<row r=\"2\"/><row r=\"1\"/>", "a row is numbered 1 after row 2"),
      ("<row r=\"9999999\"/>", "a row is numbered 9999999 after row 0"),
      ("<row r=\"x\"/>", "a row is numbered x after row 0"),
      ("<row r=\"1\"/><row r=\"99999999999\"/>", "a row is numbered 99999999999 after row 1"),
      ("<row r=\"-1\"/>", "a row is numbered -1 after row 0"),
      (
        "<row r=\"1234567890123456789012345\"/>",
        "a row is numbered 123456789012345678901234… after row 0"
      ),
      ("<row r=\"1\"><c r=\"ZZZ1\"><v>1</v></c></row>", "there is no cell ZZZ1"),
      ("<row r=\"1\"><c r=\"1\"><v>1</v></c></row>", "there is no cell 1"),
      (
        "<row r=\"1\"><c t=\"s\"><v>7</v></c></row>",
        "a cell refers to a shared text that does not exist"
      ),
      (
        "<row r=\"1\"><c t=\"s\"><v>-1</v></c></row>",
        "a cell refers to a shared text that does not exist"
      ),
    ])
  func contradictions(xml: String, message: String) {
    let error = #expect(throws: TabularError.self) {
      _ = try ReadTable(workbook(xml).sheet(at: 0).typed())
    }
    #expect(error?.message == message)
    #expect(error?.sheet == "Feuil1")
  }

  @Test("a claimed dimension is not trusted, and the last column is usable")
  func dimension() throws {
    let sheet = """
      <worksheet \(StoredZip.main)><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576">\
      <v>1</v></c></row></sheetData></worksheet>
      """
    let bytes = StoredZip.workbook(sheet: Array(sheet.utf8))
    let file = try TabularFile.open(bytes: bytes, name: "t.xlsx")
    let read = try rows(file)
    #expect(read.count == 1)
    #expect(read.first?.count == 16_384)
    #expect(failure(bytes, "t.xlsx")?.code == .tooLarge)
  }

  @Test("entity expansion is refused before anything expands")
  func entities() throws {
    let sheet = """
      <!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
      <worksheet \(StoredZip.main)><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>
      """
    let error = try #require(
      failure(StoredZip.workbook(sheet: Array(sheet.utf8)), "t.xlsx"))
    #expect(error.code == .malformed)
    #expect(error.message.contains("declares a document type"))
  }

  @Test("a part that inflates beyond the allowed ratio is refused, whatever it claims")
  func bomb() throws {
    let file = ScratchFile("bomb.xlsx")
    let writer = try WorkbookWriter(path: file.path)
    try writer.addSheet("Feuil1")
    let formula = "=\"" + String(repeating: "a", count: 8_000) + "\""
    for row in 0..<2_200 {
      try writer.write([.number(Double(row))])
      try writer.writeFormula(formula, value: 1, column: 1)
    }
    try writer.close()
    let sheet = try TabularFile.open(file.path).sheet(at: 0)
    let error = #expect(throws: TabularError.self) { try sheet.typed() }
    #expect(error?.code == .tooLarge)
    #expect(error?.message.contains("inflates to more than") == true)
  }

  @Test("an encrypted sheet is told as encrypted")
  func encrypted() throws {
    let error = try #require(failure(StoredZip.workbook(flags: 1), "t.xlsx"))
    #expect(error.code == .encrypted)
  }

  @Test("a row of nothing but empty texts is no row")
  func emptyTexts() throws {
    let file = try workbook(
      """
      <row r="1"><c t="str"><v>a</v></c></row><row r="2"><c t="s"><v>0</v></c>\
      <c t="inlineStr"><is><t></t></is></c><c s="3"/></row><row r="3"><c><v>1</v></c></row>
      """, shared: "<si><t/></si>")
    #expect(try ReadTable(file.sheet(at: 0).typed()).rows == [[.integer(1)]])
    #expect(try rows(file).count == 2)
  }

  @Test("an empty sheet has no rows, and no table")
  func emptySheet() throws {
    let file = try workbook("")
    #expect(try rows(file).isEmpty)
    #expect(failure(StoredZip.workbook(), "t.xlsx")?.code == .noTable)
  }

  @Test("sheets are found by name, exactly first and then without case")
  func names() throws {
    let file = try workbook("<row><c><v>1</v></c></row>")
    #expect(file.sheet(named: "feuil1")?.name == "Feuil1")
    #expect(file.sheet(named: "Feuil2") == nil)
    let error = #expect(throws: TabularError.self) { try file.sheet(at: 3) }
    #expect(error?.expected == "1 to 1")
  }
}
