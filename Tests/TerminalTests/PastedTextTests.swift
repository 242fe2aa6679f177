import Testing

@testable import Terminal

@Suite("Pasted text")
struct PastedTextTests {
  private func pasted(_ text: String) -> PastedText {
    var pasted = PastedText()
    for scalar in text.unicodeScalars { pasted.add(scalar.value) }
    return pasted
  }

  @Test(
    "is made fit for a line",
    arguments: [
      ("a\rb\r\nc\nd", "a\nb\nc\nd", "each kind of line break"),
      ("a\n\n\r", "a", "line breaks at the end wait for the user"),
      ("a\tb\u{1B}[31mc\u{0}\u{9B}", "a\tb[31mc", "control characters are dropped, tabs kept"),
      ("é東🚕", "é東🚕", "all of Unicode"),
    ])
  func isFit(_ text: String, _ expected: String, _ reason: String) {
    let paste = pasted(text + "\u{1B}[201~ignored")
    #expect(paste.isComplete)
    #expect(paste.inserted == expected, "\(reason)")
  }

  @Test("goes on until its end is marked")
  func goesOn() {
    #expect(!pasted("a\u{1B}[201").isComplete)
    #expect(!pasted("~").isComplete)
  }
}
