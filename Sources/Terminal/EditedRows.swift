import TerminalText

/// The rows of a terminal that a text takes after a prompt, counted from 0: that of its last column.
///
/// Needed to get below an edited line whose cursor is not at its end.
///
/// - Parameters:
///   - text: The edited text; its line breaks begin rows.
///   - prompt: Columns of the prompt before it.
///   - columns: The terminal's width.
/// - Returns: 0 where the text stays on the prompt's row.
func lastRow(of text: some Sequence<Character>, prompt: Int, columns: Int) -> Int {
  let columns = max(1, columns)
  var row = prompt / columns
  var column = prompt % columns
  for character in text {
    if character.isNewline {
      row += 1
      column = 0
      continue
    }
    let width = displayWidth(of: character)
    if column + width > columns {
      row += 1
      column = 0
    }
    column += width
  }
  return row
}
