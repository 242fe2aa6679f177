import CivilTime
import TablesHarness
import Testing

@testable import Tabular

/// What other programs than one write into workbooks, and how each of it is to be read.
@Suite struct WorkbookDialectTests {
  static let laterProperties = """
    <extLst><ext uri="{140A7094-0E35-4892-8432-C4D2E57EDEB5}" \
    xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main">\
    <x15:workbookPr chartTrackingRefBase="1"/></ext></extLst>
    """
  static let formats = """
    <numFmts><numFmt numFmtId="164" formatCode="hh:mm"/><numFmt numFmtId="165" \
    formatCode="[h]:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>\
    <xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>
    """

  private func cell(
    _ xml: String, properties: String = "", more: String = ""
  ) throws -> Cell? {
    let file = try workbook(
      "<row r=\"1\">\(xml)</row>", styles: Self.formats, properties: properties, more: more)
    return try rows(file).first?.first
  }

  private func date(_ year: Int, _ month: Int, _ day: Int, _ time: Int? = nil) throws -> Cell {
    .date(
      try #require(CivilDate(year: year, month: month, day: day)), time: time.map { Minutes($0) })
  }

  @Test(
    "properties that later programs add in an extension do not take the date system back",
    arguments: [
      laterProperties,
      "<extLst><ext><workbookPr date1904=\"0\"/></ext></extLst>",
      "<x:workbookPr xmlns:x=\"urn:other\" date1904=\"0\"/>",
      "<x:wrap xmlns:x=\"urn:other\"><workbookPr date1904=\"0\"/></x:wrap>",
    ])
  func extensions(more: String) throws {
    let read = try cell(
      "<c r=\"A1\" s=\"1\"><v>44502</v></c>", properties: "date1904=\"1\"", more: more)
    #expect(try read == date(2025, 11, 3))
  }

  @Test("an extension alone does not make a workbook one of the other date system")
  func foreignDateSystem() throws {
    let read = try cell(
      "<c r=\"A1\" s=\"1\"><v>45964</v></c>",
      more: "<x:workbookPr xmlns:x=\"urn:other\" date1904=\"1\"/>")
    #expect(try read == date(2025, 11, 3))
  }

  @Test("the strict form and prefixed names are the same workbook")
  func strict() throws {
    let strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    for (namespace, prefix) in [(strict, ""), (strict, "s:"), (main, "x:")] {
      let declaration = prefix.isEmpty ? "xmlns" : "xmlns:\(prefix.dropLast())"
      let sheet = """
        <\(prefix)worksheet \(declaration)="\(namespace)"><\(prefix)sheetData><\(prefix)row r="1">\
        <\(prefix)c r="A1" t="inlineStr"><\(prefix)is><\(prefix)t>a</\(prefix)t></\(prefix)is>\
        </\(prefix)c></\(prefix)row></\(prefix)sheetData></\(prefix)worksheet>
        """
      let bytes = StoredZip.workbook(sheet: Array(sheet.utf8))
      #expect(try rows(TabularFile.open(bytes: bytes, name: "t.xlsx")) == [[.text("a")]])
    }
  }

  @Test("cells of another namespace and of extensions are no cells")
  func foreignCells() throws {
    let file = try workbook(
      """
      <row r="1"><c r="A1"><v>1</v><x:v xmlns:x="urn:other">9</x:v><extLst><ext><v>9</v></ext>\
      </extLst></c><x:c xmlns:x="urn:other" r="B1"><v>9</v></x:c></row>
      <x:row xmlns:x="urn:other" r="2"><c r="A2"><v>9</v></c></x:row>
      """)
    #expect(try rows(file) == [[.number(1)]])
  }

  @Test("of alternative contents the fallback is read, which needs no later vocabulary")
  func alternatives() throws {
    let file = try workbook(
      """
      <mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">\
      <mc:Choice Requires="x99"><row r="1"><c r="A1"><v>9</v></c></row></mc:Choice>\
      <mc:Fallback><row r="1"><c r="A1"><v>1</v></c></row></mc:Fallback></mc:AlternateContent>
      """)
    #expect(try rows(file) == [[.number(1)]])
  }

  @Test(
    "a part of no namespace or of another one is refused, and not read as an empty sheet",
    arguments: [
      ("<worksheet><sheetData/></worksheet>", "its root <worksheet> is in no namespace"),
      ("<table xmlns=\"urn:x\"/>", "its root <table> is in the namespace urn:x"),
    ])
  func foreignParts(xml: String, reason: String) throws {
    let error = try #require(failure(StoredZip.workbook(sheet: Array(xml.utf8)), "t.xlsx"))
    #expect(error.code == .damaged)
    #expect(error.message.contains(reason), "\(error.message)")
  }

  @Test(
    "a cell's own text counts once, whatever stands beside it",
    arguments: [
      ("<c r=\"A1\" t=\"inlineStr\"><v>1.0</v><is><t>1.</t></is></c>", "1."),
      ("<c r=\"A1\" t=\"inlineStr\"><is><t>1.</t></is><v>1.0</v></c>", "1."),
      ("<c r=\"A1\" t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is><v>0</v></c>", "ab"),
      ("<c r=\"A1\" t=\"inlineStr\"><v>only</v></c>", "only"),
      ("<c r=\"A1\" t=\"str\"><v>x</v><is><t>y</t></is></c>", "x"),
    ])
  func inlineTexts(xml: String, expected: String) throws {
    #expect(try cell(xml) == .text(expected))
  }

  @Test(
    "truth values are read in digits and in words, and anything else stays a text",
    arguments: [
      ("1", Cell.boolean(true)), ("0", .boolean(false)), ("true", .boolean(true)),
      ("false", .boolean(false)), ("VRAI", .text("VRAI")), ("2", .text("2")),
    ])
  func truthValues(value: String, expected: Cell) throws {
    #expect(try cell("<c r=\"A1\" t=\"b\"><v>\(value)</v></c>") == expected)
  }

  @Test("the hours of a day over a full date are that date and time; counted hours stay hours")
  func clocks() throws {
    let full = "<v>45964.33680555555</v>"
    #expect(try cell("<c r=\"A1\" s=\"2\">\(full)</c>") == date(2025, 11, 3, 8 * 60 + 5))
    #expect(try cell("<c r=\"A1\" s=\"3\">\(full)</c>") == .text("1103144:05"))
    #expect(try cell("<c r=\"A1\" s=\"2\"><v>0.3125</v></c>") == .text("07:30"))
    // A sum of times past midnight is no day of the year 1900.
    #expect(try cell("<c r=\"A1\" s=\"2\"><v>1.0625</v></c>") == .text("25:30"))
    #expect(try cell("<c r=\"A1\" s=\"3\"><v>1.25</v></c>") == .text("30:00"))
    let other = try cell(
      "<c r=\"A1\" s=\"2\"><v>44502.33680555555</v></c>", properties: "date1904=\"1\"",
      more: Self.laterProperties)
    #expect(try other == date(2025, 11, 3, 8 * 60 + 5))
  }

  @Test("dates in ISO form are dates, with fractions of a second and Z too")
  func isoDates() throws {
    let half = 7 * 60 + 30
    let cases: [(text: String, style: Int, expected: Cell)] = [
      ("2025-11-03T07:30:00.000", 1, try date(2025, 11, 3, half)),
      ("2025-11-03T07:30:00Z", 0, try date(2025, 11, 3, half)),
      ("2025-11-03T07:30:00.000Z", 0, try date(2025, 11, 3, half)),
      ("2025-11-03T07:29:59.999", 0, try date(2025, 11, 3, half)),
      ("2025-12-31T23:59:59.7", 0, try date(2026, 1, 1, 0)),
      ("2025-11-03", 0, try date(2025, 11, 3)),
      ("2025-11-03T00:00:00", 1, try date(2025, 11, 3)),
      ("2025-11-03T00:00:00", 0, try date(2025, 11, 3, 0)),
      ("07:30:00.000", 0, .text("07:30")),
      ("2025-11-03T07:30:00+02:00", 0, .text("2025-11-03T07:30:00+02:00")),
      ("2025-02-30T07:30:00", 0, .text("2025-02-30T07:30:00")), ("x.5", 0, .text("x.5")),
    ]
    for (text, style, expected) in cases {
      let read = try cell("<c r=\"A1\" s=\"\(style)\" t=\"d\"><v>\(text)</v></c>")
      #expect(read == expected, "\(text)")
    }
    let typed = try workbook(
      """
      <row r="1"><c t="str"><v>d</v></c></row>\
      <row r="2"><c t="d" s="1"><v>2025-11-03T07:30:00.000</v></c></row>
      """, styles: Self.formats)
    let read = try ReadTable(typed.sheet(at: 0).typed())
    #expect(read.types == [.datetime])
    #expect(read.rows == [[.text("2025-11-03T07:30")]])
  }

  @Test("formats of conditional styles do not change those of cells")
  func conditionalFormats() throws {
    let file = try workbook(
      "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>45964</v></c></row>",
      styles: """
        <numFmts><numFmt numFmtId="164" formatCode="dd.mm.yyyy"/></numFmts>\
        <dxfs><dxf><numFmt numFmtId="164" formatCode="0.00"/></dxf></dxfs>\
        <cellXfs><xf numFmtId="164"/></cellXfs>
        """)
    #expect(try rows(file) == [[date(2025, 11, 3)]])
  }

  @Test("entries named with backslashes, a slash in front or other case are found")
  func misspeltEntries() throws {
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let relations = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\""
    var zip = StoredZip()
    func relation(_ id: String, _ kind: String, _ target: String) -> [UInt8] {
      Array(
        """
        <Relationships \(relations)><Relationship Id="\(id)" Type="\(kinds)/\(kind)" \
        Target="\(target)"/></Relationships>
        """.utf8)
    }
    zip.add("_RELS\\.rels", relation("a", "officeDocument", "\\xl\\workbook.xml"))
    zip.add(
      "/xl\\workbook.xml",
      Array(
        """
        <workbook \(StoredZip.main) xmlns:r="\(kinds)"><sheets>\
        <sheet name="Feuil1" sheetId="1" r:id="s1"/></sheets></workbook>
        """.utf8))
    zip.add("xl\\_rels/workbook.xml.rels", relation("s1", "worksheet", "worksheets\\sheet1.xml"))
    zip.add(
      "xl\\worksheets\\Sheet1.xml",
      Array(
        """
        <worksheet \(StoredZip.main)><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>
        """.utf8))
    #expect(try rows(TabularFile.open(bytes: zip.archive, name: "t.xlsx")) == [[.number(1)]])
  }
}
