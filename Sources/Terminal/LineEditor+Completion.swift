import CEditLine
import TerminalText

/// What Tab does.
extension LineEditor {
  func complete() -> Int32 {
    guard let line = editedLine() else { return CC_ERROR }
    let text = earlierLines + line.text
    let cursor = earlierLines.utf8.count + line.cursor
    let completion = completer(text, cursor)
    guard completion.range.lowerBound >= earlierLines.utf8.count || completion.candidates.isEmpty
    else { return CC_ERROR }
    switch CompletionStep(completion, text: text, cursor: cursor) {
    case .nothing: return completion.candidates.isEmpty ? CC_REFRESH_BEEP : CC_REFRESH
    case .replace(let scalars, let replacement):
      if scalars > 0 { el_deletestr(editor, Int32(clamping: scalars)) }
      return el_insertstr(editor, replacement) == 0 ? CC_REFRESH : CC_REFRESH_BEEP
    case .list:
      return below { list(completion.candidates) }
    case .hint:
      return below {
        let canvas = environment.outputCanvas()
        show(
          wrapped(visible(completion.hint, glyphs: canvas.glyphs), to: canvas.width - 1)
            .map { canvas.line($0, as: .muted) })
      }
    }
  }

  func editedLine() -> (text: String, cursor: Int)? {
    guard let info = el_line(editor)?.pointee, let buffer = info.buffer, let end = info.lastchar,
      let cursor = info.cursor
    else { return nil }
    let bytes = UnsafeRawBufferPointer(start: buffer, count: end - buffer)
    return (String(decoding: bytes, as: UTF8.self), cursor - buffer)
  }

  /// Writes below the line and draws the line anew under that.
  ///
  /// Not by CC_REDISPLAY: it clears as many rows upwards as the line takes, which are ours by then.
  private func below(_ write: () -> Void) -> Int32 {
    let lines = lineFeedsToBelow(prompt: shownPrompt)
    for _ in 0..<max(1, lines) { move(.newLine) }
    write()
    cel_refresh(editor)
    return CC_NORM
  }

  /// Lists candidates, after asking where they are many, a screen at a time.
  private func list(_ candidates: [EditorCandidate]) {
    let count = candidates.count
    guard
      count <= Self.mostListed || confirms("Display all \(count) possibilities? (y or n) ")
    else { return }
    let lines = candidateLines(candidates, on: environment.outputCanvas())
    // One row is left for the question.
    let page = max(1, TerminalEnvironment.height() - 1)
    var shown = 0
    while shown < lines.count {
      show(Array(lines[shown...].prefix(page)))
      shown += page
      guard shown < lines.count, confirms("--More-- (\(lines.count - shown) lines; y or n) ") else {
        return
      }
    }
  }

  /// Writes lines at the cursor, each with its line break.
  private func show(_ lines: [ScreenLine]) {
    cel_print(lines.map { $0.text + "\n" }.joined())
  }

  func move(_ control: TerminalControl) { cel_print(control.rawValue) }

  private func confirms(_ question: ScreenLine) -> Bool {
    cel_print(question.text)
    let answer = cel_read_character(editor)
    // The question goes: the list is to be read in one piece.
    move(environment.movesCursor ? .eraseLine : .newLine)
    // y, Y, blank, Tab, Return
    return [UInt32(0x79), 0x59, 0x20, 0x09, 0x0D, 0x0A].contains(answer)
  }
}
