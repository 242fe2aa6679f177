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
  public func lines(of plot: Plot) -> [ScreenLine] {
    let body = plot.data.isEmpty ? [muted("no data")] : drawing(of: plot).lines(on: canvas)
    let lines = title(plot.spec.title) + body + remarks(on: plot)
    return lines.map { $0.rendered(on: canvas) }
  }

  private func drawing(of plot: Plot) -> any TextDrawing {
    switch plot.data {
    case .table(let table): drawing(of: table, plot.spec)
    case .histogram(let histogram): HistogramChart(data: histogram, scale: plot.spec.scale)
    case .scatter(let scatter): ScatterChart(data: scatter, x: plot.spec.x, y: plot.spec.y)
    case .heat(let heat): HeatChart(data: heat)
    case .timeline(let timeline): TimelineChart(data: timeline)
    case .map(let map): MapChart(data: map)
    }
  }

  private func drawing(of table: PlotTable, _ spec: PlotSpec) -> any TextDrawing {
    switch spec.mark {
    case .comparison: ComparisonChart(data: table)
    case .loadGrid: LoadGrid(data: table)
    case .line: LineChart(data: table, name: spec.x)
    case .band: LineChart(data: table, isBand: true, name: spec.x)
    case .lines: LinesChart(data: table, name: spec.x)
    case .bars, .histogram, .scatter, .heat, .timeline, .map: BarChart(data: table)
    }
  }

  private func title(_ text: String) -> [StyledLine] {
    guard !text.isEmpty else { return [] }
    return wrapped(visible(text, glyphs: canvas.glyphs), to: canvas.width)
      .map { StyledLine($0, style: .heading) }
  }

  private func remarks(on plot: Plot) -> [StyledLine] {
    var texts = plot.spec.notes.map { visible($0, glyphs: canvas.glyphs) }
    if plot.isAllZero { texts.insert("every value is 0", at: 0) }
    return texts.flatMap { wrapped($0, to: canvas.width, indent: 2) }.map(muted)
  }

  private func muted(_ text: String) -> StyledLine { StyledLine(text, style: .muted) }
}

/// A plot of one form, which knows how to lay itself out on a canvas.
protocol TextDrawing {
  func lines(on canvas: TextCanvas) -> [StyledLine]
}

extension Plot {
  /// Whether a table has values and all of them are 0, so that no bar can be seen.
  var isAllZero: Bool {
    guard case .table(let table) = data else { return false }
    let values = table.finiteValues
    return !values.isEmpty && values.allSatisfy { $0 == 0 }
  }
}
