import TerminalText

/// Horizontal bars with their numbers beside them.
struct SVGBars: SVGDrawing {
  let data: PlotTable

  private static let height = 14.0
  private static let gap = 4.0

  func draw(on page: inout SVGPage) {
    let values = data.finiteValues
    let least = min(0, values.min() ?? 0)
    let most = max(0, values.max() ?? 0)
    let labelWidth = min(130, data.labels.map(SVGText.width).max() ?? 0) + 8
    let texts = data.labels.indices.flatMap { row in data.series.indices.map { text(row, $0) } }
    let textWidth = min(150, texts.map(SVGText.width).max() ?? 0) + 8
    let room = max(40, SVGPage.width - labelWidth - textWidth)
    let range = PlotRange(least: least, most: most)
    let zero = labelWidth + room * range.share(of: 0)
    for row in data.labels.indices {
      for series in data.series.indices {
        let y = page.bottom
        if series == 0 {
          page.text(SVGText.cut(data.labels[row], to: labelWidth), x: 0, y: y + 11)
        }
        let value = data.series[series].values[row]
        let end = labelWidth + room * range.share(of: value.flatMap { $0.isFinite ? $0 : nil } ?? 0)
        // What is not 0 is seen.
        let length = value == 0 || value == nil ? 0 : max(1, abs(end - zero))
        page.rectangle(
          x: end < zero ? zero - length : zero, y: y + 1, width: length, height: Self.height - 2,
          fill: .series(series), title: "\(data.labels[row]): \(text(row, series))")
        page.text(
          SVGText.cut(text(row, series), to: textWidth), x: max(zero, end) + 4, y: y + 11)
        page.bottom += Self.height
      }
      page.bottom += Self.gap
    }
  }

  /// The number, with the name of its series where there are several.
  private func text(_ row: Int, _ series: Int) -> String {
    let value = valueText(data.series[series].values[row])
    return data.series.count > 1 ? "\(value) \(data.series[series].name)" : value
  }
}
