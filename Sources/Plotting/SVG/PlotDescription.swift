import TerminalText

/// Says in words what a plot shows, for those who do not see it.
enum PlotDescription {
  /// More values than that are not listened to.
  private static let mostValues = 40

  /// What sort of plot it is.
  static func kind(of plot: Plot) -> String {
    switch plot.spec.mark {
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

  /// One or more sentences: the kind, how much there is, the values of a small plot, the remarks.
  static func text(of plot: Plot) -> String {
    ([kind(of: plot) + ": " + amount(in: plot.data)] + values(of: plot.data) + plot.spec.notes)
      .joined(separator: ". ")
  }

  private static func amount(in data: PlotData) -> String {
    switch data {
    case .table(let table):
      NumberText.counted(table.labels.count, "row") + ", "
        + NumberText.counted(table.series.count, "series", "series")
    case .histogram(let histogram):
      NumberText.counted(histogram.total, "value") + " in "
        + NumberText.counted(histogram.counts.count, "bin")
    case .scatter(let scatter): NumberText.counted(scatter.total, "point")
    case .heat(let heat):
      NumberText.counted(heat.rows.count, "row") + " by "
        + NumberText.counted(heat.columns.count, "column")
    case .timeline(let timeline):
      NumberText.counted(timeline.lanes.count, "lane") + ", "
        + NumberText.counted(timeline.spans.count, "span")
    case .map(let map):
      NumberText.counted(map.points.count, "place") + ", "
        + NumberText.counted(map.legs.count, "way")
    }
  }

  private static func values(of data: PlotData) -> [String] {
    let texts: [String]
    switch data {
    case .table(let table):
      guard table.labels.count * table.series.count <= mostValues else { return [] }
      texts = table.labels.indices.map { row in
        table.labels[row] + " "
          + table.series.map { valueText($0.values[row]) }.joined(separator: " and ")
      }
    case .histogram(let histogram):
      guard histogram.counts.count <= mostValues else { return [] }
      texts = zip(EdgeText.intervals(histogram), histogram.counts).map { "\($0): \($1)" }
    case .timeline(let timeline):
      texts = timeline.lanes.filter { !$0.note.isEmpty }.map { "\($0.name): \($0.note)" }
    case .scatter, .heat, .map: return []
    }
    return texts.isEmpty ? [] : [texts.joined(separator: "; ")]
  }
}
