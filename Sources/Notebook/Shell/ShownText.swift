import Terminal
import TerminalText

/// What a statement showed, gathered until it is known whether a pager is to show it.
struct ShownText {
  private enum Line {
    case result(ScreenLine)
    case talk(ScreenLine)
  }

  private var lines: [Line] = []

  mutating func add(result: ScreenLine) { lines.append(.result(result)) }

  mutating func add(talk: ScreenLine) { lines.append(.talk(talk)) }

  /// Writes all of it, results that are longer than the screen through the pager.
  ///
  /// Talk is then written behind: it stays on the screen when the pager has gone.
  ///
  /// - Parameters:
  ///   - pager: The pager's command, or nil for none.
  ///   - height: The rows of the screen.
  ///   - output: Where results go.
  ///   - errors: Where talk goes.
  func write(pager: String?, height: Int, output: OutputSink, errors: OutputSink) {
    let results = lines.compactMap { if case .result(let line) = $0 { line } else { nil } }
    // Two rows belong to the statement and to the next prompt.
    if results.count > max(1, height - 2), let pager {
      output.flush()
      if Pager.show(results, with: pager) {
        for case .talk(let line) in lines { errors.writeLine(line) }
        return
      }
      errors.writeLine("the pager `\(pager)` could not be started; `set pager off` turns it off")
    }
    for line in lines {
      switch line {
      case .result(let text): output.writeLine(text)
      case .talk(let text):
        // Both streams end on one terminal: results written before must stand before.
        output.flush()
        errors.writeLine(text)
      }
    }
    output.flush()
  }
}
