import TerminalText

/// Cuts a plot to what a file and a screen can hold.
struct PlotBounds {
  /// Rows of a table, points, spans and ways: what a picture can tell apart.
  static let marks = 2_000
  static let series = 60
  /// Numbers of a table or a grid in all.
  static let cells = 20_000
  /// Unicode scalars of one text.
  static let text = 200
  static let notes = 40

  /// What was cut, as remarks for the plot.
  private var cuts: [String] = []

  /// The data within bounds.
  mutating func bounded(_ data: PlotData) -> PlotData {
    switch data {
    case .table(let table): .table(bounded(table))
    case .histogram(let histogram): .histogram(histogram)
    case .scatter(let scatter): .scatter(bounded(scatter))
    case .heat(let heat): .heat(bounded(heat))
    case .timeline(let timeline): .timeline(bounded(timeline))
    case .map(let map): .map(bounded(map))
    }
  }

  /// The spec within bounds, with remarks on what was cut; comes after the data.
  func bounded(_ spec: PlotSpec) -> PlotSpec {
    var spec = spec
    spec.title = Self.cut(spec.title)
    spec.x = Self.cut(spec.x)
    spec.y = Self.cut(spec.y)
    let fresh = cuts.filter { !spec.notes.contains($0) }
    spec.notes = (fresh + spec.notes).prefix(Self.notes).map(Self.cut)
    return spec
  }

  private mutating func first<Element>(
    _ most: Int, of elements: [Element], _ noun: String
  ) -> [Element] {
    guard elements.count > most else { return elements }
    cuts.append(
      "only the first \(NumberText.grouped(most)) of "
        + "\(NumberText.counted(elements.count, noun)) drawn")
    return Array(elements.prefix(most))
  }

  private mutating func bounded(_ table: PlotTable) -> PlotTable {
    let series = first(Self.series, of: table.series, "series")
    let most = min(Self.marks, Self.cells / max(1, series.count))
    let labels = first(most, of: table.labels, "row")
    return PlotTable(
      labels: labels.map(Self.cut),
      series: series.map { PlotSeries(Self.cut($0.name), $0.values, countsForGap: $0.countsForGap) }
    )
  }

  private mutating func bounded(_ scatter: ScatterData) -> ScatterData {
    var left = Self.marks
    let groups = first(Self.series, of: scatter.groups, "group").map { group in
      let points = Array(group.points.prefix(left))
      left -= points.count
      return ScatterData.Group(name: Self.cut(group.name), points: points)
    }
    return ScatterData(groups: groups, total: scatter.total)
  }

  private mutating func bounded(_ heat: HeatData) -> HeatData {
    let columns = first(Self.cells / 100, of: heat.columns, "column")
    let rows = first(Self.cells / max(1, columns.count), of: heat.rows, "row")
    return HeatData(
      rows: rows.prefix(Self.marks).map(Self.cut), columns: columns.map(Self.cut),
      values: heat.values, name: Self.cut(heat.name))
  }

  private mutating func bounded(_ timeline: TimelineData) -> TimelineData {
    let lanes = first(Self.marks / 10, of: timeline.lanes, "lane")
    let spans = first(Self.marks, of: timeline.spans.filter { $0.lane < lanes.count }, "span")
    return TimelineData(
      lanes: lanes.map { .init(Self.cut($0.name), note: Self.cut($0.note)) },
      spans: spans.map { span in
        var span = span
        span.label = Self.cut(span.label)
        return span
      })
  }

  private mutating func bounded(_ map: MapData) -> MapData {
    MapData(
      groups: map.groups.prefix(Self.series).map(Self.cut),
      points: first(Self.marks, of: map.points, "place"),
      legs: first(Self.marks, of: map.legs, "way"))
  }

  private static func cut(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > Self.text else { return text }
    var cut = String.UnicodeScalarView(scalars.prefix(Self.text - 1))
    cut.append("…")
    return String(cut)
  }
}
