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

  var finiteValues: [Double] { values.flatMap { $0.compactMap { $0 }.filter(\.isFinite) } }
}
