/// Which edge of its column a text stands at.
public enum TextAlignment: Sendable, Equatable {
  case leading
  case trailing
}

/// A text filled with blanks up to a width; longer texts are returned as they are.
public func padded(
  _ text: String, to width: Int, alignment: TextAlignment = .leading
) -> String {
  let missing = width - displayWidth(of: text)
  guard missing > 0 else { return text }
  let blanks = String(repeating: " ", count: missing)
  return alignment == .leading ? text + blanks : blanks + text
}

/// A text cut to a width at a grapheme's edge, the cut marked with `…` (`~` in ASCII).
///
///     truncated("Giuseppe", to: 5)  // "Gius…"
///
/// - Complexity: O(*n*) in the length of the text.
public func truncated(_ text: String, to width: Int, glyphs: Glyphs = .unicode) -> String {
  if text.utf8.count <= width && isPrintableASCII(text) { return text }
  if displayWidth(of: text) <= width { return text }
  guard width > 0 else { return "" }
  return prefix(of: text, columns: width - 1) + glyphs.ellipsis
}

/// The longest beginning of a text that takes at most so many columns.
func prefix(of text: String, columns: Int) -> String {
  var result = ""
  var width = 0
  for character in text {
    width += displayWidth(of: character)
    guard width <= columns else { break }
    result.append(character)
  }
  return result
}
