import Testing

@testable import TerminalText

@Suite("Tables of any data on any width")
struct TextTablePropertyTests {
  private func table(seed: UInt64) -> TextTable {
    var draws = AwkwardText.Draws(state: seed)
    let columns = (0..<(1 + draws.below(9))).map { _ in
      TextColumn(draws.text(), alignment: draws.below(2) == 0 ? .leading : .trailing)
    }
    let rows = (0..<draws.below(6)).map { _ in
      (0..<draws.below(columns.count + 2)).map { _ in
        draws.below(5) == 0 ? TextCell.null : .text(draws.text())
      }
    }
    return TextTable(columns: columns, rows: rows, totalRowCount: draws.below(9))
  }

  @Test(
    "no line is wider than the canvas or steers the terminal", arguments: 0..<24 as Range<UInt64>)
  func fits(seed: UInt64) {
    let table = table(seed: seed)
    for width in [1, 2, 5, 13, 20, 21, 27, 40, 66, 80, 133, 300] {
      for glyphs in [Glyphs.unicode, .ascii] {
        for line in table.lines(on: TextCanvas(width: width, glyphs: glyphs)).map(\.text) {
          #expect(displayWidth(of: line) <= width, "seed \(seed), width \(width): \(line)")
          #expect(!AwkwardText.steersTerminal(line), "seed \(seed), width \(width)")
        }
      }
    }
    for line in table.markdownLines().map(\.text) {
      #expect(!AwkwardText.steersTerminal(line), "seed \(seed)")
    }
  }

  @Test("a layout fills no more than its width and accounts for every column")
  func layout() {
    var draws = AwkwardText.Draws(state: 7)
    for _ in 0..<400 {
      let natural = (0..<(1 + draws.below(12))).map { _ in 1 + draws.below(60) }
      let isNumeric = natural.map { _ in draws.below(2) == 0 }
      let width = 1 + draws.below(200)
      let layout = TableLayout(natural: natural, isNumeric: isNumeric, width: width)
      #expect((layout.shown + layout.omitted).sorted() == Array(natural.indices))
      #expect(layout.shown == layout.shown.sorted() && !layout.shown.isEmpty)
      let taken = layout.shown.map { layout.widths[$0] }.reduce(0, +)
      #expect(taken + 2 * (layout.shown.count - 1) <= width)
      // Nothing is cut while there is room for it.
      let isCut = layout.shown.contains { layout.widths[$0] < natural[$0] }
      let all = natural.reduce(0, +) + 2 * (natural.count - 1)
      #expect(!(all <= width && (isCut || !layout.omitted.isEmpty)))
    }
  }
}
