import PortableMath
import TerminalText

/// Bars of a histogram beside their bins and counts.
///
///     // [ 0,  5)  12 ████████████
///     // [ 5, 10]   1 █
struct HistogramChart: TextDrawing {
  let data: HistogramData
  let scale: PlotScale

  func lines(on canvas: TextCanvas) -> [StyledLine] {
    let bins = EdgeText.intervals(data)
    let counts = data.counts.map(String.init)
    let countWidth = widest(counts)
    let binWidth = labelColumns(
      wanted: widest(bins), beside: 2 + countWidth + 1 + BarChart.shortestBar, of: canvas.width)
    let room = canvas.width - binWidth - 2 - countWidth - 1
    let lengths = data.counts.map { Self.length(of: $0, scale) }
    let bars = BarScale(
      values: lengths, columns: min(room, BarChart.longestBar), glyphs: canvas.glyphs)
    let lines = bins.indices.map { bin in
      var line = StyledLine()
      line.append(cell: bins[bin], columns: binWidth, glyphs: canvas.glyphs)
      line.append("  ")
      line.append(
        cell: counts[bin], columns: countWidth, alignment: .trailing, glyphs: canvas.glyphs)
      line.append(" ")
      line.append(bars.bar(lengths[bin]), style: .firstSeries)
      return line
    }
    return lines
      + remarks.flatMap { wrapped($0, to: canvas.width, indent: 2) }
      .map { StyledLine($0, style: .muted) }
  }

  /// What must be known to read the bars.
  private var remarks: [String] { HistogramChart.remarks(on: data, scale) }

  static func remarks(on data: HistogramData, _ scale: PlotScale) -> [String] {
    var remarks = ["[a, b) includes a, not b; the last bin includes both"]
    if scale == .log {
      remarks.append(
        "bars: logarithm of the count, from \(NumberText.display(HistogramData.logBase))")
    }
    if data.nulls > 0 { remarks.append("left out: \(NumberText.counted(data.nulls, "null"))") }
    if data.others > 0 {
      remarks.append(
        "left out: \(NumberText.counted(data.others, "value")) that "
          + (data.others == 1 ? "is not a number" : "are not numbers"))
    }
    return remarks
  }

  /// The length of a count's bar in the unit of the scale; 0 for none.
  static func length(of count: Int, _ scale: PlotScale) -> Double {
    guard count > 0, scale == .log else { return Double(count) }
    return Portable.log2(Double(count) / HistogramData.logBase)
  }
}
