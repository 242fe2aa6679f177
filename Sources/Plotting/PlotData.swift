import Tabular

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
  public var isEmpty: Bool { content.isEmpty }

  var content: any PlotContent {
    switch self {
    case .table(let table): table
    case .histogram(let histogram): histogram
    case .scatter(let scatter): scatter
    case .heat(let heat): heat
    case .timeline(let timeline): timeline
    case .map(let map): map
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

/// What a kind of data knows of itself: how it is kept, said in words, and drawn.
protocol PlotContent {
  /// The marks that can draw such data; the first is the usual one.
  static var marks: [PlotMark] { get }
  /// Whether there is nothing to draw.
  var isEmpty: Bool { get }
  var json: JSONValue { get }
  /// Whether there are values and all of them are 0, so that no mark can be seen.
  var isAllZero: Bool { get }
  /// How much there is, such as `2 rows, 1 series`.
  var amount: String { get }
  /// Its values in words, row by row; none where they are too many to be listened to.
  var words: [String] { get }

  init(_ json: PlotJSONFields) throws(PlotFormatError)

  /// The data with no more than a file and a screen can hold.
  func bounded(by bounds: inout PlotBounds) -> PlotData
  func mappingTexts(_ transform: (String) -> String) -> PlotData
  /// The marks of the data; nil where no value has a place on a scale.
  func figure(_ spec: PlotSpec) -> Figure?
}

extension PlotContent {
  var isAllZero: Bool { false }
  var words: [String] { [] }
}
