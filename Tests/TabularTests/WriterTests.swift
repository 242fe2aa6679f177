import CivilTime
import Testing

@testable import Tabular

@Suite struct WriterTests {
  static func write(_ file: ScratchFile) throws {
    let writer = try WorkbookWriter(path: file.path)
    try writer.addSheet("Feuil1", columnWidths: [24, 18])
    try writer.write(["Nom", "Date", "km"], isHeader: true)
    let day = try #require(CivilDate(iso: "2025-10-22"))
    try writer.write([.text("FAVRE Anne"), .date(day, time: Minutes(450)), .number(12.5)])
    writer.skipRows(1)
    try writer.write([.text("Rue x\n1201 Genève"), .date(day, time: nil), .boolean(true), .empty])
    try writer.writeFormula("=1+1", value: 2, column: 4)
    try writer.addSheet("Caché", isHidden: true)
    try writer.write([.number(.nan), .number(1e-300)])
    try writer.merge(columns: 2...4, text: "titre")
    try writer.close()
  }

  @Test("a workbook is read back as it was written, hidden sheets and merged cells too")
  func roundTrip() throws {
    let file = ScratchFile("round.xlsx")
    try Self.write(file)
    let opened = try TabularFile.open(file.path)
    #expect(opened.sheetNames == ["Feuil1", "Caché"])
    let day = try #require(CivilDate(iso: "2025-10-22"))
    #expect(
      try rows(opened) == [
        [.text("Nom"), .text("Date"), .text("km")],
        [.text("FAVRE Anne"), .date(day, time: Minutes(450)), .number(12.5)],
        [
          .text("Rue x\n1201 Genève"), .date(day, time: nil), .boolean(true), .empty, .number(2),
        ],
      ])
    #expect(try rows(opened, sheet: 1) == [[.empty, .number(1e-300), .text("titre")]])
  }

  @Test("the same content gives the same bytes")
  func deterministic() throws {
    let first = ScratchFile("first.xlsx")
    let second = ScratchFile("second.xlsx")
    try Self.write(first)
    try Self.write(second)
    #expect(try first.read() == second.read())
  }

  @Test("awkward texts survive a workbook")
  func awkward() throws {
    let file = ScratchFile("awkward.xlsx")
    let writer = try WorkbookWriter(path: file.path)
    try writer.addSheet("x")
    let texts = AwkwardText.all.filter { !$0.isEmpty } + ["\u{1}", "a_x0041__x0042_"]
    for text in texts { try writer.write([text]) }
    try writer.close()
    let read = try rows(TabularFile.open(file.path))
    #expect(read.count == texts.count)
    for (cells, text) in zip(read, texts) { #expect(cells == [.text(text)]) }
  }

  @Test("what the format does not allow is refused with a reason")
  func refused() throws {
    let file = ScratchFile("refused.xlsx")
    let writer = try WorkbookWriter(path: file.path)
    #expect(throws: TabularError.self) { try writer.write(["before any sheet"]) }
    #expect(throws: TabularError.self) { try writer.addSheet("a/b") }
    try writer.addSheet("ok")
    #expect(throws: TabularError.self) { try writer.addSheet("OK") }
    let long = String(repeating: "x", count: 32_768)
    let error = #expect(throws: TabularError.self) { try writer.write(["a", long]) }
    #expect(error?.column == 2)
    try writer.close()
    let unwritable = try WorkbookWriter(path: "/no/such/folder/x.xlsx")
    try unwritable.addSheet("x")
    #expect(throws: TabularError.self) { try unwritable.close() }
  }

  @Test(
    "csv cells are quoted where they must be and nowhere else",
    arguments: [
      ("a", "a"), ("a b", "a b"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""),
      ("a\rb", "\"a\rb\""), ("a;b", "a;b"), ("", ""), ("\"", "\"\"\"\""),
    ])
  func quoted(text: String, expected: String) {
    #expect(CSVWriter.quoted(text) == expected)
  }

  @Test(
    "numbers are as short as they can be and free of locale",
    arguments: [
      (12.0, "12"), (0.1, "0.1"), (-1234.5, "-1234.5"), (1e15, "1000000000000000"), (1e17, "1e+17"),
      (1e-7, "1e-07"),
      (-0.0, "-0"), (.nan, "nan"), (.infinity, "inf"), (999_999_999_999_999, "999999999999999"),
    ])
  func numbers(value: Double, text: String) {
    #expect(RoundTripNumber.text(value) == text)
  }
}
