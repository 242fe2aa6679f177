import Tabular

extension PlotData {
  var json: JSONValue {
    switch self {
    case .table(let table): table.json
    case .histogram(let histogram): histogram.json
    case .scatter(let scatter): scatter.json
    case .heat(let heat): heat.json
    case .timeline(let timeline): timeline.json
    case .map(let map): map.json
    }
  }

  /// Reads the data that a mark draws.
  init(json: PlotJSONFields, mark: PlotMark) throws(PlotFormatError) {
    switch mark {
    case .bars, .comparison, .loadGrid, .line, .band, .lines: self = .table(try PlotTable(json))
    case .histogram: self = .histogram(try HistogramData(json))
    case .scatter: self = .scatter(try ScatterData(json))
    case .heat: self = .heat(try HeatData(json))
    case .timeline: self = .timeline(try TimelineData(json))
    case .map: self = .map(try MapData(json))
    }
  }
}

extension PlotTable {
  fileprivate var json: JSONValue {
    .sorted([
      "labels": .texts(labels),
      "series": .array(
        series.map { series in
          .sorted([
            "name": .string(series.name), "values": .numbers(series.values),
            "counts": .boolean(series.countsForGap),
          ])
        }),
    ])
  }

  fileprivate init(_ json: PlotJSONFields) throws(PlotFormatError) {
    let labels = try json.texts("labels", most: PlotBounds.marks)
    var series: [PlotSeries] = []
    for fields in try json.objects("series", most: PlotBounds.series) {
      let values = try fields.reals("values", most: labels.count)
      guard values.count == labels.count else {
        throw fields.error("values", "their number differs from that of the labels")
      }
      guard case .boolean(let counts) = try fields.value("counts") else {
        throw fields.error("counts", "true or false is expected")
      }
      series.append(PlotSeries(try fields.text("name"), values, countsForGap: counts))
    }
    guard labels.count * series.count <= PlotBounds.cells else {
      throw json.error("series", "they contain more than \(PlotBounds.cells) values")
    }
    self.init(labels: labels, series: series)
  }
}

extension HistogramData {
  fileprivate var json: JSONValue {
    .sorted([
      "edges": .numbers(edges), "counts": .numbers(counts.map(Double.init)), "nulls": .count(nulls),
      "others": .count(others),
    ])
  }

  fileprivate init(_ json: PlotJSONFields) throws(PlotFormatError) {
    let histogram = HistogramData(
      edges: try json.numbers("edges", most: Self.mostBins + 1),
      counts: try json.integers("counts", most: Self.mostBins),
      nulls: try json.integer("nulls"), others: try json.integer("others"))
    guard let histogram else {
      throw json.error("edges", "they do not ascend, or do not match the counts")
    }
    self = histogram
  }
}

extension ScatterData {
  fileprivate var json: JSONValue {
    .sorted([
      "total": .count(total),
      "groups": .array(
        groups.map { group in
          .sorted([
            "name": .string(group.name), "x": .numbers(group.points.map(\.x)),
            "y": .numbers(group.points.map(\.y)),
          ])
        }),
    ])
  }

  fileprivate init(_ json: PlotJSONFields) throws(PlotFormatError) {
    var groups: [Group] = []
    var left = PlotBounds.marks
    for fields in try json.objects("groups", most: PlotBounds.series) {
      let x = try fields.numbers("x", most: left)
      let y = try fields.numbers("y", most: left)
      guard x.count == y.count else {
        throw fields.error("y", "their number differs from that of x")
      }
      left -= x.count
      groups.append(Group(name: try fields.text("name"), points: zip(x, y).map { Point($0, $1) }))
    }
    self.init(groups: groups, total: try json.integer("total"))
  }
}

extension HeatData {
  fileprivate var json: JSONValue {
    .sorted([
      "rows": .texts(rows), "columns": .texts(columns), "name": .string(name),
      "values": .array(values.map { .numbers($0) }),
    ])
  }

  fileprivate init(_ json: PlotJSONFields) throws(PlotFormatError) {
    let rows = try json.texts("rows", most: PlotBounds.marks)
    let columns = try json.texts("columns", most: PlotBounds.cells / 100)
    guard rows.count * columns.count <= PlotBounds.cells else {
      throw json.error("rows", "there are more than \(PlotBounds.cells) cells")
    }
    var values: [[Double?]] = []
    for (index, row) in try json.list("values", most: rows.count).enumerated() {
      let fields = try PlotJSONFields(.sorted(["row": row]), at: "plot.data.values[\(index)]")
      values.append(try fields.reals("row", most: columns.count))
    }
    self.init(rows: rows, columns: columns, values: values, name: try json.text("name"))
  }
}
