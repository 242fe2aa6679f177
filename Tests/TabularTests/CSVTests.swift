import Testing

@testable import Tabular

@Suite struct CSVTests {
  @Test("a text that a spreadsheet keeps from being a number is that text")
  func keptTexts() throws {
    let read = try table("code;n\n=\"007\";1\n\"=\"\"012\"\"\";2\n=\"\";3\n=A1;4\n")
    #expect(read.types == [.text, .integer])
    #expect(read[0] == [.text("007"), .text("012"), .text("=\"\""), .text("=A1")])
    #expect(try rows(open("=\"0041\";a\n"))[0] == [.text("0041"), .text("a")])
  }

  @Test("dates without a time among dates with times are counted, since they are read as midnight")
  func bareDates() throws {
    let text = "d,e\n2025-11-03 07:30,2025-11-03\n2025-11-04,2025-11-04\n2025-11-05,2025-11-05\n"
    let sheet = try open(text).sheet(at: 0).typed()
    #expect(sheet.columns.map(\.type) == [.datetime, .date])
    #expect(
      sheet.reading.notes == [
        "d: 2 dates have no time and are read as midnight, the first in row 3"
      ])
  }

  @Test(
    "the delimiter is the one that splits the rows alike",
    arguments: [
      ("a,b\n1,2\n", UInt8(ascii: ","), "a comma"),
      ("a;b\n1,5;2,5\n", UInt8(ascii: ";"), "decimal commas in the cells"),
      ("a\tb\nx, y\tz; w\n", UInt8(ascii: "\t"), "the others inside cells"),
      ("\"a;x\";b\n1;2\n", UInt8(ascii: ";"), "the delimiter in a quoted header"),
      ("\"a,b,c\";d\n\"1,2,3\";4\n", UInt8(ascii: ";"), "commas only inside quotes"),
      ("adresse;ville\n\"Rue \"\"x, y\"\"\";Genève\n", UInt8(ascii: ";"), "doubled quotes"),
      ("a\nb\n", UInt8(ascii: ","), "one column"),
    ])
  func delimiter(text: String, delimiter: UInt8, reason: String) throws {
    #expect(try open(text).dialect?.delimiter == delimiter, "\(reason)")
  }

  @Test("a .tsv file is split at tabs even where commas would split too")
  func tsv() throws {
    #expect(try table("a,b\n1,2\n", "t.tsv").names == ["a,b"])
  }

  @Test(
    "records end with LF, CRLF or CR, and the last one with nothing",
    arguments: ["a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4", "a,b\n1,2\r\n3,4"])
  func lineEnds(text: String) throws {
    #expect(
      try table(text).rows == [
        [.integer(1), .integer(2)], [.integer(3), .integer(4)],
      ])
  }

  @Test("quoted cells keep delimiters, line breaks and halved quotes")
  func quotes() throws {
    let read = try table("a,b\n\"x, \"\"y\"\"\nz\",\"\"\n\"\"\"\",2\n")
    #expect(read[0] == [.text("x, \"y\"\nz"), .text("\"")])
    #expect(read[1] == [.null, .integer(2)])
  }

  @Test("a quote inside an unquoted cell is itself")
  func looseQuote() throws {
    #expect(try table("a,b\n5\" pipe,x\n")[0] == [.text("5\" pipe")])
  }

  @Test("a quote that is never closed is told with the row that opened it")
  func openQuote() throws {
    let error = try #require(failure("a,b\n1,2\n3,\"x\n4,5\n6,7\n"))
    #expect(error.code == .malformed)
    #expect(error.row == 3)
    #expect(error.description.hasPrefix("t.csv, row 3: a quote is never closed"))
  }

  @Test("text behind a closing quote is an error with its row")
  func textBehindQuote() {
    #expect(failure("a,b\n\"x\"y,2\n")?.row == 2)
  }

  @Test("a row with more cells than the header is an error, fewer are nulls")
  func ragged() throws {
    let error = try #require(failure("a,b\n1,2\n\n1,2,3\n"))
    #expect(error.row == 4)
    #expect(error.message == "the row has 3 cells where the header has 2")
    #expect(try table("a,b\n1\n,2,\n").rows == [[.integer(1), .null], [.null, .integer(2)]])
  }

  @Test("blank lines are no rows, and the first row that is not blank is the header")
  func blankLines() throws {
    let read = try table("\n,,\n\na,b,c\n\n1,,\n\n")
    #expect(read.names == ["a", "b", "c"])
    #expect(read.rows == [[.integer(1), .null, .null]])
  }

  @Test("a quoted empty cell alone in its line is a row")
  func quotedEmpty() throws {
    #expect(try table("a\n\"\"\nx\n").rows == [[.null], [.text("x")]])
  }

  @Test("header names become trimmed, filled in and unique without regard to case")
  func headerNames() throws {
    let read = try table(" name ,name,,NAME,name_2,two\u{20}\u{20}words,column_3\n")
    #expect(
      read.names == ["name", "name_3", "column_3_2", "NAME_4", "name_2", "two words", "column_3"])
    #expect(read.rows.isEmpty)
  }

  @Test("a byte order mark is not part of the first name")
  func mark() throws {
    let file = try open("\u{FEFF}id,b\n1,2\n")
    #expect(file.dialect?.encoding == .utf8WithMark)
    #expect(try rows(file)[0] == [.text("id"), .text("b")])
  }

  @Test("bytes that are not UTF-8 are read as Windows-1252")
  func windows1252() throws {
    let bytes =
      Array("nom;prix;".utf8) + [0x80] + Array("\nGen".utf8) + [0xE8, 0x76, 0x65, 0x3B]
      + Array("1".utf8) + [0x92] + Array("234,5;".utf8) + [0x9C] + Array("\n".utf8)
    let file = try TabularFile.open(bytes: bytes, name: "t.csv")
    #expect(file.dialect?.encoding == .windows1252)
    let read = try ReadTable(file.sheet(at: 0).typed())
    #expect(read.names == ["nom", "prix", "€"])
    #expect(read.rows == [[.text("Genève"), .real(1234.5), .text("œ")]])
  }

  @Test("rows longer than a window are read whole, and beyond the limit refused")
  func longRows() throws {
    let long = String(repeating: "é\n", count: 400_000)
    let read = try table("a,b\n\"\(long)\",1\n\"\(long)x\",2\n")
    #expect(read[0] == [.text(long), .text(long + "x")])
    let endless = "a,b\n1,2\n3,\"" + String(repeating: "x", count: 1_500_000)
    let scanner = CSVScanner(
      source: ByteSource(bytes: Array(endless.utf8), name: "t.csv"),
      dialect: CSVDialect(delimiter: UInt8(ascii: ","), encoding: .utf8), longestRecord: 100_000)
    let error = #expect(throws: TabularError.self) {
      while try scanner.readRecord(mayMove: true) {}
    }
    #expect(error?.row == 3)
    #expect(error?.message == "a row is longer than 16 MB")
  }

  @Test("many rows come in batches of the right order and number")
  func batches() throws {
    var text = "n,t\n"
    for number in 0..<20_000 { text += "\(number),t\(number)\n" }
    let sheet = try open(text).sheet(at: 0).typed()
    var next: Int64 = 0
    var batches = 0
    try sheet.forEachBatch { batch in
      guard case .integer(let values, _) = batch.columns[0] else {
        Issue.record("not an integer column")
        return
      }
      for value in values {
        #expect(value == next)
        next += 1
      }
      batches += 1
    }
    #expect(next == 20_000)
    #expect(batches == 5)
  }

  @Test("rows are numbered as spreadsheets do: a cell's line breaks do not count, blank lines do")
  func rowNumbers() throws {
    var numbers: [Int] = []
    try open("a,b\n\"x\ny\",1\n\nz,2\n").sheet(at: 0).forEachRow { row, _ in
      numbers.append(row)
      return true
    }
    #expect(numbers == [1, 2, 4])
  }

  @Test("a table wider than a database's is refused")
  func tooWide() {
    #expect(failure(String(repeating: "a,", count: 2_001) + "\n")?.code == .tooLarge)
  }
}
