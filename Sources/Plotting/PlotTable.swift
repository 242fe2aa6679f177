/// Rows with a label each, and columns of numbers that run beside them.
///
///     PlotTable(
///       labels: ["Giuseppe", "Marc", "Ana"],
///       series: [PlotSeries("recorded", [6, 2, 2]), PlotSeries("wednesday", [4, 3, 3])])
public struct PlotTable: Sendable, Equatable {
  public let labels: [String]
  public let series: [PlotSeries]

  /// Makes a table; series that are shorter than the labels are filled with missing values.
  public init(labels: [String], series: [PlotSeries]) {
    self.labels = labels
    self.series = series.map { series in
      let missing = [Double?](repeating: nil, count: max(0, labels.count - series.values.count))
      return PlotSeries(
        series.name, Array(series.values.prefix(labels.count)) + missing,
        countsForGap: series.countsForGap)
    }
  }

  /// Whether there is nothing to draw.
  public var isEmpty: Bool { labels.isEmpty || series.isEmpty }

  /// Every value that can be drawn to a scale.
  var finiteValues: [Double] {
    series.flatMap { $0.values.compactMap { $0 }.filter(\.isFinite) }
  }
}

/// A named column of numbers; nil where a row has no value.
public struct PlotSeries: Sendable, Equatable {
  public let name: String
  public let values: [Double?]
  /// Whether the gap of a row is over this series too: a gap of loads leaves the reserve out.
  public let countsForGap: Bool

  public init(_ name: String, _ values: [Double?], countsForGap: Bool = true) {
    self.name = name
    self.values = values
    self.countsForGap = countsForGap
  }
}
