/// A line put together of pieces with styles, measured before any escape sequence is in it.
///
/// Its texts are escaped as they come, so that the only sequences it can hold are those of styles.
public struct StyledLine: Sendable, Equatable {
  /// A text of one style.
  public struct Piece: Sendable, Equatable {
    public let text: String
    public let style: TextStyle
  }

  public private(set) var pieces: [Piece] = []
  /// Columns that the line takes.
  public private(set) var width = 0

  public init() {}

  /// Makes a line of one piece.
  public init(_ text: String, style: TextStyle = .plain) {
    append(text, style: style)
  }

  /// Adds a piece at the end.
  public mutating func append(_ text: String, style: TextStyle = .plain) {
    let text = visible(text)
    guard !text.isEmpty else { return }
    pieces.append(Piece(text: text, style: style))
    width += displayWidth(of: text)
  }

  /// Adds the pieces of another line at the end.
  public mutating func append(_ other: StyledLine) {
    pieces += other.pieces
    width += other.width
  }

  /// Adds blanks up to a width.
  public mutating func pad(to columns: Int) {
    guard width < columns else { return }
    append(String(repeating: " ", count: columns - width))
  }

  /// The line as text for a canvas: no blanks at its end, never wider than the canvas.
  public func rendered(on canvas: TextCanvas) -> ScreenLine {
    var result = ScreenLine.empty
    for piece in trimmed.fitting(canvas).trimmed.pieces {
      result = result + canvas.palette.styled(piece.text, as: piece.style)
    }
    return result
  }

  private func fitting(_ canvas: TextCanvas) -> StyledLine {
    guard width > canvas.width else { return self }
    var line = StyledLine()
    for piece in pieces {
      let left = canvas.width - line.width
      let text = truncated(piece.text, to: left, glyphs: canvas.glyphs)
      line.append(text, style: piece.style)
      if text != piece.text { break }
    }
    return line
  }

  private var trimmed: StyledLine {
    var line = self
    while let last = line.pieces.last {
      var text = last.text
      while text.utf8.last == UInt8(ascii: " ") { text.unicodeScalars.removeLast() }
      if text == last.text { break }
      line.pieces.removeLast()
      line.width -= displayWidth(of: last.text)
      line.append(text, style: last.style)
      if !text.isEmpty { break }
    }
    return line
  }
}
