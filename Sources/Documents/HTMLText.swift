import TerminalText

/// Text made safe to stand in HTML, in elements and in quoted attributes.
enum HTMLText {
  /// The line with markup's signs as references.
  static func escaped(_ line: ScreenLine) -> String { referenced(line.text) }

  /// The lines with markup's signs as references.
  static func escaped(_ text: ScreenText) -> String { referenced(text.text) }

  /// Any text, escaped as a ``ScreenText`` is, with markup's signs as references.
  ///
  /// - Complexity: linear in the text.
  static func escaped(_ text: String) -> String { escaped(ScreenText(text)) }

  private static func referenced(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      // Both are no characters, and HTML may not hold them.
      case "\u{FFFE}", "\u{FFFF}": escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
