import TerminalText

/// The text of a plotted value: the number, or NULL where there is none.
func valueText(_ value: Double?) -> String {
  value.map { NumberText.display($0) } ?? "NULL"
}

/// The style of a plotted value: what is missing is dimmed.
func valueStyle(_ value: Double?) -> TextStyle { value == nil ? .muted : .plain }

/// The change from one value to another with its sign; nothing where one of them is missing.
func changeText(from before: Double?, to after: Double?) -> String {
  guard let before, let after, before.isFinite, after.isFinite else { return "" }
  return NumberText.signed(after - before)
}

/// The columns that the widest of some texts takes.
func widest(_ texts: [String]) -> Int {
  texts.reduce(0) { max($0, displayWidth(of: $1)) }
}

/// The columns for labels beside something that needs a number of columns: all that they want where
/// there is room, at least three otherwise.
func labelColumns(wanted: Int, beside needed: Int, of width: Int) -> Int {
  let smallest = 3
  return min(wanted, max(min(wanted, smallest), width - needed))
}

/// Labels of data, safe to draw.
func visibleLabels(_ labels: [String], on canvas: TextCanvas) -> [String] {
  labels.map { visible($0, glyphs: canvas.glyphs) }
}

extension StyledLine {
  /// Adds a text as a cell of a number of columns: cut to them, and filled with blanks.
  mutating func append(
    cell text: String, columns: Int, alignment: TextAlignment = .leading,
    style: TextStyle = .plain, glyphs: Glyphs
  ) {
    let text = truncated(text, to: columns, glyphs: glyphs)
    let blanks = String(repeating: " ", count: max(0, columns - displayWidth(of: text)))
    if alignment == .trailing { append(blanks) }
    append(text, style: style)
    if alignment == .leading { append(blanks) }
  }
}
