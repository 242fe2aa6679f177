/// A text broken into lines of at most a width, between words where words fit.
///
///     wrapped("3 of 12 columns not shown", to: 12)  // ["3 of 12", "columns not", "shown"]
///
/// Line breaks in the text are kept; a word that is wider than a line is cut into pieces. Control
/// characters other than line breaks are not touched: pass data through `visible` first.
///
/// - Parameters:
///   - text: What to break.
///   - width: Columns of a line; below 2 counts as 2, so that wide characters fit.
///   - indent: Blanks before every line but the first, at most half the width.
/// - Returns: At least one line.
public func wrapped(_ text: String, to width: Int, indent: Int = 0) -> [String] {
  var wrapper = WordWrapper(width: max(2, width), indent: max(0, min(indent, width / 2)))
  for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
    for word in paragraph.split(whereSeparator: isBlank) { wrapper.add(String(word)) }
    wrapper.finishLine()
  }
  return wrapper.lines
}

/// Whether a character is a blank and nothing else, told by bytes: comparing characters would sort
/// the marks of a long one.
func isBlank(_ character: Character) -> Bool { character.utf8.elementsEqual(blank) }

private let blank = " ".utf8

/// The lines under way while words are laid one after the other.
private struct WordWrapper {
  let width: Int
  let indent: Int
  var lines: [String] = []
  private var line = ""
  private var used = 0

  init(width: Int, indent: Int) {
    self.width = width
    self.indent = indent
  }

  private var margin: Int { lines.isEmpty ? 0 : indent }

  mutating func add(_ word: String) {
    let wordWidth = displayWidth(of: word)
    if !line.isEmpty, margin + used + 1 + wordWidth > width { finishLine() }
    if line.isEmpty {
      addToEmptyLine(word, width: wordWidth)
    } else {
      line += " " + word
      used += 1 + wordWidth
    }
  }

  private mutating func addToEmptyLine(_ word: String, width wordWidth: Int) {
    guard margin + wordWidth > width else {
      line = word
      used = wordWidth
      return
    }
    for character in word {
      let characterWidth = displayWidth(of: character)
      if characterWidth > width - indent {
        addInParts(character)
        continue
      }
      if !line.isEmpty, margin + used + characterWidth > width { finishLine() }
      line.append(character)
      used += characterWidth
    }
  }

  /// A character that no line holds, as letters joined without an end: cut between code points.
  private mutating func addInParts(_ character: Character) {
    for scalar in character.unicodeScalars {
      let scalarWidth = displayWidth(of: scalar)
      if !line.isEmpty, margin + used + scalarWidth > width { finishLine() }
      line.unicodeScalars.append(scalar)
      used += scalarWidth
    }
  }

  mutating func finishLine() {
    lines.append(line.isEmpty ? "" : String(repeating: " ", count: margin) + line)
    line = ""
    used = 0
  }
}
