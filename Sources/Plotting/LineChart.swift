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
  let data: PlotTable
  /// Whether the series are mean, least and most of one band.
  var isBand = false
  var name = ""

  /// Rows of a chart: enough for a curve to bend, and two of them fit on a screen.
  static let rows = 10

  func lines(on canvas: TextCanvas) -> [StyledLine] {
    guard let y = PlotRange(data.finiteValues) else {
      return [StyledLine("no data", style: .muted)]
    }
    let frame = PlotFrame(y: y, rows: Self.rows, on: canvas)
    let dots = canvas.glyphs == .unicode ? DotCells.braille : DotCells.plain
    let bins = frame.columns * dots.across
    let curve = isBand ? BinnedCurve(band: data, bins: bins) : BinnedCurve(data: data, bins: bins)
    let raster = LineRaster(curve: curve, range: y, rows: Self.rows, dots: dots)
    let labels = visibleLabels(data.labels, on: canvas)
    return frame.lines(
      from: labels.first, to: labels.count > 1 ? labels.last : nil,
      name: visible(name, glyphs: canvas.glyphs)
    ) { row in
      var line = StyledLine()
      for cell in raster.cells(row: row) {
        line.append(String(cell.character), style: cell.isBand ? .muted : .firstSeries)
      }
      return line
    }
  }
}
