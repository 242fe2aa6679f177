import Testing

@testable import TerminalText

@Suite("Sentences whose figures are values")
struct SentenceTests {
  @Test("what is interpolated is compared, wording and volatile pieces are not")
  func values() {
    let name = "october"
    let sentence: Sentence = """
      loaded \(name): \(grouped: 1204) rides, \(0.964, shown: "96 %") of \(2026), \
      \(words: "quickly"), in \(volatile: "0.3 s")
      """
    #expect(sentence.text == "loaded october: 1,204 rides, 96 % of 2026, quickly, in 0.3 s")
    #expect(
      sentence.recordedText == "loaded october: 1,204 rides, 96 % of 2026, quickly, in …")
    #expect(
      sentence.values == [.text("october"), .integer(1204), .real(0.964), .integer(2026)])
  }

  @Test("the same sentence in other pieces of words is the same sentence")
  func normalForm() {
    let whole: Sentence = "1 row, kept"
    let pieces: Sentence = "\(words: "1")\(words: "") row\(Sentence.empty)" + ", kept"
    #expect(whole == pieces)
    #expect(whole.parts == [.words("1 row, kept")])
    #expect(Sentence("").isEmpty)
  }

  @Test("one of a thing has no plural, and a plural may be its own")
  func counts() {
    #expect(Sentence.counted(1, "ride").text == "1 ride")
    #expect(Sentence.counted(0, "ride").text == "0 rides")
    #expect(Sentence.counted(2, "entry", "entries").text == "2 entries")
  }

  @Test("texts among the values change, wording and numbers stay")
  func mapping() {
    let sentence: Sentence = "kept \("kept", shown: "`kept`"), \(3), \(volatile: "kept")"
    let hidden = sentence.mappingTexts { $0.replacing("kept", with: "x") }
    #expect(hidden.text == "kept `x`, 3, x")
    #expect(hidden.values == [.text("x"), .integer(3)])
  }

  @Test("a path below the folder is compared, an absolute one belongs to the machine")
  func paths() {
    let sentence: Sentence = "\(path: "data/a.csv") and \(path: "/tmp/a.csv")"
    #expect(sentence.recordedText == "data/a.csv and …")
    #expect(sentence.text == "data/a.csv and /tmp/a.csv")
  }

  @Test("reals are one value by their bits, with one zero and one NaN")
  func reals() {
    #expect(SentenceValue.real(0) == .real(-0.0))
    #expect(SentenceValue.real(.nan) == .real(-.nan))
    #expect(SentenceValue.real(1) != .real(1.nextUp))
    #expect(SentenceValue.real(1) != .integer(1))
    #expect(SentenceValue.text("\u{E9}") != .text("e\u{301}"))
    #expect(Set<SentenceValue>([.real(0), .real(-0.0), .real(.nan), .real(-.nan)]).count == 2)
  }

  @Test("sentences are joined by words")
  func joining() {
    let sentences: [Sentence] = ["\(1)", "\("a")", "b"]
    #expect(sentences.joined(separator: "; ").text == "1; a; b")
    #expect(sentences.joined(separator: "; ").values == [.integer(1), .text("a")])
  }
}
