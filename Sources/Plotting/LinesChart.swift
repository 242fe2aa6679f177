import TerminalText

/// A line for each series, each in a mark of its own, with a legend below.
///
/// A line goes from each of its points to its own next one, whatever the others have between.
struct LinesChart: TextDrawing {
  let data: PlotTable
  var name = ""

  func lines(on canvas: TextCanvas) -> [StyledLine] {
    guard data.series.count > 1 else { return LineChart(data: data, name: name).lines(on: canvas) }
    guard let y = PlotRange(data.finiteValues) else {
      return [StyledLine("no data", style: .muted)]
    }
    let frame = PlotFrame(y: y, rows: LineChart.rows, on: canvas)
    let marks = GroupMarks(glyphs: canvas.glyphs)
    let raster = raster(y, frame)
    let labels = visibleLabels(data.labels, on: canvas)
    let picture = frame.lines(
      from: labels.first, to: labels.count > 1 ? labels.last : nil,
      name: visible(name, glyphs: canvas.glyphs)
    ) { raster.line(row: $0, marks: marks) }
    let names = visibleLabels(data.series.map(\.name), on: canvas)
    return picture + marks.legend(names, on: canvas, hasSeveral: raster.hasSeveral)
  }

  private func raster(_ y: PlotRange, _ frame: PlotFrame) -> MarkRaster {
    var raster = MarkRaster(columns: frame.columns, rows: frame.rows)
    for (group, series) in data.series.enumerated() {
      let curve = BinnedCurve(
        data: PlotTable(labels: data.labels, series: [series]), bins: frame.columns)
      var before: Int?
      for (column, bin) in curve.bins.enumerated() {
        guard let bin else { continue }
        let here = frame.rows - 1 - y.place(bin.mean, of: frame.rows)
        for row in LineRaster.rows(from: before, to: here) {
          raster.mark(row: row, column: column, group: group)
        }
        before = here
      }
    }
    return raster
  }
}
