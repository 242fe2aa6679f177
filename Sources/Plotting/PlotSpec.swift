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
}

/// How lengths stand for counts.
public enum PlotScale: String, Sendable, Equatable, CaseIterable {
  case linear
  /// The logarithm of a count, from ``HistogramData/logBase`` on, so that a count of 1 shows.
  case log
}
