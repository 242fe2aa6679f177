import Testing

@testable import TerminalText

@Suite("Cutting, wrapping and writing out texts")
struct TextPiecesTests {
  @Test(
    "a cut keeps whole graphemes and is marked",
    arguments: [
      ("Giuseppe", 8, "Giuseppe", "nothing to cut"),
      ("Giuseppe", 5, "Gius…", "plain letters"),
      ("Giuseppe", 1, "…", "room for the mark only"),
      ("Giuseppe", 0, "", "no room"),
      ("東京タワー", 4, "東…", "half a wide letter is not drawn"),
      ("👩‍⚕️👩‍⚕️", 3, "👩‍⚕️…", "a joined emoji is one"),
      ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…", "an accent stays with its letter"),
    ])
  func truncates(_ text: String, _ width: Int, _ expected: String, _ reason: String) {
    #expect(truncated(text, to: width) == expected, "\(reason)")
  }

  @Test("ASCII cuts are marked in ASCII")
  func truncatesInASCII() {
    #expect(truncated("Giuseppe", to: 5, glyphs: .ascii) == "Gius~")
  }

  @Test("padding counts columns, not characters")
  func pads() {
    #expect(padded("東京", to: 6) == "東京  ")
    #expect(padded("6", to: 3, alignment: .trailing) == "  6")
    #expect(padded("long", to: 2) == "long")
  }

  @Test(
    "text is wrapped between words where words fit",
    arguments: [
      ("", 10, 0, [""], "nothing is one empty line"),
      ("3 of 12 columns not shown", 12, 0, ["3 of 12", "columns not", "shown"], "between words"),
      ("3 of 12 columns", 9, 2, ["3 of 12", "  columns"], "later lines are indented"),
      ("abcdefgh", 3, 0, ["abc", "def", "gh"], "a long word is cut"),
      ("a\n\nb", 9, 0, ["a", "", "b"], "line breaks are kept"),
      ("東京タワー", 5, 0, ["東京", "タワ", "ー"], "wide letters are not halved"),
    ])
  func wraps(_ text: String, _ width: Int, _ indent: Int, _ lines: [String], _ reason: String) {
    #expect(wrapped(text, to: width, indent: indent) == lines, "\(reason)")
  }

  @Test(
    "control characters are written out",
    arguments: [
      ("plain é 東 🚕", "plain é 東 🚕", "nothing to do"),
      ("a\nb\r\nc\rd", "a⏎b⏎c⏎d", "each kind of line break"),
      ("\u{1B}[2J\t", "\\u{1B}[2J\\u{09}", "an escape sequence and a tab"),
      ("\u{9B}2J\u{7F}", "\\u{9B}2J\\u{7F}", "C1 controls and delete"),
      ("\u{202E}abc", "\\u{202E}abc", "a reversal of the reading direction"),
    ])
  func writesOut(_ text: String, _ expected: String, _ reason: String) {
    #expect(visible(text) == expected, "\(reason)")
  }

  @Test(
    "real numbers have at most three decimals and are never shown as 0 when they are not",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (2.0, "2"), (12.5, "12.5"), (3.14159, "3.142"), (-3.14159, "-3.142"),
      (0.1 + 0.2, "0.3"), (0.9996, "1"), (0.0005, "0.001"), (0.00001234, "1.23e-5"),
      (-0.00009999, "-1e-4"), (123456.7891, "123456.789"),
      (9_007_199_254_740_992, "9007199254740992"),
      (1e300, "1e+300"), (.nan, "NaN"), (-.infinity, "-inf"), (.leastNonzeroMagnitude, "4.94e-324"),
      (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
    ])
  func formats(_ value: Double, _ text: String) {
    #expect(NumberText.display(value) == text)
  }

  @Test("counts are grouped by thousands and agree with their nouns")
  func counts() {
    #expect(NumberText.grouped(1_204) == "1,204")
    #expect(NumberText.grouped(-1_234_567) == "-1,234,567")
    #expect(NumberText.grouped(.min) == "-9,223,372,036,854,775,808")
    #expect(NumberText.counted(1, "row") == "1 row")
    #expect(NumberText.counted(0, "entry", "entries") == "0 entries")
    #expect(NumberText.signed(2) == "+2")
    #expect(NumberText.signed(-0.5) == "-0.5")
  }

  @Test("styles can be taken off again")
  func takesStylesOff() {
    for style in TextStyle.allCases {
      #expect(unstyled(Palette.ansi.styled("é6", as: style).text + "x") == "é6x")
    }
  }

  @Test("a styled line is cut and trimmed before it is coloured")
  func styledLines() {
    var line = StyledLine("Giuseppe", style: .bad)
    line.append("   ")
    #expect(line.rendered(on: TextCanvas(width: 20)) == "Giuseppe")
    #expect(
      line.rendered(on: TextCanvas(width: 4, palette: .ansi)).text == "\u{1B}[31mGiu…\u{1B}[0m")
  }
}
