/// A plot: what is shown, and how.
///
///     Plot(PlotSpec(.bars, title: "rides"), PlotData(labels: ["Ana"], series: [PlotSeries("", [2])]))
///
/// What is too much for a file is cut when the plot is made, and its notes say so; so every plot
/// comes back from ``json`` as it was.
public struct Plot: Sendable, Equatable {
  public let spec: PlotSpec
  public let data: PlotData

  /// Makes a plot; a mark that cannot draw such data gives way to one that can.
  public init(_ spec: PlotSpec, _ data: PlotData) {
    var bounds = PlotBounds()
    let data = data.content.bounded(by: &bounds).content.mappingTexts(PlotBounds.cut)
    var spec = spec
    let fresh = bounds.cuts.filter { !spec.notes.contains($0) }
    spec.notes = Array((fresh + spec.notes).prefix(PlotBounds.notes))
    let marks = type(of: data.content).marks
    if !marks.contains(spec.mark) { spec.mark = marks[0] }
    self.spec = spec.mappingTexts(PlotBounds.cut)
    self.data = data
  }

  /// The plot with each of its texts replaced: titles, remarks, and names in the data.
  ///
  ///     plot.mappingTexts { pseudonyms.replacing(in: $0) }
  ///
  /// - Complexity: O(texts).
  public func mappingTexts(_ transform: (String) -> String) -> Plot {
    Plot(spec.mappingTexts(transform), data.content.mappingTexts(transform))
  }

  /// What the plot shows; nil where there is nothing to draw.
  var figure: Figure? { data.isEmpty ? nil : data.content.figure(spec) }

  /// Remarks below the plot.
  var remarks: [String] { (data.content.isAllZero ? ["every value is 0"] : []) + spec.notes }

  /// More values than that are not listened to.
  static let mostWords = 40

  /// The plot in words, for who does not see it: its kind, how much there is, few values, remarks.
  var words: String {
    var sentences = [spec.mark.name + ": " + data.content.amount]
    let values = data.content.words
    if !values.isEmpty { sentences.append(values.joined(separator: "; ")) }
    return (sentences + spec.notes).joined(separator: ". ")
  }
}

/// How a plot's figures are drawn, apart from where: on a terminal or in a document.
public struct PlotSpec: Sendable, Equatable {
  public var mark: PlotMark
  /// The line above the plot; none where it is empty.
  public var title: String
  /// Remarks below the plot, one a line.
  public var notes: [String]
  /// What runs along the plot, such as a column's name; empty where the labels say it.
  public var x: String
  /// What runs up the plot; empty where nothing needs saying.
  public var y: String
  public var scale: PlotScale

  public init(
    _ mark: PlotMark, title: String = "", notes: [String] = [], x: String = "", y: String = "",
    scale: PlotScale = .linear
  ) {
    self.mark = mark
    self.title = title
    self.notes = notes
    self.x = x
    self.y = y
    self.scale = scale
  }

  /// The spec with each of its texts replaced.
  func mappingTexts(_ transform: (String) -> String) -> PlotSpec {
    PlotSpec(
      mark, title: transform(title), notes: notes.map(transform), x: transform(x), y: transform(y),
      scale: scale)
  }
}

/// The form that stands for a number.
public enum PlotMark: String, Sendable, Equatable, CaseIterable {
  /// A horizontal bar for each row, one under the other for each series.
  case bars
  /// The first series against the second: two panels and each row's change.
  case comparison
  /// Rows by series as a compact grid (days by drivers), and each row's gap from least to most.
  case loadGrid
  /// A line over the labels: the mean of the series, and a band from the least to the most of them.
  case line
  /// A line over the labels with its own band: the series are mean, least and most.
  case band
  /// A line for each series.
  case lines
  /// A bar for each bin of a column's values.
  case histogram
  /// A point for each pair of values.
  case scatter
  /// Rows by columns as shades.
  case heat
  /// Spans of time in lanes, as a Gantt chart has them.
  case timeline
  /// Points and ways over a stretch of land.
  case map

  /// What a plot of that form is called.
  var name: String {
    switch self {
    case .bars: "bar chart"
    case .comparison: "comparison of two series"
    case .loadGrid: "grid of loads"
    case .line, .band, .lines: "line chart"
    case .histogram: "histogram"
    case .scatter: "scatter plot"
    case .heat: "heat map"
    case .timeline: "timeline"
    case .map: "map"
    }
  }
}

/// How lengths stand for counts.
public enum PlotScale: String, Sendable, Equatable, CaseIterable {
  case linear
  /// The logarithm of a count, from ``HistogramData/logBase`` on, so that a count of 1 shows.
  case log
}
