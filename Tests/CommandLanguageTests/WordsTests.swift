import CivilTime
import CommandLanguage
import TerminalText
import Testing

@Suite("Names, suggestions and dates")
struct WordsTests {
  @Test(
    "the nearest names come first, none that is far",
    arguments: [
      ("octber", ["november", "october", "october2"], ["october", "october2"]),
      ("OCTOBER", ["october"], ["october"]),
      ("laod", ["load", "road"], ["load"]),
      ("x", ["y", "z"], []),
      ("ab", ["abc", "b"], ["abc", "b"]),
      ("", ["a"], []),
      ("tabel", ["table", "tables", "label", "cabel"], ["table", "label", "cabel"]),
    ])
  func nearest(word: String, candidates: [String], expected: [String]) {
    #expect(NearestNames.nearest(to: word, among: candidates) == expected)
  }

  @Test("a suggestion is a question")
  func question() {
    #expect(NearestNames.question(for: "octobr", among: ["october"]) == "did you mean october?")
    #expect(
      NearestNames.question(for: "aaab", among: ["aaaa", "aaac", "aaad", "aaae"])
        == "did you mean aaaa, aaac or aaad?")
    #expect(NearestNames.question(for: "x", among: []) == nil)
  }

  @Test("a name that names nothing is shown with what is near, or with the few there are")
  func unknown() {
    let span = SourceSpan(2, 8)
    #expect(
      Diagnostic.unknown("dataset", "octber", at: span, among: ["october", "rides"])
        == Diagnostic(
          code: .unknown, headline: "there is no dataset called \("octber", shown: "`octber`")",
          span: span,
          expected: "october or rides", remedy: "did you mean october?"))
    #expect(
      Diagnostic.unknown("plan", "x", at: span, among: [], remedy: "dispatch makes one")
        == Diagnostic(
          code: .unknown, headline: "there is no plan called \("x", shown: "`x`")", span: span,
          remedy: "dispatch makes one"))
  }

  @Test("names are letters, digits and _; the rest is quoted")
  func names() {
    #expect(["a", "_", "é1", "日本", "2025"].allSatisfy { NameRules.isBareName($0) })
    #expect(["", "a-b", "a b", "a.b", "🙂", "a\u{A0}"].allSatisfy { !NameRules.isBareName($0) })
    #expect(NameRules.written("a-\"b") == "\"a-\"\"b\"")
    #expect(NameRules.folded("ÉtÉ") == "été")
  }

  @Test(
    "a date is ISO or the office's way, and must exist",
    arguments: [
      ("2025-10-22", "2025-10-22"), ("22.10.2025", "2025-10-22"), ("1.2.2025", "2025-02-01"),
      ("2025-1-2", "2025-01-02"), ("29.02.2024", "2024-02-29"), ("29.02.2025", nil),
      ("29.02.1900", nil), ("2025-13-01", nil), ("2025-00-01", nil), ("2025-10-00", nil),
      ("25-10-22", nil), ("22.10.25", nil), ("2025-10", nil), ("2025-10-22-1", nil),
      ("-2025-10-2", nil), ("2025-+1-02", nil), ("٢٠٢٥-10-22", nil), ("0000-01-01", nil),
    ])
  func dates(text: String, iso: String?) {
    #expect(CivilDate(command: text)?.description == iso)
  }
}
