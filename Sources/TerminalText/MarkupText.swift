/// Text made safe to stand in HTML and SVG, in elements and in quoted attributes.
///
///     MarkupText.escaped("a < \"b\"")  // "a &lt; &quot;b&quot;"
public enum MarkupText {
  /// The line with markup's signs as references.
  public static func escaped(_ line: ScreenLine) -> String { referenced(line.text) }

  /// The lines with markup's signs as references.
  public static func escaped(_ text: ScreenText) -> String { referenced(text.text) }

  /// Any text, escaped as a ``ScreenText`` is, with markup's signs as references.
  ///
  /// - Complexity: linear in the text.
  public static func escaped(_ text: String) -> String { escaped(ScreenText(text)) }

  private static func referenced(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      // What begins a formula, where a viewer of notebooks looks for one in the source.
      case "$": escaped += "&#36;"
      case "\\": escaped += "&#92;"
      // Both are no characters, and HTML may not hold them.
      case "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
