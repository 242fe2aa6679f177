import Testing

@testable import Tabular

/// Inputs on which a load once fell short, with the values that are right.
@Suite struct LoadingCaseTests {
  private func typed(_ text: String, _ name: String = "t.csv") throws -> TypedSheet {
    try open(text, name).sheet(at: 0).typed()
  }

  @Test("a line sep=; says the delimiter and is no row")
  func separatorLine() throws {
    for text in ["sep=;\nclient;km\nA;12\nB;13\n", "\"sep=;\"\r\nclient;km\r\nA;12\r\nB;13"] {
      let read = try table(text)
      #expect(read.names == ["client", "km"])
      #expect(read.rows == [[.text("A"), .integer(12)], [.text("B"), .integer(13)]])
      let reading = try typed(text).reading
      #expect(reading.hasSeparatorLine)
      #expect(reading.headerRow == 2)
    }
    #expect(try table("sep=|\na,b|c\n1,5|2\n").names == ["a,b", "c"])
  }

  @Test("bars separate cells where they split the rows alike")
  func bars() throws {
    let read = try table("client|km\nA|12\n")
    #expect(read.names == ["client", "km"])
    #expect(read.rows == [[.text("A"), .integer(12)]])
  }

  @Test("title lines above the header are left out and counted")
  func titles() throws {
    let sheet = try typed("Rapport mensuel\n\nclient;km\nA;12\n")
    #expect(sheet.columns.map(\.name) == ["client", "km"])
    #expect(sheet.rowCount == 1)
    #expect(sheet.reading.titleRows == 1)
    #expect(sheet.reading.headerRow == 3)
    #expect(
      sheet.reading.formWords
        == ["separated by semicolons", "header in row 3, 1 title row above it left out"])
  }

  @Test("one line of another encoding is refused with its row, or collected as a broken row")
  func oneLatinLine() throws {
    let bytes = Array("ville;n\nGenève;1\nZürich;2\nCh".utf8) + [0xE2] + Array("tel;3\n".utf8)
    let error = try #require(failure(bytes, "t.csv"))
    #expect(error.row == 4)
    #expect(error.column == 1)
    #expect(error.description.contains("E2"))
    var options = ReadingOptions()
    options.brokenRows = .collected
    let sheet = try TabularFile.open(bytes: bytes, name: "t.csv", options: options)
      .sheet(at: 0).typed()
    #expect(try ReadTable(sheet)[0] == [.text("Genève"), .text("Zürich")])
    #expect(sheet.brokenRows.map(\.row) == [4])
    #expect(sheet.brokenRows[0].reason == "the byte E2 in cell 1 is no UTF-8")
    options.encoding = .windows1252
    let named = try TabularFile.open(bytes: bytes, name: "t.csv", options: options)
    #expect(try ReadTable(named.sheet(at: 0).typed())[0].last == .text("Châtel"))
  }

  @Test("DOS text is told by its letters")
  func dos() throws {
    let bytes = Array("ville;n\nGen".utf8) + [0x8A] + Array("ve;1\n".utf8)
    let file = try TabularFile.open(bytes: bytes, name: "t.csv")
    #expect(file.dialect?.encoding == .cp850)
    #expect(try ReadTable(file.sheet(at: 0).typed())[0] == [.text("Genève")])
  }

  @Test("a column of one word is no truth value")
  func onlyNo() throws {
    #expect(try table("code;n\nNO;1\nNO;2\n")[0] == [.text("NO"), .text("NO")])
    #expect(try table("code;n\nNO;1\nYES;2\n")[0] == [.integer(0), .integer(1)])
  }

  @Test("no-break blanks separate thousands")
  func noBreakBlanks() throws {
    let read = try table("d;m\n1;1\u{A0}234,50\n2;12\u{202F}000,00\n")
    #expect(read[1] == [.real(1234.5), .real(12000)])
  }

  @Test("words for a missing value keep a column text and are named, or are NULL where asked for")
  func missing() throws {
    let text = "d;m\n1;12.50\n2;NA\n3;#N/A\n"
    let sheet = try typed(text)
    #expect(sheet.columns[1].type == .text)
    #expect(
      sheet.reading.columns[1].note
        == "m is text: row 3 is 'NA' and 1 more (a word for NULL can be named)")
    var options = ReadingOptions()
    options.nulls = ["NA", "#N/A"]
    let file = try TabularFile.open(bytes: Array(text.utf8), name: "t.csv", options: options)
    let read = try ReadTable(file.sheet(at: 0).typed())
    #expect(read[1] == [.real(12.5), .null, .null])
  }

  @Test("whole numbers beyond 64 bits keep their digits")
  func beyond64Bits() throws {
    let read = try table("[{\"a\":12345678901234567890},{\"a\":1}]", "t.json")
    #expect(read[0] == [.text("12345678901234567890"), .text("1")])
    let lines = try table(
      "{\"a\":-9223372036854775809}\n{\"a\":{\"b\":99999999999999999999}}\n", "t.jsonl")
    #expect(lines[0] == [.text("-9223372036854775809"), .text("{\"b\":99999999999999999999}")])
  }

  @Test(
    "JSON that is no table is told as what it is",
    arguments: [
      ("[true]", "an element is a truth value, not an object"),
      ("[1, 2]", "an element is a number, not an object"),
      ("true", "is JSON but contains no table: it is a truth value"),
      ("\"text\"", "is JSON but contains no table: it is a string"),
      ("{\"a\": 1}", "is JSON but contains no table: it is an object"),
    ])
  func noTable(text: String, message: String) {
    #expect(failure(text, "t.json")?.message == message)
  }

  @Test("a file without a header is read whole, and it is said")
  func noHeader() throws {
    let sheet = try typed("1;A;2025-01-01\n2;B;2025-01-02\n")
    #expect(sheet.columns.map(\.name) == ["column_1", "column_2", "column_3"])
    #expect(sheet.columns.map(\.type) == [.integer, .text, .date])
    #expect(sheet.rowCount == 2)
    #expect(sheet.reading.isHeaderless)
    #expect(
      sheet.reading.formWords.last
        == "no header: row 1 looks like data, the columns are numbered")
  }

  @Test("texts of a workbook that look like something else stay text")
  func textCells() throws {
    let texts = ["1E5", "NO", "1,5", "12", "007", "22.10.2025", "true"]
    let rows = texts.enumerated().map { index, text in
      "<row r=\"\(index + 2)\"><c t=\"inlineStr\"><is><t>\(text)</t></is></c></row>"
    }
    for row in rows {
      let file = try workbook(
        "<row r=\"1\"><c t=\"inlineStr\"><is><t>v</t></is></c></row>" + row)
      let read = try ReadTable(file.sheet(at: 0).typed())
      #expect(read.types == [.text])
    }
    let file = try workbook(
      "<row r=\"1\"><c t=\"inlineStr\"><is><t>v</t></is></c></row>" + rows.joined())
    #expect(try ReadTable(file.sheet(at: 0).typed())[0] == texts.map { .text($0) })
  }
}
