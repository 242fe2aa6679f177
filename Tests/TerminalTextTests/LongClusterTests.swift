import Testing

@testable import TerminalText

@Suite("Characters of a million code points")
struct LongClusterTests {
  /// Marks of two classes, whose sorting is quadratic; joined emoji; letters that join without end.
  static let pieces = [
    "\u{301}", "\u{301}\u{323}", "\u{1F468}\u{200D}", "\u{1F3FD}", "\u{1100}", "\u{915}\u{94D}",
    "\u{0600}", "\u{FE0F}", "\u{200D}", "a\u{301}",
  ]

  @Test(
    "texts of them are shown, measured, cut and wrapped in time linear in their length",
    arguments: pieces, [1, 31, 33, 1_000, 50_000])
  func isLinear(_ piece: String, _ count: Int) {
    let text = "x " + String(repeating: piece, count: count) + " y"
    let shown = visible(text)
    #expect(isVisible(shown))
    let longest = shown.map(\.unicodeScalars.count).max() ?? 0
    #expect(longest <= BoundedCluster.most + 1)
    let width = displayWidth(of: shown)
    #expect(displayWidth(of: truncated(shown, to: 40)) <= 40)
    let lines = wrapped(shown, to: 40)
    #expect(lines.allSatisfy { displayWidth(of: $0) <= 40 })
    #expect(lines.reduce(0) { $0 + displayWidth(of: $1) } <= width)
    #expect(StyledLine(text + "  ").rendered(on: .record).text.utf8.count < 4_000)
    let table = TextTable(columns: [TextColumn(text)], rows: [[.text(text)]])
    #expect(table.lines(on: .record).count >= 3)
    #expect(ScreenLine.lines(of: text + "\n\t" + text).count == 2)
  }

  @Test("a character keeps its first code points, and the others are written out")
  func writesOut() {
    let marks = String(repeating: "\u{301}", count: 40)
    let kept = "e" + String(repeating: "\u{301}", count: 31)
    let written = String(repeating: "\\u{301}", count: 9)
    #expect(visible("e" + marks + "z").utf8.elementsEqual((kept + written + "z").utf8))
  }

  @Test("what scripts and emoji need stays as it is")
  func keepsText() {
    let texts = ["👨‍👩‍👧‍👦", "हिन्दी में लिखा हुआ एक वाक्य ", "Zu\u{308}rich, "]
    for text in texts.map({ String(repeating: $0, count: 20) }) {
      #expect(visible(text).utf8.elementsEqual(text.utf8))
    }
  }
}
