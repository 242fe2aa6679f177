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

  @Test("a hidden sheet says so")
  func hiddenSheet() throws {
    let file = ScratchFile("hidden.xlsx")
    try WriterTests.write(file)
    let opened = try TabularFile.open(file.path)
    #expect(try [0, 1].map { try opened.sheet(at: $0).isHidden } == [false, true])
  }
}
