import TablesHarness
import Testing

@testable import Tabular

/// What workbooks mark without a word: hidden rows and sheets, cells struck through.
@Suite struct RowMarkTests {
  static let styles = """
    <fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>\
    <cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs>
    """
  static let shared = """
    <si><t>plain</t></si><si><r><rPr><strike/></rPr><t>all</t></r></si>\
    <si><r><rPr><strike/></rPr><t>one</t></r><r><t> of two</t></r></si>
    """

  private func marks(_ rows: String) throws -> [RowMarks] {
    var marks: [RowMarks] = []
    let file = try workbook(rows, shared: Self.shared, styles: Self.styles)
    try file.sheet(at: 0).forEachMarkedRow { _, _, found in
      marks.append(found)
      return true
    }
    return marks
  }

  @Test("cells are struck by their style, and by all runs of a shared text")
  func struck() throws {
    let found = try marks(
      """
      <row r="1"><c t="s"><v>0</v></c><c s="1"><v>1</v></c><c s="2"><v>1</v></c></row>\
      <row r="2"><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c s="1" t="s"><v>1</v></c></row>
      """)
    #expect(found.map(\.struckColumns) == [[1], [0, 2]])
  }

  @Test("a whole number whose format shows zeros in front is the text that is shown")
  func filledUp() throws {
    let styles = """
      <numFmts><numFmt numFmtId="170" formatCode="0000"/><numFmt numFmtId="171" formatCode="00"/>\
      </numFmts><cellXfs><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>
      """
    let file = try workbook(
      """
      <row r="1"><c s="0"><v>830</v></c><c s="0"><v>12345</v></c><c s="0"><v>8.5</v></c>\
      <c s="0"><v>-1</v></c><c s="1"><v>7</v></c></row>
      """, styles: styles)
    var cells: [Cell] = []
    try file.sheet(at: 0).forEachRow { _, found in
      cells = found
      return true
    }
    #expect(cells == [.text("0830"), .text("12345"), .number(8.5), .number(-1), .number(7)])
  }

  @Test("hidden columns are named, those without a header aside")
  func hiddenColumns() throws {
    let file = try workbook(
      """
      <row r="1"><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>\
      <row r="2"><c><v>1</v></c><c><v>2</v></c></row>
      """, shared: Self.shared, columns: #"<cols><col min="2" max="9" hidden="1"/></cols>"#)
    let reading = try file.sheet(at: 0).typed().reading
    #expect(reading.notes == ["1 hidden column is among them: plain_2"])
  }

  @Test("hidden rows are told, and empty ones shift nothing")
  func hidden() throws {
    let found = try marks(
      """
      <row r="1"><c><v>1</v></c></row><row r="2" hidden="1"/>\
      <row r="3" hidden="1"><c><v>1</v></c></row><row r="4" hidden="0"><c s="1"><v>1</v></c></row>
      """)
    #expect(found.map(\.isHidden) == [false, true, false])
    #expect(found.map(\.struckColumns) == [[], [], [0]])
  }

  @Test("marks stay with their rows over many blocks, and a table counts them")
  func manyBlocks() throws {
    var xml = "<row r=\"1\"><c t=\"str\"><v>n</v></c></row>"
    for row in 2...9_000 {
      let hidden = row % 1_000 == 0 ? " hidden=\"true\"" : ""
      let style = row % 900 == 0 ? " s=\"1\"" : ""
      xml += "<row r=\"\(row)\"\(hidden)><c\(style)><v>\(row)</v></c></row>"
    }
    let file = try workbook(xml, styles: Self.styles)
    var hidden: [Int] = []
    var struck: [Int] = []
    try file.sheet(at: 0).forEachMarkedRow { row, _, marks in
      if marks.isHidden { hidden.append(row) }
      if marks.struckColumns == [0] { struck.append(row) }
      return true
    }
    #expect(hidden == (1...9).map { $0 * 1_000 })
    #expect(struck == (1...10).map { $0 * 900 })
    let reading = try file.sheet(at: 0).typed().reading
    #expect(reading.hiddenRows == 9)
    #expect(reading.struckCells == 10)
    #expect(
      reading.notes == [
        "9 hidden rows are among them", "10 cells are struck through, and read as any other",
      ])
  }

  @Test("texts struck through in part are marked apart, in shared texts and in cells' own")
  func partlyStruck() throws {
    let inline = "<is><r><rPr><strike/></rPr><t>gone</t></r><r><t> stays</t></r></is>"
    let rows = """
      <row r="1"><c t="inlineStr"><is><t>a</t></is></c></row>\
      <row r="2"><c t="s"><v>2</v></c><c t="s"><v>1</v></c><c t="inlineStr">\(inline)</c>\
      <c t="inlineStr"><is><r><rPr><strike/></rPr><t>x</t></r><r><t> </t></r></is></c></row>
      """
    let found = try marks(rows)
    #expect(found[1].partlyStruckColumns == [0, 2])
    #expect(found[1].struckColumns == [1, 3])
    let reading = try workbook(rows, shared: Self.shared).sheet(at: 0).typed().reading
    #expect(reading.partlyStruckCells == 2)
    #expect(reading.notes.contains("2 cells are partly struck through, and read as any other"))
  }

  @Test("formulas that no program has calculated are counted and marked, and not just blank")
  func emptyFormulas() throws {
    let rows = """
      <row r="1"><c t="str"><v>n</v></c><c t="str"><v>f</v></c></row>\
      <row r="2"><c><v>1</v></c><c><f>A2*2</f><v/></c></row>\
      <row r="3"><c><v>2</v></c><c><f>A3*2</f></c><c><f>A1</f><v>7</v></c></row>\
      <row r="4"><c><v>3</v></c><c t="str"><f>IF(A4,"","x")</f><v></v></c></row>\
      <row r="5"><c><f t="shared" si="0"/></c></row>
      """
    #expect(try marks(rows).map(\.emptyFormulaColumns) == [[], [1], [1], []])
    let reading = try workbook(rows).sheet(at: 0).typed().reading
    #expect(reading.emptyFormulas.count == 3)
    #expect(
      reading.notes == [
        "3 formulas without a value, the first in row 2, column B; open and save the file in the "
          + "spreadsheet program"
      ])
    let error = #expect(throws: TabularError.self) {
      try workbook("<row r=\"1\"><c><f>B1</f><v/></c></row>").sheet(at: 0).typed()
    }
    #expect(error?.message == "has no rows but 1 formula without a value, in row 1, column A")
  }

  /// A workbook of one sheet whose cells of the given references have comments.
  private static func commented(_ sheet: String, _ places: [String]) -> [UInt8] {
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func relation(_ kind: String, _ target: String) -> String {
      """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
      <Relationship Id="r" Type="\(kinds)/\(kind)" Target="\(target)"/></Relationships>
      """
    }
    let comments = places.map { "<comment ref=\"\($0)\"><text><t>c</t></text></comment>" }
    var zip = StoredZip()
    for (name, text) in [
      ("_rels/.rels", relation("officeDocument", "w.xml")),
      (
        "w.xml",
        "<workbook \(StoredZip.main) xmlns:r=\"\(kinds)\"><sheets><sheet name=\"A\" sheetId=\"1\" "
          + "r:id=\"r\"/></sheets></workbook>"
      ),
      ("_rels/w.xml.rels", relation("worksheet", "s.xml")),
      ("_rels/s.xml.rels", relation("comments", "c.xml")), ("s.xml", sheet),
      (
        "c.xml",
        "<comments \(StoredZip.main)><commentList>\(comments.joined())</commentList></comments>"
      ),
    ] {
      zip.add(name, Array(text.utf8))
    }
    return zip.archive
  }

  @Test("marks of rows that have no cells are counted once, over many blocks and at the end")
  func marksWithoutCells() throws {
    var xml = "<row r=\"1\"><c t=\"str\"><v>n</v></c></row>"
    for row in 2...9_000 {
      let cell = row % 900 == 0 || row > 8_990 ? "<c><f>A1</f><v/></c>" : "<c><v>\(row)</v></c>"
      xml += "<row r=\"\(row)\">\(cell)</row>"
    }
    let sheet = try workbook(xml).sheet(at: 0).typed()
    #expect(sheet.rowCount == 8_999 - 19)
    #expect(sheet.reading.emptyFormulas.count == 19)
    #expect(sheet.reading.emptyFormulas.firstRow == 900)
  }

  @Test("comments are counted and marked at their cells, empty ones and left-out rows too")
  func comments() throws {
    let sheet = """
      <worksheet \(StoredZip.main)><sheetData><row r="1"><c t="str"><v>n</v></c></row>\
      <row r="3"><c><v>1</v></c></row><row r="4"><c><v>2</v></c></row></sheetData></worksheet>
      """
    let bytes = Self.commented(sheet, ["C4", "A3", "B2", "A9"])
    let source = try TabularFile.open(bytes: bytes, name: "t.xlsx").sheet(at: 0)
    var found: [[Int]] = []
    try source.forEachMarkedRow { _, _, marks in
      found.append(marks.commentedColumns)
      return true
    }
    #expect(found == [[], [0], [2]])
    #expect(
      try source.typed().reading.notes == [
        "4 cells have comments, which are not read; the first in row 2, column B"
      ])
  }

  @Test("merged cells of the table are said once a sheet, those of its titles are not")
  func mergedCells() throws {
    let sheet = """
      <worksheet \(StoredZip.main)><sheetData><row r="1"><c t="str"><v>Title</v></c></row>\
      <row r="2"><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row>\
      <row r="3"><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c><v>3</v></c></row></sheetData>\
      <mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B3:B4"/><mergeCell ref="A4"/>\
      </mergeCells></worksheet>
      """
    let bytes = StoredZip.workbook(sheet: Array(sheet.utf8))
    let source = try TabularFile.open(bytes: bytes, name: "t.xlsx").sheet(at: 0)
    var merged: [String] = []
    try source.forEachMarkedRow(merged: { merged += $0.map(\.description) }) { _, _, _ in true }
    #expect(merged == ["A1:B1", "B3:B4"])
    #expect(
      try source.typed().reading.notes == [
        "merged cells: B3:B4; only the first of each has the value"
      ])
  }

  @Test("a hidden sheet says so")
  func hiddenSheet() throws {
    let file = ScratchFile("hidden.xlsx")
    try WriterTests.write(file)
    let opened = try TabularFile.open(file.path)
    #expect(try [0, 1].map { try opened.sheet(at: $0).isHidden } == [false, true])
  }
}
