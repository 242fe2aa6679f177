import TerminalText

/// The axes around a picture: the most and the least at the left, the ends below.
///
///     //   9 │
///     //     │
///     //   0 │
///     //     └──────────
///     //      0       50
struct PlotFrame {
  let canvas: TextCanvas
  let rows: Int
  /// Columns within the axes.
  let columns: Int
  private let ticks: [String]
  private let labelWidth: Int

  /// A longer line says no more.
  static let longest = 120

  /// Makes a frame on a canvas.
  ///
  /// - Parameters:
  ///   - y: The range that the rows stand for.
  ///   - rows: Rows within the axes, at least 1.
  ///   - canvas: What it is drawn on.
  init(y: PlotRange, rows: Int, on canvas: TextCanvas) {
    var ticks = [String](repeating: "", count: rows)
    if y.least != y.most { ticks[0] = NumberText.display(y.most) }
    ticks[rows - 1] = NumberText.display(y.least)
    self.ticks = ticks
    self.rows = rows
    self.canvas = canvas
    labelWidth = labelColumns(wanted: widest(ticks), beside: 6, of: canvas.width)
    columns = max(1, min(canvas.width - labelWidth - 2, Self.longest))
  }

  /// The rows between the axes, then the axis below.
  func lines(from first: String?, to last: String?, name: String, row: (Int) -> StyledLine)
    -> [StyledLine]
  {
    (0..<rows).map { index in
      var line = StyledLine()
      line.append(
        cell: ticks[index], columns: labelWidth, alignment: .trailing, style: .muted,
        glyphs: canvas.glyphs)
      line.append(" " + canvas.glyphs.bar, style: .muted)
      line.append(row(index))
      return line
    } + axis(from: first, to: last, name: name)
  }

  private func axis(from first: String?, to last: String?, name: String) -> [StyledLine] {
    let blank = String(repeating: " ", count: labelWidth + 1)
    let corner = canvas.glyphs == .unicode ? "└" : "+"
    let rule = StyledLine(
      blank + corner + String(repeating: canvas.glyphs.rule, count: columns), style: .muted)
    guard let first else { return [rule] }
    var line = StyledLine(blank + " ", style: .muted)
    let middle = displayWidth(of: name)
    let side = last == nil ? columns : (columns - (middle > 0 ? middle + 2 : 0)) / 2
    // A name that leaves no room for the ends is left to the title.
    let isNamed = middle > 0 && last != nil && side >= 8
    let left = isNamed ? side : last == nil ? columns : columns / 2
    line.append(cell: first, columns: left, style: .muted, glyphs: canvas.glyphs)
    if isNamed { line.append(" " + name + " ", style: .muted) }
    if let last {
      line.append(
        cell: last, columns: columns - left - (isNamed ? middle + 2 : 0), alignment: .trailing,
        style: .muted, glyphs: canvas.glyphs)
    }
    return [rule, line]
  }
}
