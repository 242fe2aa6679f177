/// How a plot's figures are drawn, apart from where: on a terminal, or later in a document.
public struct PlotSpec: Sendable, Equatable {
  public let mark: PlotMark
  /// The line above the plot; none where it is empty.
  public let title: String
  /// Remarks below the plot, one a line.
  public let notes: [String]

  public init(_ mark: PlotMark, title: String = "", notes: [String] = []) {
    self.mark = mark
    self.title = title
    self.notes = notes
  }
}

/// The form that stands for a number.
public enum PlotMark: Sendable, Equatable, CaseIterable {
  /// A horizontal bar for each row, one under the other for each series.
  case bars
  /// The first series against the second: two panels and each row's change.
  case comparison
  /// Rows by series as a compact grid (days by drivers), and each row's gap from least to most.
  case loadGrid
  /// A line over the labels: the mean of the series, and a band from the least to the most of them.
  case line
}

/// A plot: what is shown, and how.
public struct Plot: Sendable, Equatable {
  public let spec: PlotSpec
  public let data: PlotData

  public init(_ spec: PlotSpec, _ data: PlotData) {
    self.spec = spec
    self.data = data
  }
}
