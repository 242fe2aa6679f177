/// The number of terminal columns that a text takes.
///
///     displayWidth(of: "Zürich")  // 6
///     displayWidth(of: "東京")     // 4
///
/// Control characters count nothing: ``visible(_:glyphs:)`` replaces them before text is drawn.
///
/// - Complexity: O(*n*) in the length of the text; plain ASCII takes a short way.
public func displayWidth(of text: String) -> Int {
  if isPrintableASCII(text) { return text.utf8.count }
  var width = 0
  for character in text { width += displayWidth(of: character) }
  return width
}

/// The number of terminal columns that one grapheme cluster takes.
///
/// The widths of its parts are added, as terminals do, except where an emoji is put together of
/// several scalars (joined, with a skin colour, or asked for as a picture): these take two.
public func displayWidth(of character: Character) -> Int {
  var sum = 0
  var isJoined = false
  var holdsEmoji = false
  var isFirst = true
  for scalar in character.unicodeScalars {
    sum += displayWidth(of: scalar)
    if isFirst {
      holdsEmoji = scalar.value > 0x7F && scalar.properties.isEmoji
      isFirst = false
    } else {
      switch scalar.value {
      case 0x200D, 0xFE0F, 0x1F3FB...0x1F3FF: isJoined = true
      case 0x20E3: return 2  // a key cap
      default: break
      }
    }
  }
  return isJoined && holdsEmoji ? 2 : sum
}

/// The number of terminal columns that one code point takes by itself: 0, 1 or 2.
func displayWidth(of scalar: Unicode.Scalar) -> Int {
  let value = scalar.value
  if value < 0x7F { return value < 0x20 ? 0 : 1 }
  if value < 0xA0 { return 0 }
  if value < 0x300 { return 1 }
  if WidthTable.contains(value, in: WidthTable.zero) { return 0 }
  return WidthTable.contains(value, in: WidthTable.wide) ? 2 : 1
}

/// Whether every byte is an ASCII character that prints, so that bytes and columns are one.
func isPrintableASCII(_ text: String) -> Bool {
  for byte in text.utf8 where byte < 0x20 || byte > 0x7E { return false }
  return true
}
