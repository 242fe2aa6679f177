import TerminalText

/// A line over numbers, with the band from least to most where several series run beside each other.
///
///     //  12 │⢇
///     //     │ ⠱⡀
///     //     │  ⠈⠢⢄⡀
///     // 2.5 │     ⠈⠉⠒⠤⠤
///     //     └──────────
///     //      0       50
///
/// Labels that are ascending numbers are places along the axis; others stand at equal distances.
/// Where more points than columns come together, the line is their mean and the band holds them all.
struct LineChart: TextDrawing {
  let data: PlotData

  /// Rows of a chart: enough for a curve to bend, and two of them fit on a screen.
  static let rows = 10
  /// A longer line says no more.
  static let longestLine = 120

  func lines(on canvas: TextCanvas) -> [StyledLine] {
    let values = data.finiteValues
    guard let least = values.min(), let most = values.max() else {
      return [StyledLine("no data", style: .muted)]
    }
    let ticks = tickTexts(least: least, most: most)
    let labelWidth = labelColumns(wanted: widest(ticks), beside: 6, of: canvas.width)
    let columns = max(1, min(canvas.width - labelWidth - 2, Self.longestLine))
    let dots = canvas.glyphs == .unicode ? LineRaster.brailleDots : LineRaster.plainDots
    let raster = LineRaster(
      curve: BinnedCurve(data: data, bins: columns * dots.across), least: least, most: most,
      rows: Self.rows, dots: dots)
    let body = (0..<Self.rows).map { row in
      var line = StyledLine()
      line.append(
        cell: ticks[row], columns: labelWidth, alignment: .trailing, style: .muted,
        glyphs: canvas.glyphs)
      line.append(" " + canvas.glyphs.bar, style: .muted)
      for cell in raster.cells(row: row) {
        line.append(String(cell.character), style: cell.isBand ? .muted : .firstSeries)
      }
      return line
    }
    return body + axis(labelWidth: labelWidth, columns: columns, on: canvas)
  }

  /// The text beside each row: the most at the top, the least at the bottom.
  private func tickTexts(least: Double, most: Double) -> [String] {
    var texts = [String](repeating: "", count: Self.rows)
    texts[0] = NumberText.display(most)
    texts[Self.rows - 1] = NumberText.display(least)
    if least == most { texts[0] = "" }
    return texts
  }

  private func axis(labelWidth: Int, columns: Int, on canvas: TextCanvas) -> [StyledLine] {
    let blank = String(repeating: " ", count: labelWidth + 1)
    let corner = canvas.glyphs == .unicode ? "└" : "+"
    let rule = StyledLine(
      blank + corner + String(repeating: canvas.glyphs.rule, count: columns), style: .muted)
    let labels = visibleLabels(data.labels, on: canvas)
    guard let first = labels.first, let last = labels.last else { return [rule] }
    var line = StyledLine(blank + " ", style: .muted)
    let half = labels.count > 1 ? columns / 2 : columns
    line.append(cell: first, columns: half, style: .muted, glyphs: canvas.glyphs)
    if labels.count > 1 {
      line.append(
        cell: last, columns: columns - half, alignment: .trailing, style: .muted,
        glyphs: canvas.glyphs)
    }
    return [rule, line]
  }
}
