import TerminalText

/// Rows by columns: numbers with shades where there is room for them, else shades alone.
///
///     //            08   09   10
///     // Monday    12▓   3░    ·
struct HeatChart: TextDrawing {
  let data: HeatData

  func lines(on canvas: TextCanvas) -> [StyledLine] {
    guard let shades = HeatShades(data.finiteValues) else {
      return [StyledLine("no data", style: .muted)]
    }
    let layout = HeatLayout(data: data, shades: shades, canvas: canvas)
    let legend = wrapped(shades.legend(glyphs: canvas.glyphs), to: canvas.width, indent: 2)
      .map { StyledLine($0, style: .muted) }
    return layout.blocks.enumerated().flatMap { place, block in
      (place > 0 ? [StyledLine()] : []) + layout.lines(of: block)
    } + legend
  }
}

/// The columns of a grid on one canvas.
private struct HeatLayout {
  private let data: HeatData
  private let shades: HeatShades
  private let canvas: TextCanvas
  private let labels: [String]
  private let heads: [String]
  private let labelWidth: Int
  private let cellWidth: Int
  private let hasNumbers: Bool
  /// The columns of each block.
  let blocks: [Range<Int>]

  /// Two columns of shade are about a square.
  private static let square = 2

  init(data: HeatData, shades: HeatShades, canvas: TextCanvas) {
    self.data = data
    self.shades = shades
    self.canvas = canvas
    labels = visibleLabels(data.rows, on: canvas)
    heads = visibleLabels(data.columns, on: canvas)
    let number = widest(data.values.flatMap { $0.compactMap { $0.map { valueText($0) } } })
    let head = min(widest(heads), 6)
    let wanted = max(number + 1, head) + 1
    let count = data.columns.count
    labelWidth = labelColumns(
      wanted: widest(labels), beside: count * min(wanted, head + 1), of: canvas.width)
    let room = max(1, canvas.width - labelWidth)
    // Numbers are worth a second block, but not a third.
    hasNumbers = wanted <= room && (count * wanted + room - 1) / room <= 2
    cellWidth =
      hasNumbers ? wanted : min(room, max(Self.square, min(head + 1, room / max(1, count))))
    let most = max(1, room / cellWidth)
    blocks = stride(from: 0, to: count, by: most).map { $0..<min($0 + most, count) }
  }

  func lines(of block: Range<Int>) -> [StyledLine] {
    var head = StyledLine(String(repeating: " ", count: labelWidth))
    for column in block {
      head.append(
        cell: " " + prefix(heads[column]), columns: cellWidth, alignment: .trailing,
        style: .heading, glyphs: canvas.glyphs)
    }
    return [head]
      + data.rows.indices.map { row in
        var line = StyledLine()
        line.append(cell: labels[row], columns: labelWidth, glyphs: canvas.glyphs)
        for column in block { append(data.values[row][column], to: &line) }
        return line
      }
  }

  private func prefix(_ head: String) -> String {
    cellWidth > Self.square
      ? truncated(head, to: cellWidth - 1, glyphs: canvas.glyphs)
      : String(head.suffix(1))
  }

  private func append(_ value: Double?, to line: inout StyledLine) {
    var cell = StyledLine()
    if let value, value.isFinite {
      let level = shades.level(of: value)
      let shade = HeatShades.character(level, glyphs: canvas.glyphs)
      if hasNumbers, level > 0 || value != 0 { cell.append(valueText(value)) }
      let repeats = hasNumbers || level == 0 ? 1 : max(1, cellWidth - 1)
      cell.append(
        String(repeating: shade, count: repeats), style: level == 0 ? .muted : .firstSeries)
    }
    let blanks = max(0, cellWidth - cell.width)
    line.append(String(repeating: " ", count: blanks))
    line.append(cell)
  }
}
