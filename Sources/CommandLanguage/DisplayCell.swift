/// One character as a diagnostic shows it: what to print and how many columns it takes.
///
/// Control and format characters are replaced, so that a quoted line neither sends escapes to a
/// terminal nor reads in another order than it stands in.
struct DisplayCell {
  var text: String
  var width: Int
  /// The bytes that the character takes in the source.
  var byteCount: Int

  /// Tabs are shown as blanks up to the next multiple of this many columns.
  static let tabStop = 4

  static func cells(of line: String) -> [DisplayCell] {
    var column = 0
    return line.map { character in
      let cell = cell(of: character, at: column)
      column += cell.width
      return cell
    }
  }

  private static func cell(of character: Character, at column: Int) -> DisplayCell {
    let count = character.utf8.count
    if character == "\t" {
      let width = tabStop - column % tabStop
      return DisplayCell(
        text: String(repeating: " ", count: width), width: width, byteCount: count)
    }
    guard let scalar = character.unicodeScalars.first, !isControl(scalar) else {
      return DisplayCell(text: "\u{FFFD}", width: 1, byteCount: count)
    }
    return DisplayCell(
      text: String(character), width: width(of: character, scalar), byteCount: count)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: false
    }
  }

  private static func width(of character: Character, _ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    let isEmoji = character.unicodeScalars.contains { $0.value == 0xFE0F }
    return isEmoji || isWide(scalar.value) ? 2 : 1
  }

  /// The blocks that Unicode's EastAsianWidth.txt marks W or F, merged coarsely.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F1E6...0x1F1FF, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
