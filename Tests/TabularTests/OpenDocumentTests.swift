import CivilTime
import TablesHarness
import Testing

@testable import Tabular

/// Spreadsheets in OpenDocument, as LibreOffice and others write them.
@Suite struct OpenDocumentTests {
  private func open(styles: String = "", _ rows: String) throws -> TabularFile {
    try TabularFile.open(
      bytes: StoredZip.openDocument(
        styles: styles, "<table:table table:name=\"Feuille1\">\(rows)</table:table>"),
      name: "t.ods")
  }

  private func cells(_ xml: String) throws -> [Cell]? {
    try rows(open("<table:table-row>\(xml)</table:table-row>")).first
  }

  private func day() throws -> CivilDate { try #require(CivilDate(iso: "2025-11-03")) }

  @Test("a table is read with the types that its cells state")
  func table() throws {
    let file = try open(
      """
      <table:table-row><table:table-cell office:value-type="string"><text:p>t</text:p>\
      </table:table-cell><table:table-cell office:value-type="string"><text:p>n</text:p>\
      </table:table-cell><table:table-cell office:value-type="string"><text:p>d</text:p>\
      </table:table-cell></table:table-row>\
      <table:table-row><table:table-cell office:value-type="string"><text:p>007</text:p>\
      </table:table-cell><table:table-cell office:value-type="float" office:value="12.5">\
      <text:p>12,50</text:p></table:table-cell><table:table-cell office:value-type="date" \
      office:date-value="2025-11-03"><text:p>03.11.25</text:p></table:table-cell></table:table-row>
      """)
    #expect(file.format == .ods)
    let read = try ReadTable(file.sheet(at: 0).typed())
    #expect(read.names == ["t", "n", "d"])
    #expect(read.types == [.text, .real, .date])
    #expect(read.rows == [[.text("007"), .real(12.5), .text("2025-11-03")]])
  }

  @Test("values count and not what is shown of them")
  func values() throws {
    #expect(
      try cells(
        "<table:table-cell office:value-type=\"percentage\" office:value=\"0.125\"><text:p>12 %</text:p></table:table-cell>"
      )
        == [.number(0.125)])
    #expect(
      try cells(
        "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>VRAI</text:p></table:table-cell>"
      )
        == [.boolean(true)])
    #expect(
      try cells(
        "<table:table-cell office:value-type=\"date\" office:date-value=\"2025-11-03T07:30:00\"/>")
        == [.date(day(), time: Minutes(450))])
    #expect(
      try cells("<table:table-cell office:value-type=\"time\" office:time-value=\"PT26H05M00S\"/>")
        == [.text("26:05")])
    #expect(
      try cells(
        "<table:table-cell office:value-type=\"string\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell>"
      )
        == [.error("#N/A")])
    #expect(
      try cells(
        "<table:table-cell office:value-type=\"string\" office:string-value=\"x y\"><text:p>x  y</text:p></table:table-cell>"
      )
        == [.text("x y")])
  }

  @Test("texts keep their lines, blanks and pieces, and notes and pictures are none of them")
  func texts() throws {
    #expect(
      try cells(
        """
        <table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p>\
        </office:annotation><text:p>a<text:s text:c="3"/>b<text:span>c</text:span></text:p>\
        <text:p>d<text:tab/>e<text:line-break/>f</text:p><draw:frame xmlns:draw="urn:d">\
        <text:p>picture</text:p></draw:frame></table:table-cell>
        """) == [.text("a   bc\nd\te\nf")])
  }

  @Test("repeated cells and rows stand where they would, and empty ones take no room")
  func repeats() throws {
    let file = try open(
      """
      <table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>\
      <table:table-row table:number-rows-repeated="3"><table:table-cell \
      table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="2" \
      office:value-type="float" office:value="7"/><table:table-cell \
      table:number-columns-repeated="16380"/></table:table-row>\
      <table:table-row table:number-rows-repeated="1048571"><table:table-cell \
      table:number-columns-repeated="16384"/></table:table-row>
      """)
    var numbers: [Int] = []
    try file.sheet(at: 0).forEachRow { row, cells in
      numbers.append(row)
      #expect(cells == [.empty, .empty, .number(7), .number(7)])
      return true
    }
    #expect(numbers == [3, 4, 5])
  }

  @Test("repetitions that would fill the memory are refused with their row")
  func bomb() throws {
    let cell =
      "<table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"7\"/>"
    let file = try open(
      "<table:table-row table:number-rows-repeated=\"1000000\">\(cell)</table:table-row>")
    let error = #expect(throws: TabularError.self) { try rows(file) }
    #expect(error?.code == .tooLarge)
    #expect(error?.row != nil)
    let wide = try open(
      "<table:table-row><table:table-cell table:number-columns-repeated=\"99999\" office:value-type=\"float\" office:value=\"7\"/></table:table-row>"
    )
    #expect(throws: TabularError.self) { try rows(wide) }
  }

  @Test("hidden sheets, hidden rows and struck cells are told")
  func marks() throws {
    let bytes = StoredZip.openDocument(
      styles: """
        <style:style style:name="s" style:family="table-cell"><style:text-properties \
        style:text-line-through-style="solid"/></style:style><style:style style:name="h" \
        style:family="table"><style:table-properties table:display="false"/></style:style>
        """,
      """
      <table:table table:name="A"><table:table-row table:visibility="filter" \
      table:number-rows-repeated="2"><table:table-cell table:style-name="s" \
      office:value-type="float" office:value="7"/></table:table-row></table:table>\
      <table:table table:name="B" table:style-name="h"><table:table-row><table:table-cell \
      office:value-type="float" office:value="8"/></table:table-row></table:table>
      """)
    let file = try TabularFile.open(bytes: bytes, name: "t.ods")
    #expect(file.sheetNames == ["A", "B"])
    #expect(try [0, 1].map { try file.sheet(at: $0).isHidden } == [false, true])
    var marks: [RowMarks] = []
    try file.sheet(at: 0).forEachMarkedRow { _, _, found in
      marks.append(found)
      return true
    }
    #expect(marks == Array(repeating: RowMarks(isHidden: true, struckColumns: [0]), count: 2))
    #expect(try rows(file, sheet: 1) == [[.number(8)]])
  }

  @Test("formulas without a value, comments, merged cells and spans struck through are told")
  func marksOfCells() throws {
    let rows = """
      <table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>\
      <table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>\
      <table:table-row><table:table-cell table:number-rows-spanned="2"><office:annotation>\
      <text:p>why</text:p></office:annotation><text:p>x<text:span text:style-name="T1">y\
      </text:span></text:p></table:table-cell><table:table-cell table:formula="of:=1"/>\
      </table:table-row><table:table-row><table:covered-table-cell/><table:table-cell \
      table:formula="of:=&quot;&quot;" office:value-type="string"/><table:table-cell><text:p>\
      <text:span text:style-name="T1">z</text:span></text:p></table:table-cell></table:table-row>
      """
    let file = try open(
      styles: """
        <style:style style:name="T1" style:family="text"><style:text-properties \
        style:text-line-through-style="solid"/></style:style>
        """, rows)
    var marks: [RowMarks] = []
    try file.sheet(at: 0).forEachMarkedRow { _, _, found in
      marks.append(found)
      return true
    }
    #expect(
      marks == [
        RowMarks(),
        RowMarks(partlyStruckColumns: [0], emptyFormulaColumns: [1], commentedColumns: [0]),
        RowMarks(struckColumns: [2]),
      ])
    let notes = try file.sheet(at: 0).typed().reading.notes
    #expect(notes.contains("1 cell has a comment, which is not read: row 2, column A"))
    #expect(notes.contains("merged cells: A2:A3; only the first of each has the value"))
    #expect(notes.contains { $0.hasPrefix("1 formula without a value, in row 2, column B;") })
  }

  @Test("percent signs of some numbers and several currencies are said")
  func mixedUnits() throws {
    func row(_ type: String, _ currency: String) -> String {
      """
      <table:table-row><table:table-cell office:value-type="\(type)" office:value="0.5"/>\
      <table:table-cell office:value-type="currency" office:currency="\(currency)" \
      office:value="5"/></table:table-row>
      """
    }
    let head = """
      <table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>\
      <table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>
      """
    let file = try open(head + row("float", "CHF") + row("percentage", "EUR"))
    #expect(
      try file.sheet(at: 0).typed().reading.notes == [
        "a: some numbers have a percent format (first in row 3), some none (first in row 2)",
        "b: several currencies by format, CHF (first in row 2), EUR (first in row 3)",
      ])
  }

  @Test("many rows come whole over the blocks")
  func manyRows() throws {
    let xml = (0..<9_000).map { row in
      "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>t\(row)</text:p>"
        + "</table:table-cell><table:table-cell office:value-type=\"float\" "
        + "office:value=\"\(row)\"/></table:table-row>"
    }.joined()
    let head =
      "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>a</text:p>"
      + "</table:table-cell><table:table-cell office:value-type=\"string\"><text:p>b</text:p>"
      + "</table:table-cell></table:table-row>"
    let read = try ReadTable(open(head + xml).sheet(at: 0).typed())
    #expect(read.rows.count == 9_000)
    for (index, row) in read.rows.enumerated() {
      #expect(row == [.text("t\(index)"), .integer(Int64(index))])
    }
  }

  @Test("a document that is encrypted, broken or of another name is told")
  func refused() throws {
    var zip = StoredZip()
    zip.add("content.xml", [1, 2, 3])
    zip.add("META-INF/manifest.xml", Array("<m><manifest:encryption-data/></m>".utf8))
    #expect(failure(zip.archive, "t.ods")?.code == .encrypted)
    #expect(failure(StoredZip.openDocument([0x3C]), "t.ods")?.code == .damaged)
    let named = try #require(failure(StoredZip.openDocument(""), "t.xlsx"))
    #expect(named.message == "contains an OpenDocument spreadsheet, not xlsx")
    #expect(failure(StoredZip.openDocument(""), "t.ods")?.message == "has no sheet")
  }

  @Test("archives of other things are told by what is in them")
  func archives() throws {
    var numbers = StoredZip()
    numbers.add("Index/Document.iwa", [1])
    #expect(failure(numbers.archive, "t.numbers")?.message == "is a Numbers document")
    var tables = StoredZip()
    tables.add("a.csv", Array("a,b\n".utf8))
    tables.add("b.csv", Array("a,b\n".utf8))
    let error = try #require(failure(tables.archive, "t.zip"))
    #expect(error.message == "is a zip archive that holds a.csv and 1 more")
    #expect(error.remedy == "unpack it first: unzip FILE")
  }
}
