import Testing

@testable import TerminalText

@Suite("Tables of text")
struct TextTableTests {
  private let rides = TextTable(
    columns: [
      TextColumn("driver"), TextColumn("client"), TextColumn("from"),
      TextColumn("km", alignment: .trailing),
    ],
    rows: [
      [.text("Giuseppe"), .text("Mme Test"), .text("Hôpital de la Tour, Meyrin"), .text("12.5")],
      [.text("Marc"), .null, .text("東京 Café"), .text("3")],
      [.text("Ana"), .text("two\nlines\tand \u{1B}[2J"), .text(""), .null],
    ])

  @Test("a table that fits is drawn at its natural width")
  func natural() {
    #expect(
      rides.lines(on: TextCanvas(width: 80)) == [
        "driver    client                        from                          km",
        "────────  ────────────────────────────  ──────────────────────────  ────",
        "Giuseppe  Mme Test                      Hôpital de la Tour, Meyrin  12.5",
        "Marc      NULL                          東京 Café                      3",
        "Ana       two⏎lines\\u{09}and \\u{1B}[2J                              NULL",
      ])
  }

  @Test("the widest columns shrink first, and the footer tells of cut cells")
  func shrinks() {
    #expect(
      rides.lines(on: TextCanvas(width: 50)) == [
        "driver    client            from                km",
        "────────  ────────────────  ────────────────  ────",
        "Giuseppe  Mme Test          Hôpital de la T…  12.5",
        "Marc      NULL              東京 Café            3",
        "Ana       two⏎lines\\u{09}…                    NULL",
        "2 columns truncated",
      ])
  }

  @Test("columns go from the middle where shrinking is not enough, and are named")
  func leavesOut() {
    #expect(
      rides.lines(on: TextCanvas(width: 24, glyphs: .ascii)) == [
        "driver    ~    km",
        "--------  ~  ----",
        "Giuseppe  ~  12.5",
        "Marc      ~     3",
        "Ana       ~  NULL",
        "2 of 4 columns not",
        "  shown: client, from",
      ])
  }

  @Test("a limit and a larger total are told")
  func limits() {
    let table = TextTable(
      columns: [TextColumn("day", alignment: .trailing)],
      rows: [[.text("1")], [.text("2")], [.text("3")]], totalRowCount: 1204)
    #expect(
      table.lines(on: TextCanvas(width: 40), rowLimit: 2) == [
        "day", "───", "  1", "  2", "first 2 of 1,204 rows",
      ])
    #expect(table.lines(on: TextCanvas(width: 40)).last == "first 3 of 1,204 rows")
  }

  @Test("a table without rows or columns says so")
  func empties() {
    let rowless = TextTable(columns: [TextColumn("a")], rows: [])
    #expect(rowless.lines(on: TextCanvas(width: 10)) == ["a", "─", "no rows"])
    #expect(TextTable(columns: [], rows: []).lines(on: TextCanvas(width: 10)) == ["no columns"])
  }

  @Test("only a styled table holds escape sequences, and NULL is dimmed there")
  func styles() {
    let table = TextTable(columns: [TextColumn("a")], rows: [[.null], [.text("NULL")]])
    #expect(
      table.lines(on: TextCanvas(width: 10, palette: .ansi)).map(\.text) == [
        "\u{1B}[1ma\u{1B}[0m", "\u{1B}[2m────\u{1B}[0m", "\u{1B}[2mNULL\u{1B}[0m", "NULL",
      ])
  }

  @Test("Markdown shows data letter by letter")
  func markdown() {
    let table = TextTable(
      columns: [TextColumn("a|b"), TextColumn("n", alignment: .trailing)],
      rows: [[.text("x|y\r\nz"), .text("1")], [.null, .text("<b>*&")], [.text("\u{1B}\\")]])
    #expect(
      table.markdownLines() == [
        "| a\\|b | n |", "| --- | ---: |", "| x\\|y<br>z | 1 |", "| *NULL* | \\<b>\\*&amp; |",
        "| \\\\u{1B}\\\\ |  |",
      ])
  }
}
