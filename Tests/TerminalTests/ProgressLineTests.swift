import Glibc
import TerminalText
import Testing

@testable import Terminal

@Suite("Progress, prompts and rows")
struct ProgressLineTests {
  private func environment(isErrorTerminal: Bool, movesCursor: Bool = true) -> TerminalEnvironment {
    TerminalEnvironment(
      isInputTerminal: false, isOutputTerminal: false, isErrorTerminal: isErrorTerminal,
      usesUnicode: true, editsUnicode: true, outputPalette: .plain, errorPalette: .plain,
      movesCursor: movesCursor)
  }

  /// What a progress line writes while a test uses it.
  private func written(
    _ environment: TerminalEnvironment, _ use: (ProgressLine) -> Void
  ) -> String? {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    let sink = OutputSink(descriptor: ends[1], capacity: 0)
    use(ProgressLine(environment: environment, sink: sink))
    close(ends[1])
    defer { close(ends[0]) }
    return LineSource(descriptor: ends[0]).rest()
  }

  @Test("progress is drawn ten times a second at most and erased at the end")
  func draws() {
    let text = written(environment(isErrorTerminal: true)) { progress in
      progress.show("1 row", at: 5)
      progress.show("2 rows", at: 5.05)
      progress.show("3\nrows", at: 5.2)
      progress.finish()
      progress.finish()
    }
    #expect(text == "\r1 row\u{1B}[K\r3⏎rows\u{1B}[K\r\u{1B}[K\n")
  }

  @Test("progress is not drawn into a file or on a dumb terminal")
  func staysQuiet() {
    for quiet in [
      environment(isErrorTerminal: false), environment(isErrorTerminal: true, movesCursor: false),
    ] {
      #expect(written(quiet) { $0.show("1 row", at: 0) } == "")
    }
  }

  @Test(
    "escape sequences of a prompt stand between marks, and none stands last",
    arguments: [
      ("a> ", "a> ", "nothing to mark"),
      ("\u{1B}[1ma\u{1B}[0m> ", "^\u{1B}[1m^a^\u{1B}[0m^> ", "both ends of a style"),
      ("a>\u{1B}[0m", "a>^\u{1B}[0m^ ", "a style that ends last"),
      ("a>\u{1B}[", "a>^\u{1B}[^ ", "a sequence cut short"),
    ])
  func marksPrompts(_ prompt: String, _ marked: String, _ reason: String) {
    #expect(markedPrompt(prompt, invisible: "^") == marked, "\(reason)")
  }

  @Test(
    "the rows of an edited text are counted as a terminal breaks them",
    arguments: [
      ("", 3, 10, 0), ("1234567", 3, 10, 0), ("12345678", 3, 10, 1), ("a\nb\nc", 3, 10, 2),
      ("東京東京", 3, 10, 1), ("", 12, 10, 1),
    ])
  func countsRows(_ text: String, _ prompt: Int, _ columns: Int, _ row: Int) {
    #expect(lastRow(of: text, prompt: prompt, columns: columns) == row)
  }
}
