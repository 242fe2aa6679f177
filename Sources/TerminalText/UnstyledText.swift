/// A text without the escape sequences that a palette puts in, to measure or to keep it.
///
///     unstyled(Palette.ansi.styled("6", as: .bad))  // "6"
public func unstyled(_ text: String) -> String {
  guard text.utf8.contains(0x1B) else { return text }
  var result = String.UnicodeScalarView()
  var isEscape = false
  for scalar in text.unicodeScalars {
    if scalar == "\u{1B}" {
      isEscape = true
    } else if !isEscape {
      result.append(scalar)
    } else if scalar == "m" {
      isEscape = false
    }
  }
  return String(result)
}
