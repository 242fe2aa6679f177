import TerminalText

/// Two series against each other on one scale: side by side where the width allows, else stacked.
struct ComparisonChart: TextDrawing {
  let data: PlotTable

  /// Shorter bars beside each other cannot be compared by eye.
  private static let shortestPanelBar = 8
  private static let longestPanelBar = 40
  private static let change = "change"

  func lines(on canvas: TextCanvas) -> [StyledLine] {
    guard data.series.count == 2 else { return BarChart(data: data).lines(on: canvas) }
    let labels = visibleLabels(data.labels, on: canvas)
    let labelWidth = labelColumns(
      wanted: widest(labels), beside: canvas.width * 2 / 3, of: canvas.width)
    let beside = labelWidth + 2 + 2 * (valueWidth + 1) + 2 + 2 + changeWidth
    let barWidth = min((canvas.width - beside) / 2, Self.longestPanelBar)
    if barWidth >= Self.shortestPanelBar {
      return sideBySide(labels, labelWidth: labelWidth, barWidth: barWidth, on: canvas)
    }
    return stacked(labels, on: canvas)
  }

  private var valueWidth: Int { widest(data.series.flatMap { $0.values.map(valueText) }) }

  private var changes: [String] {
    data.labels.indices.map {
      changeText(from: data.series[0].values[$0], to: data.series[1].values[$0])
    }
  }

  private var changeWidth: Int { max(widest(changes), Self.change.count) }

  private func sideBySide(
    _ labels: [String], labelWidth: Int, barWidth: Int, on canvas: TextCanvas
  ) -> [StyledLine] {
    let scale = BarScale(values: data.finiteValues, columns: barWidth, glyphs: canvas.glyphs)
    var head = StyledLine(String(repeating: " ", count: labelWidth))
    for name in visibleLabels(data.series.map(\.name), on: canvas) {
      head.append("  ")
      head.append(
        cell: name, columns: valueWidth + 1 + barWidth, style: .heading, glyphs: canvas.glyphs)
    }
    head.append("  ")
    head.append(
      cell: Self.change, columns: changeWidth, alignment: .trailing, style: .heading,
      glyphs: canvas.glyphs)
    let rows = zip(labels, changes).enumerated().map { row, texts in
      var line = StyledLine()
      line.append(cell: texts.0, columns: labelWidth, glyphs: canvas.glyphs)
      for series in data.series.indices {
        line.append("  ")
        appendValue(row: row, series: series, to: &line, glyphs: canvas.glyphs)
        line.append(" ")
        line.append(scale.bar(data.series[series].values[row]), style: .series(series))
      }
      line.append("  ")
      appendChange(texts.1, to: &line, glyphs: canvas.glyphs)
      return line
    }
    return [head] + rows
  }

  /// The first panel above the second, which also holds the changes.
  private func stacked(_ labels: [String], on canvas: TextCanvas) -> [StyledLine] {
    let beside = 2 + valueWidth + 1 + changeWidth + 1
    let labelWidth = labelColumns(
      wanted: widest(labels), beside: beside + BarChart.shortestBar, of: canvas.width)
    let scale = BarScale(
      values: data.finiteValues,
      columns: min(canvas.width - labelWidth - beside, BarChart.longestBar), glyphs: canvas.glyphs)
    return data.series.indices.flatMap { series in
      let name = visible(data.series[series].name, glyphs: canvas.glyphs)
      let head = StyledLine(
        truncated(name, to: canvas.width, glyphs: canvas.glyphs), style: .heading)
      let rows = zip(labels, changes).enumerated().map { row, texts in
        var line = StyledLine()
        line.append(cell: texts.0, columns: labelWidth, glyphs: canvas.glyphs)
        line.append("  ")
        appendValue(row: row, series: series, to: &line, glyphs: canvas.glyphs)
        line.append(" ")
        appendChange(series == 0 ? "" : texts.1, to: &line, glyphs: canvas.glyphs)
        line.append(" ")
        line.append(scale.bar(data.series[series].values[row]), style: .series(series))
        return line
      }
      return [head] + rows
    }
  }

  private func appendValue(row: Int, series: Int, to line: inout StyledLine, glyphs: Glyphs) {
    let value = data.series[series].values[row]
    line.append(
      cell: valueText(value), columns: valueWidth, alignment: .trailing, style: valueStyle(value),
      glyphs: glyphs)
  }

  private func appendChange(_ text: String, to line: inout StyledLine, glyphs: Glyphs) {
    line.append(
      cell: text, columns: changeWidth, alignment: .trailing,
      style: text == "0" ? .muted : .accent, glyphs: glyphs)
  }
}
