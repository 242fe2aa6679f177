import TerminalText

/// Texts and numbers as SVG holds them.
enum SVGText {
  /// A text of data without what XML forbids or what steers the reader, its marks escaped.
  ///
  ///     SVGText.escaped("a < \"b\"\u{7}")  // "a &lt; &quot;b&quot;"
  static func escaped(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count + 8)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\t", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": escaped += " "
      default: if isAllowed(scalar) { escaped.unicodeScalars.append(scalar) }
      }
    }
    return escaped
  }

  /// Whether XML 1.0 allows a character, and it neither steers a terminal nor turns the reading.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: false
    default: scalar.value & 0xFFFE != 0xFFFE
    }
  }

  /// A coordinate with at most two decimals.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
    let sign = hundredths < 0 ? "-" : ""
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    guard rest > 0 else { return hundredths == 0 ? "0" : sign + String(whole) }
    let decimals = rest % 10 == 0 ? String(rest / 10) : (rest < 10 ? "0" : "") + String(rest)
    return sign + String(whole) + "." + decimals
  }

  /// About how wide a text is drawn, in the unit of the page.
  static func width(of text: String) -> Double {
    Double(displayWidth(of: text)) * SVGPage.columnWidth
  }

  /// A text cut to about a width.
  static func cut(_ text: String, to width: Double) -> String {
    truncated(visible(text), to: max(1, Int(width / SVGPage.columnWidth)))
  }
}
