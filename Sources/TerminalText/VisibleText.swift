/// A text of data made safe to draw on one line: nothing in it can steer the terminal.
///
///     visible("two\nlines")         // "two⏎lines"
///     visible("\u{1B}[2Jcleared")   // "\u{1B}[2Jcleared", written out in letters
///
/// Line breaks become `⏎` (`\n` in ASCII); other control characters, and characters that are not
/// seen but change what is (``InvisibleCharacter``), become `\u{…}`; so does what stands behind the
/// first 32 code points of one character on the screen (``BoundedCluster``). Doing it twice changes
/// nothing more. A text that is to be shown is kept as a ``ScreenLine``.
///
/// - Complexity: O(*n*) in the length of the text.
public func visible(_ text: String, glyphs: Glyphs = .unicode) -> String {
  if isPrintableASCII(text) { return text }
  return BoundedCluster.bounded(
    text.unicodeScalars.contains(where: mayBeHidden) ? escaped(text, glyphs: glyphs) : text)
}

/// Whether a text may be drawn as it is, as ``visible(_:glyphs:)`` leaves it.
///
/// - Complexity: O(*n*) in the length of the text: bytes are compared, no accents are sorted.
public func isVisible(_ text: String) -> Bool {
  visible(text).utf8.elementsEqual(text.utf8)
}

/// The code points of a character as letters: `\u{301}`.
func writtenOut(_ scalar: Unicode.Scalar) -> String { "\\u{" + hexadecimal(scalar.value) + "}" }

/// Whether a code point may move the cursor, start an escape sequence, reorder the line or hide.
public func mayBeHidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20..<0x7F: false
  case 0..<0x20, 0x7F..<0xA0: true
  default: InvisibleCharacter.contains(scalar)
  }
}

private func escaped(_ text: String, glyphs: Glyphs) -> String {
  let scalars = Array(text.unicodeScalars)
  var result = ""
  result.reserveCapacity(text.utf8.count + 8)
  for (index, scalar) in scalars.enumerated() {
    let before = index > 0 ? scalars[index - 1] : nil
    // CR LF is one line break.
    if scalar == "\n", before == "\r" { continue }
    if isLineBreak(scalar) {
      result += glyphs.lineBreak
    } else if mayBeHidden(scalar),
      !InvisibleCharacter.isPart(
        scalar, after: before, before: index + 1 < scalars.count ? scalars[index + 1] : nil)
    {
      result += writtenOut(scalar)
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

private func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
  default: false
  }
}

private func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return digits.count < 2 ? "0" + digits : digits
}

/// The characters that are drawn as nothing and can deceive: two names that look alike, a text that
/// reads in another order than it stands in.
///
/// Those that a script or an emoji needs are shown as they are where they stand in one: the joiners
/// between letters of Arabic and Indic scripts or between emoji, and the selector behind an emoji.
///
/// Source: Unicode 16.0, `DerivedCoreProperties.txt` (Default_Ignorable_Code_Point), with the line
/// and paragraph separators and the interlinear marks; the contexts follow UAX #31, section 2.3.1.
enum InvisibleCharacter {
  private static let ranges: [ClosedRange<UInt32>] = [
    0x00AD...0x00AD, 0x034F...0x034F, 0x061C...0x061C, 0x115F...0x1160, 0x17B4...0x17B5,
    0x180B...0x180F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164...0x3164,
    0xFE00...0xFE0F, 0xFEFF...0xFEFF, 0xFFA0...0xFFA0, 0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3,
    0x1D173...0x1D17A, 0xE0000...0xE0FFF,
  ]

  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0xAD && WidthTable.contains(scalar.value, in: ranges)
  }

  /// Whether an invisible character belongs to what stands on both sides of it.
  static func isPart(
    _ scalar: Unicode.Scalar, after before: Unicode.Scalar?, before after: Unicode.Scalar?
  ) -> Bool {
    guard let before else { return false }
    switch scalar.value {
    case 0x200C, 0x200D:
      guard let after else { return false }
      if isOfJoiningScript(before), isOfJoiningScript(after) { return true }
      return scalar.value == 0x200D && isEmoji(after) && (isEmoji(before) || before == "\u{FE0F}")
    case 0xFE0E, 0xFE0F:
      // A digit is an emoji only where a key's cap follows.
      return before.value > 0x7F
        ? isEmoji(before) : before.properties.isEmoji && after == "\u{20E3}"
    default: return false
    }
  }

  private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value > 0x7F && scalar.properties.isEmoji
  }

  /// The letters and signs of the Arabic, Syriac, N'Ko, Mandaic and Indic blocks.
  private static func isOfJoiningScript(_ scalar: Unicode.Scalar) -> Bool {
    guard (0x0600...0x0DFF).contains(scalar.value), !contains(scalar) else { return false }
    return scalar.properties.isAlphabetic || scalar.properties.canonicalCombiningClass.rawValue > 0
  }
}
