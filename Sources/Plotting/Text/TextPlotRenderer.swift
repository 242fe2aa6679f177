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
    let body = plot.figure.map(lines) ?? [.noData]
    return (title(plot.spec.title) + body + canvas.remarks(plot.remarks))
      .map { $0.rendered(on: canvas) }
  }

  private func lines(of figure: Figure) -> [StyledLine] {
    let drawing: any TextDrawing =
      switch figure.marks {
      case .bars(let bars): TextBars(bars, on: canvas)
      case .cells(let cells): TextCells(cells, on: canvas)
      case .spans(let spans): TextSpans(spans, on: canvas)
      case .plane(let plane): TextPlane(plane, on: canvas)
      }
    return drawing.lines + canvas.remarks(figure.remarks) + drawing.key
  }

  private func title(_ text: String) -> [StyledLine] {
    guard !text.isEmpty else { return [] }
    return wrapped(visible(text, glyphs: canvas.glyphs), to: canvas.width)
      .map { StyledLine($0, style: .heading) }
  }
}

/// Marks of one sort, laid out on the cells of a canvas.
protocol TextDrawing {
  var lines: [StyledLine] { get }
  /// What the marks mean.
  var key: [StyledLine] { get }
}

extension TextDrawing {
  var key: [StyledLine] { [] }
}

extension TextCanvas {
  /// Remarks, wrapped.
  func remarks(_ texts: [String]) -> [StyledLine] {
    texts.flatMap { wrapped(visible($0, glyphs: glyphs), to: width, indent: 2) }
      .map { StyledLine($0, style: .muted) }
  }

  /// Labels of data, safe to draw.
  func visibleLabels(_ labels: some Sequence<String>) -> [String] {
    labels.map { visible($0, glyphs: glyphs) }
  }

  /// The columns for labels beside something that needs a number of columns: all that they want
  /// where there is room, at least three otherwise.
  func labelColumns(for labels: [String], beside needed: Int) -> Int {
    labelColumns(wanted: widest(labels), beside: needed)
  }

  func labelColumns(wanted: Int, beside needed: Int) -> Int {
    let smallest = 3
    return min(wanted, max(min(wanted, smallest), width - needed))
  }

  /// A text as a cell of a number of columns: cut to them, and filled with blanks.
  func cell(
    _ text: String, columns: Int, alignment: TextAlignment = .leading, style: TextStyle = .plain
  ) -> StyledLine {
    let text = truncated(text, to: columns, glyphs: glyphs)
    let blanks = StyledLine(String(repeating: " ", count: max(0, columns - displayWidth(of: text))))
    let cell = StyledLine(text, style: style)
    return alignment == .leading ? cell + blanks : blanks + cell
  }
}

extension StyledLine {
  static let noData = StyledLine("no data", style: .muted)

  static func blank(_ columns: Int) -> StyledLine {
    StyledLine(String(repeating: " ", count: max(0, columns)))
  }

  /// Cells beside each other.
  static func row(_ cells: [StyledLine], gap: String = "  ") -> StyledLine {
    var row = cells.first ?? StyledLine()
    for cell in cells.dropFirst() {
      row.append(gap)
      row.append(cell)
    }
    return row
  }

  static func + (left: StyledLine, right: StyledLine) -> StyledLine {
    var line = left
    line.append(right)
    return line
  }
}

/// The columns that the widest of some texts takes.
func widest(_ texts: some Sequence<String>) -> Int {
  texts.reduce(0) { max($0, displayWidth(of: $1)) }
}
