import Tabular
import TerminalText

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

extension PlotTable: PlotContent {
  static let marks: [PlotMark] = [.bars, .comparison, .loadGrid, .line, .band, .lines]

  func figure(_ spec: PlotSpec) -> Figure? {
    switch spec.mark {
    case .loadGrid: Figure(marks: .cells(loads))
    case .line, .band, .lines: curves(spec).map { Figure(marks: .plane($0)) }
    case .comparison where series.count == 2: Figure(marks: .bars(bars(ends: changes)))
    case .bars, .comparison, .histogram, .scatter, .heat, .timeline, .map:
      Figure(marks: .bars(bars(ends: nil)))
    }
  }

  private func bars(ends: (String, [String])?) -> Bars {
    Bars(
      rows: labels,
      series: series.map { series in
        Bars.Series(
          name: series.name,
          bars: series.values.map { Bars.Bar(length: $0, text: Self.text($0)) })
      }, ends: ends)
  }

  /// The number, or NULL where there is none.
  private static func text(_ value: Double?) -> String {
    value.map { NumberText.display($0) } ?? "NULL"
  }

  /// The second series less the first, with its sign; nothing where one of them is missing.
  private var changes: (String, [String]) {
    let texts = zip(series[0].values, series[1].values).map { before, after in
      guard let before, let after, before.isFinite, after.isFinite else { return "" }
      return NumberText.signed(after - before)
    }
    return ("change", texts)
  }

  /// Rows by series, with the gap of each row at its end.
  private var loads: Cells {
    Cells(
      rows: labels, columns: series.map(\.name),
      values: labels.indices.map { row in series.map { $0.values[row] } }, areLengths: true,
      ends: ("gap", labels.indices.map(gap)))
  }

  /// The most minus the least of a row, over the series that count; nil where it holds no numbers.
  private func gap(row: Int) -> Double? {
    PlotRange(series.filter(\.countsForGap).map { $0.values[row] }.finite)
      .map { $0.most - $0.least }
  }

  var isAllZero: Bool {
    let values = series.flatMap(\.values).finite
    return !values.isEmpty && values.allSatisfy { $0 == 0 }
  }

  var amount: String {
    NumberText.counted(labels.count, "row") + ", "
      + NumberText.counted(series.count, "series", "series")
  }

  var words: [String] {
    guard labels.count * series.count <= Plot.mostWords else { return [] }
    return labels.indices.map { row in
      labels[row] + " " + series.map { Self.text($0.values[row]) }.joined(separator: " and ")
    }
  }

  func mappingTexts(_ transform: (String) -> String) -> PlotData {
    PlotData(
      labels: labels.map(transform),
      series: series.map {
        PlotSeries(transform($0.name), $0.values, countsForGap: $0.countsForGap)
      })
  }

  func bounded(by bounds: inout PlotBounds) -> PlotData {
    let series = bounds.first(PlotBounds.series, of: series, "series")
    let most = min(PlotBounds.marks, PlotBounds.cells / max(1, series.count))
    return PlotData(labels: bounds.first(most, of: labels, "row"), series: series)
  }

  var json: JSONValue {
    .sorted([
      "labels": .texts(labels),
      "series": .objects(series) {
        [
          "name": .string($0.name), "values": .numbers($0.values),
          "counts": .boolean($0.countsForGap),
        ]
      },
    ])
  }

  init(_ json: PlotJSONFields) throws(PlotFormatError) {
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
