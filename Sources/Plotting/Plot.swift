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
    self.data = bounds.bounded(data)
    var spec = bounds.bounded(spec)
    if !data.marks.contains(spec.mark) { spec.mark = data.marks[0] }
    self.spec = spec
  }

  /// The plot with each of its texts replaced: titles, remarks, and names in the data.
  ///
  ///     plot.mappingTexts { pseudonyms.replacing(in: $0) }
  ///
  /// - Complexity: O(texts).
  public func mappingTexts(_ transform: (String) -> String) -> Plot {
    var spec = spec
    spec.title = transform(spec.title)
    spec.notes = spec.notes.map(transform)
    spec.x = transform(spec.x)
    spec.y = transform(spec.y)
    return Plot(spec, data.mappingTexts(transform))
  }
}

extension PlotData {
  fileprivate func mappingTexts(_ transform: (String) -> String) -> PlotData {
    switch self {
    case .table(let table):
      return PlotData(
        labels: table.labels.map(transform),
        series: table.series.map {
          PlotSeries(transform($0.name), $0.values, countsForGap: $0.countsForGap)
        })
    case .histogram: return self
    case .scatter(let scatter):
      return .scatter(
        ScatterData(
          groups: scatter.groups.map { .init(name: transform($0.name), points: $0.points) },
          total: scatter.total))
    case .heat(let heat):
      return .heat(
        HeatData(
          rows: heat.rows.map(transform), columns: heat.columns.map(transform),
          values: heat.values, name: transform(heat.name)))
    case .timeline(let timeline):
      return .timeline(
        TimelineData(
          lanes: timeline.lanes.map { .init(transform($0.name), note: transform($0.note)) },
          spans: timeline.spans.map { span in
            var span = span
            span.label = transform(span.label)
            return span
          }))
    case .map(let map):
      return .map(
        MapData(
          groups: map.groups.map(transform), points: map.points, legs: map.legs))
    }
  }
}
