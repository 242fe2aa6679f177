import Testing

@testable import TerminalText

@Suite("Results as people want to read them")
struct ShownResultsTests {
  @Test(
    "Swiss numbers have their thousands apart, and nothing but them",
    arguments: [
      ("1234.5", "1'234.5"), ("1234567", "1'234'567"), ("-1000", "-1'000"), ("999", "999"),
      ("0.12345", "0.12345"), ("1.5e-7", "1.5e-7"), ("NaN", "NaN"), ("-inf", "-inf"), ("", ""),
      ("9223372036854775807", "9'223'372'036'854'775'807"),
    ])
  func swiss(plain: String, shown: String) {
    #expect(NumberStyle.swiss.shown(plain) == shown)
    #expect(NumberStyle.plain.shown(plain) == plain)
    #expect(shown.filter { $0 != "'" } == plain)
  }

  private func table(columns: Int, keys: Set<Int> = []) -> TextTable {
    TextTable(
      columns: (0..<columns).map { TextColumn("column\($0)", isKey: keys.contains($0)) },
      rows: [(0..<columns).map { .text("value \($0)") }])
  }

  @Test("what a table is read for stays when room lacks, at every width that has room for it")
  func keysStay() {
    let table = table(columns: 9, keys: [6])
    for width in 30...80 {
      let head = table.lines(on: TextCanvas(width: width)).map(\.text)[0]
      #expect(head.contains("column0"), "width \(width)")
      #expect(head.contains("column6"), "width \(width)")
    }
  }

  @Test("without such columns the middle goes first, as before")
  func middleGoes() {
    let head = table(columns: 5).lines(on: TextCanvas(width: 36)).map(\.text)[0]
    #expect(head.contains("column0") && head.contains("column4") && !head.contains("column2"))
  }

  @Test("remarks tell how to see what is left out, and how many rows there are")
  func remarks() {
    let remarks = TableRemarks(
      remedyForRows: "`show _ all`", remedyForColumns: "`show _ vertical`", countsRows: true)
    let wide = table(columns: 9).lines(on: TextCanvas(width: 40), remarks: remarks).map(\.text)
    #expect(wide.joined(separator: " ").contains("columns not shown"))
    #expect(wide.joined(separator: " ").contains("`show _ vertical`"))
    let long = TextTable(
      columns: [TextColumn("n")], rows: (1...3).map { [.text("\($0)")] }, totalRowCount: 3)
    #expect(long.lines(on: TextCanvas(width: 40), remarks: remarks).map(\.text).last == "3 rows")
    #expect(long.lines(on: TextCanvas(width: 40)).map(\.text).count == 5)
    #expect(
      long.lines(on: TextCanvas(width: 40), rowLimit: 2, remarks: remarks).map(\.text).last
        == "first 2 of 3 rows; `show _ all`")
  }

  @Test("vertical rows hold every value whole, within the width")
  func vertical() {
    let long = String(repeating: "word ", count: 30)
    let table = TextTable(
      columns: [TextColumn("name"), TextColumn("a longer name"), TextColumn("none")],
      rows: [[.text("x\ny"), .text(long), .null], [.text("z")]], totalRowCount: 3)
    let lines = table.verticalLines(on: TextCanvas(width: 40)).map(\.text)
    #expect(lines.allSatisfy { displayWidth(of: $0) <= 40 })
    #expect(lines[0] == "─ row 1 of 3 ─")
    #expect(lines[1] == "name           x⏎y")
    #expect(lines.contains("none           NULL"))
    #expect(lines.last == "first 2 of 3 rows")
    #expect(lines.joined().ranges(of: "word").count == 30)
  }
}
