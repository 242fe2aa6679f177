/// One line that may be shown: nothing of what it was made of can steer a terminal.
///
/// The streams, the pager, progress, completion lists, pictures and documents take no other text.
/// It is made of a text by escaping it, or of a ``StyledLine`` with our own styles; a literal and
/// what is interpolated into it are escaped as well.
///
///     ScreenLine("\u{1B}]0;title\u{7}").text  // "\u{1B}]0;title\u{07}", written out in letters
///     let line: ScreenLine = "\(path): there is no such file"
public struct ScreenLine: Sendable, Hashable {
  /// The line with the escape sequences of its styles and no others, and without a line break.
  public let text: String

  /// Makes a line of any text; its line breaks become a sign.
  public init(_ text: some StringProtocol, glyphs: Glyphs = .unicode) {
    self.text = visible(String(text), glyphs: glyphs)
  }

  /// Takes a text that is safe already.
  init(escaped text: String) { self.text = text }

  public static let empty = ScreenLine(escaped: "")

  public var isEmpty: Bool { text.isEmpty }

  /// The line without its styles.
  public var plain: String { unstyled(text) }

  /// Two lines as one.
  public static func + (left: ScreenLine, right: ScreenLine) -> ScreenLine {
    ScreenLine(escaped: left.text + right.text)
  }

  /// The lines of a text, its tabs as blanks up to the next of their columns.
  ///
  /// - Complexity: O(*n*) in the length of the text.
  public static func lines(of text: some StringProtocol, glyphs: Glyphs = .unicode) -> [ScreenLine]
  {
    text.split(omittingEmptySubsequences: false, whereSeparator: isLineFeed)
      .map { ScreenLine(untabbed($0), glyphs: glyphs) }
  }

  /// Only what begins a line in files does so here: other separators are shown.
  private static func isLineFeed(_ character: Character) -> Bool {
    character.utf8.last == UInt8(ascii: "\n")
  }

  private static let tabStop = 4

  private static func untabbed(_ line: some StringProtocol) -> String {
    guard line.utf8.contains(UInt8(ascii: "\t")) else { return String(line) }
    var result = ""
    var column = 0
    for character in line {
      if character.utf8.first == UInt8(ascii: "\t") {
        let blanks = tabStop - column % tabStop
        result += String(repeating: " ", count: blanks)
        column += blanks
      } else {
        result.append(character)
        column += displayWidth(of: character)
      }
    }
    return result
  }
}

extension ScreenLine: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self.init(value) }
}

extension ScreenLine: CustomStringConvertible {
  public var description: String { text }
}

/// A text of several lines that may be shown, as documents hold them.
///
/// Its line breaks are line feeds, its tabs blanks; all else is as in a ``ScreenLine``.
public struct ScreenText: Sendable, Hashable {
  public let lines: [ScreenLine]

  public init(_ text: some StringProtocol) { lines = ScreenLine.lines(of: text) }

  public init(lines: [ScreenLine]) { self.lines = lines }

  /// The lines with line feeds between them.
  public var text: String { lines.map(\.text).joined(separator: "\n") }
}

extension ScreenText: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self.init(value) }
}

extension ScreenText: CustomStringConvertible {
  public var description: String { text }
}

extension TextCanvas {
  /// A text in a style as a line of this canvas, however wide.
  public func line(_ text: some StringProtocol, as style: TextStyle = .plain) -> ScreenLine {
    palette.styled(visible(String(text), glyphs: glyphs), as: style)
  }
}
