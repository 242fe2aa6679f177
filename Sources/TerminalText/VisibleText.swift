/// A text of data made safe to draw on one line: nothing in it can steer the terminal.
///
///     visible("two\nlines")         // "two⏎lines"
///     visible("\u{1B}[2Jcleared")   // "\u{1B}[2Jcleared", written out in letters
///
/// Line breaks become `⏎` (`\n` in ASCII); other control characters, and the invisible characters
/// that reverse the reading direction, become `\u{…}`.
///
/// - Complexity: O(*n*) in the length of the text.
public func visible(_ text: String, glyphs: Glyphs = .unicode) -> String {
  guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
  var result = ""
  result.reserveCapacity(text.utf8.count + 8)
  var afterReturn = false
  for scalar in text.unicodeScalars {
    if scalar == "\n" && afterReturn {
      afterReturn = false  // CR LF is one line break
      continue
    }
    afterReturn = scalar == "\r"
    if isLineBreak(scalar) {
      result += glyphs.lineBreak
    } else if isUnsafe(scalar) {
      result += "\\u{" + hexadecimal(scalar.value) + "}"
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

/// Whether a code point may move the cursor, start an escape sequence or reorder the line.
private func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F...0x9F: true
  case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
  default: false
  }
}

private func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return digits.count < 2 ? "0" + digits : digits
}
