import Tabular
import TerminalText

/// Numbers by rows and columns.
public struct HeatData: Sendable, Equatable {
  public let rows: [String]
  public let columns: [String]
  /// For each row a value for each column; nil where there is none.
  public let values: [[Double?]]
  /// What the values are, such as `rides`.
  public let name: String

  /// Makes a grid; what is missing of it is filled with missing values.
  public init(rows: [String], columns: [String], values: [[Double?]], name: String = "") {
    self.rows = rows
    self.columns = columns
    self.name = name
    self.values = rows.indices.map { row in
      let given = row < values.count ? values[row].prefix(columns.count) : []
      return given + [Double?](repeating: nil, count: columns.count - given.count)
    }
  }
}

extension HeatData: PlotContent {
  static let marks: [PlotMark] = [.heat]

  var isEmpty: Bool { rows.isEmpty || columns.isEmpty }

  func figure(_ spec: PlotSpec) -> Figure? {
    Figure(marks: .cells(Cells(rows: rows, columns: columns, values: values)))
  }

  var amount: String {
    NumberText.counted(rows.count, "row") + " by " + NumberText.counted(columns.count, "column")
  }

  func mappingTexts(_ transform: (String) -> String) -> PlotData {
    .heat(
      HeatData(
        rows: rows.map(transform), columns: columns.map(transform), values: values,
        name: transform(name)))
  }

  func bounded(by bounds: inout PlotBounds) -> PlotData {
    let columns = bounds.first(PlotBounds.cells / 100, of: columns, "column")
    let rows = bounds.first(PlotBounds.cells / max(1, columns.count), of: rows, "row")
    return .heat(
      HeatData(
        rows: Array(rows.prefix(PlotBounds.marks)), columns: columns, values: values, name: name))
  }

  var json: JSONValue {
    .sorted([
      "rows": .texts(rows), "columns": .texts(columns), "name": .string(name),
      "values": .array(values.map { .numbers($0) }),
    ])
  }

  init(_ json: PlotJSONFields) throws(PlotFormatError) {
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
