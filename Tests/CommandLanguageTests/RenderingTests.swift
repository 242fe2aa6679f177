import CommandLanguage
import TerminalText
import Testing

@Suite("A diagnostic shows its line with carets under the place")
struct RenderingTests {
  /// The lines of a mistake whose place is between 1️⃣ and 2️⃣.
  static func rendering(_ marked: String, width: Int = 80, name: String? = nil) -> [String] {
    let marked = MarkedText(marked)
    let diagnostic = Diagnostic(
      code: .verb, headline: "wrong", span: SourceSpan(marked.offsets[0], marked.offsets[1]))
    return SourceText(marked.text, name: name).render(diagnostic, width: width).map(\.text)
  }

  @Test("all parts of a diagnostic are shown, with the file's name in front of the place")
  func parts() {
    let source = SourceText("tables\nlod x", name: "tour.carnet")
    let diagnostic = Diagnostic(
      code: .verb, headline: "unknown command `lod`", span: SourceSpan(7, 10),
      secondSpan: SourceSpan(0, 6), expected: "a command", remedy: "did you mean load?")
    #expect(
      source.render(diagnostic).map(\.text) == [
        "unknown command `lod` [E-verb]",
        "  at tour.carnet:2:1", "    lod x", "    ^^^",
        "  at tour.carnet:1:1", "    tables", "    ^^^^^^",
        "  expected: a command", "  did you mean load?",
      ])
  }

  @Test(
    "carets stand under the place",
    arguments: [
      ("a 1️⃣bc2️⃣ d", "1:3", "a bc d", "  ^^"),
      ("a1️⃣2️⃣", "1:2", "a", " ^"),
      ("1️⃣2️⃣", "1:1", "", "^"),
      ("日本 1️⃣x2️⃣", "1:6", "日本 x", "     ^"),
      ("1️⃣日本2️⃣", "1:1", "日本", "^^^^"),
      ("e\u{301} 1️⃣x2️⃣", "1:3", "e\u{301} x", "  ^"),
      ("한국 ﾊﾝ 1️⃣x2️⃣", "1:9", "한국 ﾊﾝ x", "        ^"),
      ("⌚🥇🪐 1️⃣x2️⃣", "1:8", "⌚🥇🪐 x", "       ^"),
      ("👩‍🚀👨‍👩‍👧 1️⃣x2️⃣", "1:6", "👩‍🚀👨‍👩‍👧 x", "     ^"),
      ("🇨🇭👍🏽❤️1️⃣x2️⃣", "1:7", "🇨🇭👍🏽❤️x", "      ^"),
      ("1️⃣👩‍🚀2️⃣ x", "1:1", "👩‍🚀 x", "^^"),
      ("o\u{302}\u{323}ɛ\u{303} 1️⃣x2️⃣", "1:4", "o\u{302}\u{323}ɛ\u{303} x", "   ^"),
      ("日\t本\t1️⃣x2️⃣", "1:9", "日  本  x", "        ^"),
      ("a\u{202E}1️⃣x2️⃣", "1:3", "a\u{FFFD}x", "  ^"),
      ("a\t1️⃣x2️⃣", "1:5", "a   x", "    ^"),
      ("1️⃣\t2️⃣x", "1:1", "    x", "^^^^"),
      ("a\r\nb 1️⃣c2️⃣\r\n", "2:3", "b c", "  ^"),
      ("a 1️⃣b\nc2️⃣", "1:3", "a b", "  ^"),
      ("a\u{1B}[1m1️⃣b2️⃣", "1:6", "a\u{FFFD}[1mb", "     ^"),
    ])
  func carets(marked: String, place: String, line: String, carets: String) {
    #expect(
      Self.rendering(marked)
        == ["wrong [E-verb]", "  at " + place, "    " + line, "    " + carets])
  }

  @Test("a long line is cut around the place")
  func window() {
    let left = String(repeating: "a", count: 100)
    let right = String(repeating: "b", count: 100)
    #expect(
      Self.rendering(left + "1️⃣xyz2️⃣" + right, width: 34).suffix(2) == [
        "    ...aaaaaaaxyzbbbbbbbbbbbbbb...", "              ^^^",
      ])
    #expect(
      Self.rendering("1️⃣x2️⃣" + right, width: 34).suffix(2) == [
        "    xbbbbbbbbbbbbbbbbbbbbbbbbbb...", "    ^",
      ])
    #expect(
      Self.rendering(left + "1️⃣2️⃣", width: 34).suffix(2) == [
        "    ...aaaaaaaaaaaaaaaaaaaaaaaaaaa", "                                  ^",
      ])
  }

  @Test("no line is wider than asked for, wherever the place is, and carets stay in the line")
  func widths() {
    let text = String(repeating: "a日\te\u{301}", count: 30)
    let count = text.utf8.count
    for start in stride(from: 0, through: count, by: 7) {
      for length in [0, 1, 20, count] {
        let diagnostic = Diagnostic(
          code: .verb, headline: "wrong", span: SourceSpan(start, start + length))
        let lines = SourceText(text).render(diagnostic, width: 40).map(\.text)
        #expect(lines.count == 4)
        #expect(lines[3].count <= 41, "\(start) \(length)")
        #expect(lines[3].contains("^"))
      }
    }
  }

  @Test("a span beyond the text is shown at its end")
  func beyond() {
    let diagnostic = Diagnostic(code: .verb, headline: "wrong", span: SourceSpan(90, 99))
    #expect(
      SourceText("ab\n").render(diagnostic) == [
        .headline("wrong [E-verb]"), .words("  at 2:1"), .excerpt("    "), .excerpt("    ^"),
      ])
  }

  @Test("positions count lines and columns from 1")
  func positions() {
    let source = SourceText("ab\r\n日x\n")
    #expect(source.position(of: 0) == (1, 1))
    #expect(source.position(of: 4) == (2, 1))
    #expect(source.position(of: 7) == (2, 3))
    #expect(source.position(of: 99) == (3, 1))
    #expect(source.position(of: -5) == (1, 1))
  }
}
