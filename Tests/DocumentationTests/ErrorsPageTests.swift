import CommandLanguage
import Testing

/// The list of error codes, which is made from their declaration.
enum ErrorsPage {
  static let file = "docs/errors.md"

  static var text: String {
    let rows = ErrorCode.allCases.sorted { $0.rawValue < $1.rawValue }
      .map { "| `\($0.rawValue)` | \($0.meaning) |" }
    return """
      # Errors

      For those who write scripts or read a session's record: what the code behind an error means. Codes stay the same
      when a message is reworded. Written by `make docs`; do not edit it.

      | code | meaning |
      |---|---|
      \(rows.joined(separator: "\n"))

      """
  }
}

@Suite("The list of error codes")
struct ErrorsPageTests {
  @Test("docs/errors.md is what the codes say")
  func isCurrent() throws {
    let found = (try? ProjectFolder.text(of: ErrorsPage.file)) ?? ""
    if ProjectFolder.isRecording {
      guard ErrorsPage.text != found else { return }
      try ProjectFolder.write(ErrorsPage.text, to: ErrorsPage.file)
      Issue.record("recorded docs/errors.md; run again without CARNET_RECORD")
      return
    }
    #expect(ErrorsPage.text == found, "docs/errors.md is not what the codes say: `make docs`")
  }
}
