import TerminalText

/// Horizontal bars with their numbers beside them.
struct SVGBars: SVGDrawing {
  let bars: Bars

  private static let widestText = 150.0
  /// More rows have bars thinner than text, and every so many of them has a label.
  private static let mostTexts = 60

  func draw(on page: inout SVGPage) {
    let isThin = bars.areIntervals && bars.rows.count > Self.mostTexts
    let step = isThin ? 3 : 1
    let height = isThin ? 6.0 : 14
    let gap = isThin ? 0.0 : bars.areIntervals ? 1 : 4
    let (widestLabel, beside, inset) = bars.areIntervals ? (190.0, 6.0, 0.5) : (130, 8, 1)
    let lengths = bars.series.flatMap { $0.bars.map(\.length) }.finite
    let range = PlotRange(least: min(0, lengths.min() ?? 0), most: max(0, lengths.max() ?? 0))
    let labelWidth = min(widestLabel, bars.rows.map(SVGText.width).max() ?? 0) + beside
    let texts = bars.rows.indices.flatMap { row in bars.series.indices.map { text(row, $0) } }
    let textWidth = min(Self.widestText, texts.map(SVGText.width).max() ?? 0) + beside
    let room = max(40, SVGPage.width - labelWidth - textWidth)
    let zero = labelWidth + room * range.share(of: 0)
    for row in bars.rows.indices {
      for series in bars.series.indices {
        let y = page.bottom
        let baseLine = y + min(11, height + 3)
        if series == 0, row % step == 0 {
          page.text(SVGText.cut(bars.rows[row], to: labelWidth), x: 0, y: baseLine)
        }
        let value = bars.series[series].bars[row].length
        let end = labelWidth + room * range.share(of: [value].finite.first ?? 0)
        // What is not 0 is seen.
        let length = value == 0 || value == nil ? 0 : max(1, abs(end - zero))
        page.rectangle(
          x: end < zero ? zero - length : zero, y: y + inset, width: length,
          height: height - 2 * inset, fill: .series(series),
          title: "\(bars.rows[row]): \(text(row, series))")
        if !isThin {
          page.text(
            SVGText.cut(text(row, series), to: textWidth), x: max(zero, end) + 4, y: baseLine)
        }
        page.bottom += height
      }
      page.bottom += gap
    }
    if bars.areIntervals { page.bottom += 4 }
  }

  /// The number, with the name of its series where there are several.
  private func text(_ row: Int, _ series: Int) -> String {
    let text = bars.series[series].bars[row].text
    return bars.series.count > 1 ? "\(text) \(bars.series[series].name)" : text
  }
}
