import TerminalText

/// Draws plots with characters.
///
///     let plot = Plot(
///       PlotSpec(.bars, title: "rides per driver"),
///       PlotData(labels: ["Giuseppe", "Marc"], series: [PlotSeries("rides", [6, 2])]))
///     TextPlotRenderer(canvas: TextCanvas(width: 30)).lines(of: plot)
///     // rides per driver
///     // Giuseppe  6 ██████████████████
///     // Marc      2 ██████
public struct TextPlotRenderer: Sendable {
  public let canvas: TextCanvas

  public init(canvas: TextCanvas) {
    self.canvas = canvas
  }

  /// The lines of a plot, none wider than the canvas, with escape sequences only if its palette has.
  ///
  /// - Complexity: O(*n* × *w*) in the number of values and the width.
  public func lines(of plot: Plot) -> [String] {
    let body = plot.data.isEmpty ? [muted("no data")] : drawing(of: plot).lines(on: canvas)
    let lines = title(plot.spec.title) + body + remarks(on: plot)
    return lines.map { $0.rendered(on: canvas) }
  }

  private func drawing(of plot: Plot) -> any TextDrawing {
    switch plot.spec.mark {
    case .bars: BarChart(data: plot.data)
    case .comparison: ComparisonChart(data: plot.data)
    case .loadGrid: LoadGrid(data: plot.data)
    case .line: LineChart(data: plot.data)
    }
  }

  private func title(_ text: String) -> [StyledLine] {
    guard !text.isEmpty else { return [] }
    return wrapped(visible(text, glyphs: canvas.glyphs), to: canvas.width)
      .map { StyledLine($0, style: .heading) }
  }

  private func remarks(on plot: Plot) -> [StyledLine] {
    var texts = plot.spec.notes.map { visible($0, glyphs: canvas.glyphs) }
    let values = plot.data.finiteValues
    if !values.isEmpty, values.allSatisfy({ $0 == 0 }) { texts.insert("every value is 0", at: 0) }
    return texts.flatMap { wrapped($0, to: canvas.width, indent: 2) }.map(muted)
  }

  private func muted(_ text: String) -> StyledLine { StyledLine(text, style: .muted) }
}

/// A plot of one form, which knows how to lay itself out on a canvas.
protocol TextDrawing {
  func lines(on canvas: TextCanvas) -> [StyledLine]
}
