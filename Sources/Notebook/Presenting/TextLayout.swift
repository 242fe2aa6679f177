import TerminalText

/// Lays prose out for a width.
enum TextLayout {
  /// A text as lines of a canvas, wrapped where it is wider, in a style.
  static func lines(of text: String, on canvas: TextCanvas, as style: TextStyle = .plain)
    -> [ScreenLine]
  {
    // Escaped before it is measured; a line's end that data hold must not end ours.
    wrapped(visible(text, glyphs: canvas.glyphs), to: canvas.width)
      .map { canvas.line($0, as: style) }
  }

  /// A line wrapped to a width, its further lines two columns deeper than its first.
  static func wrapped(_ line: String, to width: Int) -> [String] {
    guard displayWidth(of: line) > width else { return [line] }
    let depth = line.utf8.prefix { $0 == UInt8(ascii: " ") }.count
    let body = String(line.unicodeScalars.dropFirst(depth))
    let room = max(1, width - depth)
    // A name with its explanation: the explanation's lines stand under one another.
    if let gap = body.firstRange(of: "  ") {
      let start = body[gap.lowerBound...].firstIndex { $0 != " " } ?? body.endIndex
      let head = String(body[..<start])
      let column = depth + displayWidth(of: head)
      if column < width / 2 {
        let lines = TerminalText.wrapped(String(body[start...]), to: width - column)
        return lines.enumerated().map { index, line in
          (index == 0
            ? String(repeating: " ", count: depth) + head : String(repeating: " ", count: column))
            + line
        }
      }
    }
    return TerminalText.wrapped(body, to: room, indent: 2)
      .map { String(repeating: " ", count: depth) + $0 }
  }
}
