import TerminalText

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

  /// The characters of a line, in its order.
  ///
  /// - Complexity: linear in the line.
  static func cells(of line: String) -> [DisplayCell] {
    var column = 0
    return line.map { character in
      let cell = cell(of: character, at: column)
      column += cell.width
      return cell
    }
  }

  private static func cell(of character: Character, at column: Int) -> DisplayCell {
    let text = String(character)
    let count = text.utf8.count
    if character.utf8.first == UInt8(ascii: "\t") {
      let width = tabStop - column % tabStop
      return DisplayCell(
        text: String(repeating: " ", count: width), width: width, byteCount: count)
    }
    guard isVisible(text) else {
      return DisplayCell(text: "\u{FFFD}", width: 1, byteCount: count)
    }
    return DisplayCell(text: text, width: displayWidth(of: character), byteCount: count)
  }
}
