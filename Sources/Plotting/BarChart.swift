import TerminalText

/// Horizontal bars with their exact numbers: label, series where there are several, number, bar.
struct BarChart: TextDrawing {
  let data: PlotTable

  /// Longer bars say no more, and are hard to follow across a wide screen.
  static let longestBar = 60
  /// Labels give way before a bar is shorter than this.
  static let shortestBar = 4

  func lines(on canvas: TextCanvas) -> [StyledLine] {
    let layout = BarLayout(data: data, canvas: canvas)
    return data.labels.indices.flatMap { row in
      data.series.indices.map { series in layout.line(row: row, series: series) }
    }
  }
}

/// The columns of a bar chart on one canvas.
private struct BarLayout {
  private let data: PlotTable
  private let canvas: TextCanvas
  private let labels: [String]
  private let names: [String]
  private let labelWidth: Int
  private let nameWidth: Int
  private let valueWidth: Int
  private let scale: BarScale

  init(data: PlotTable, canvas: TextCanvas) {
    self.data = data
    self.canvas = canvas
    labels = visibleLabels(data.labels, on: canvas)
    names = visibleLabels(data.series.map(\.name), on: canvas)
    valueWidth = widest(data.series.flatMap { $0.values.map(valueText) })
    let beside = 2 + valueWidth + 1 + BarChart.shortestBar
    let wantedName = data.series.count > 1 ? widest(names) + 2 : 0
    labelWidth = labelColumns(
      wanted: widest(labels), beside: beside + min(wantedName, canvas.width / 4), of: canvas.width)
    nameWidth = labelColumns(wanted: wantedName, beside: labelWidth + beside, of: canvas.width)
    let room = canvas.width - labelWidth - nameWidth - 2 - valueWidth - 1
    scale = BarScale(
      values: data.finiteValues, columns: min(room, BarChart.longestBar), glyphs: canvas.glyphs)
  }

  func line(row: Int, series: Int) -> StyledLine {
    let value = data.series[series].values[row]
    var line = StyledLine()
    line.append(cell: series == 0 ? labels[row] : "", columns: labelWidth, glyphs: canvas.glyphs)
    if nameWidth > 2 {
      line.append("  ")
      line.append(
        cell: names[series], columns: nameWidth - 2, style: .muted, glyphs: canvas.glyphs)
    }
    line.append("  ")
    line.append(
      cell: valueText(value), columns: valueWidth, alignment: .trailing, style: valueStyle(value),
      glyphs: canvas.glyphs)
    line.append(" ")
    line.append(scale.bar(value), style: .series(series))
    return line
  }
}
