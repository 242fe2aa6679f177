import TerminalText
import Testing

@testable import Terminal

@Suite("What Tab does to the line")
struct CompletionStepTests {
  private func step(
    _ text: String, cursor: Int? = nil, word: Int, _ candidates: [String], suffix: String = " "
  ) -> CompletionStep {
    let cursor = cursor ?? text.utf8.count
    let completion = EditorCompletion(
      range: (cursor - word)..<cursor, candidates: candidates.map { EditorCandidate($0) },
      suffix: suffix)
    return CompletionStep(completion, text: text, cursor: cursor)
  }

  @Test("the only candidate is inserted with what follows it")
  func onlyCandidate() {
    #expect(step("load oct", word: 3, ["october"]) == .replace(scalars: 3, with: "october "))
    #expect(
      step("load \"Oc", word: 2, ["october"], suffix: "\"")
        == .replace(scalars: 2, with: "october\""))
    #expect(step("sé", word: 3, ["sélection"]) == .replace(scalars: 2, with: "sélection "))
  }

  @Test("nothing follows a folder, or what already stands there")
  func noSuffix() {
    #expect(step("data", word: 4, ["datasets/"]) == .replace(scalars: 4, with: "datasets/"))
    #expect(step("oct x", cursor: 3, word: 3, ["october"]) == .replace(scalars: 3, with: "october"))
  }

  @Test("several candidates give what they share, then the list")
  func severalCandidates() {
    #expect(step("o", word: 1, ["october", "octave"]) == .replace(scalars: 1, with: "oct"))
    #expect(step("oct", word: 3, ["october", "octave"]) == .list)
    #expect(step("OCT", word: 3, ["october", "octave"]) == .list)
    #expect(
      step("e", word: 1, ["e\u{301}a", "e\u{301}b"]) == .replace(scalars: 1, with: "e\u{301}"))
  }

  @Test("no candidate, and a range that does not end at the cursor, change nothing")
  func nothing() {
    #expect(step("xyz", word: 3, []) == .nothing)
    #expect(step("october ", word: 8, ["october"]) == .nothing)
    let astray = EditorCompletion(range: 0..<9, candidates: [EditorCandidate("a")])
    #expect(CompletionStep(astray, text: "abc", cursor: 3) == .nothing)
    let halved = EditorCompletion(range: 1..<2, candidates: [EditorCandidate("a")])
    #expect(CompletionStep(halved, text: "é", cursor: 2) == .nothing)
  }

  @Test("a list fills columns from the top, and never passes the width")
  func lists() {
    let names = ["alpha", "beta", "gamma", "delta", "epsilon"].map { EditorCandidate($0) }
    #expect(
      candidateLines(names, on: TextCanvas(width: 20)) == [
        "alpha    delta", "beta     epsilon", "gamma",
      ])
    #expect(
      candidateLines(names, on: TextCanvas(width: 4)) == ["alp…", "beta", "gam…", "del…", "eps…"])
    let noted = [EditorCandidate("load", note: "read a file"), EditorCandidate("a\u{1B}b")]
    #expect(
      candidateLines(noted, on: TextCanvas(width: 18)) == ["load      read a …", "a\\u{1B}b"])
  }
}
