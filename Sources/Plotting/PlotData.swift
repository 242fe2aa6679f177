/// The figures of a plot: bounded in number, so that a session's file can hold them.
public enum PlotData: Sendable, Equatable {
  /// Labels and series: bars, grids and lines.
  case table(PlotTable)
  case histogram(HistogramData)
  case scatter(ScatterData)
  case heat(HeatData)
  case timeline(TimelineData)
  case map(MapData)

  /// Makes data of labels and series; short series are filled with missing values.
  public init(labels: [String], series: [PlotSeries]) {
    self = .table(PlotTable(labels: labels, series: series))
  }

  /// Whether there is nothing to draw.
  public var isEmpty: Bool {
    switch self {
    case .table(let table): table.isEmpty
    case .histogram(let histogram): histogram.counts.isEmpty
    case .scatter(let scatter): scatter.groups.allSatisfy(\.points.isEmpty)
    case .heat(let heat): heat.rows.isEmpty || heat.columns.isEmpty
    case .timeline(let timeline): timeline.spans.isEmpty && timeline.lanes.isEmpty
    case .map(let map): map.points.isEmpty && map.legs.isEmpty
    }
  }

  /// The marks that can draw such data; the first is the usual one.
  var marks: [PlotMark] {
    switch self {
    case .table: [.bars, .comparison, .loadGrid, .line, .band, .lines]
    case .histogram: [.histogram]
    case .scatter: [.scatter]
    case .heat: [.heat]
    case .timeline: [.timeline]
    case .map: [.map]
    }
  }
}
