import TerminalText

/// Bars of a histogram, one under the other, beside their bins and counts.
struct SVGHistogram: SVGDrawing {
  let data: HistogramData
  let scale: PlotScale

  func draw(on page: inout SVGPage) {
    let bins = EdgeText.intervals(data)
    let labelWidth = min(190, bins.map(SVGText.width).max() ?? 0) + 6
    let countWidth = (data.counts.map { SVGText.width(of: String($0)) }.max() ?? 0) + 6
    let room = max(40, SVGPage.width - labelWidth - countWidth)
    let lengths = data.counts.map { HistogramChart.length(of: $0, scale) }
    let most = max(lengths.max() ?? 0, 1)
    let height = bins.count > 60 ? 6.0 : 14.0
    // Where bars are thinner than text, every so many bins are named.
    let step = bins.count > 60 ? 3 : 1
    for bin in bins.indices {
      let y = page.bottom
      if bin % step == 0 {
        page.text(SVGText.cut(bins[bin], to: labelWidth), x: 0, y: y + min(11, height + 3))
      }
      let length = data.counts[bin] == 0 ? 0 : max(1, room * lengths[bin] / most)
      page.rectangle(
        x: labelWidth, y: y + 0.5, width: length, height: height - 1, fill: .series(0),
        title: "\(bins[bin]): \(data.counts[bin])")
      if step == 1 { page.text("\(data.counts[bin])", x: labelWidth + length + 4, y: y + 11) }
      page.bottom += height + (step == 1 ? 1 : 0)
    }
    page.bottom += 4
    for remark in HistogramChart.remarks(on: data, scale) {
      page.paragraph(remark, isMuted: true)
    }
  }
}
