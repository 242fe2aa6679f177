/// How a reader names the cells of a table: `rides of Giuseppe`, or `rides of row 3`.
extension RecordedTable {
  /// A cell with its name.
  public struct NamedCell: Sendable {
    public let name: String
    public let value: RecordedValue
  }

  /// What names its rows for a reader, row by row: the first column of texts that all differ.
  ///
  /// - Complexity: O(cells).
  public var rowNames: [RecordedValue]? {
    Self.keyColumn(of: [rows]).map { key in rows.map { $0[key] } }
  }

  /// The cells of the rows that the record holds, row by row.
  ///
  /// - Parameter rowNames: What names the rows; nil for their numbers.
  /// - Returns: The cells.
  /// - Complexity: O(cells).
  public func namedCells(_ rowNames: [RecordedValue]?) -> [NamedCell] {
    let title = title.isEmpty ? "" : "\(title): "
    return rows.enumerated().flatMap { index, row in
      let owner = rowNames.map { $0[index].brief } ?? "row \(index + 1)"
      return zip(columns, row).map { column, value in
        NamedCell(name: "\(title)\(column.name) of \(owner)", value: value)
      }
    }
  }

  /// The table with its first rows alone, and the number of all.
  public func keeping(_ count: Int) -> RecordedTable {
    var table = self
    table.rows = Array(rows.prefix(count))
    return table
  }

  /// The first column of texts whose values differ from row to row in each of some tables.
  ///
  /// - Parameter tables: Their rows, of one width.
  /// - Returns: Its place; nil where no column is one, or there is no row.
  /// - Complexity: O(cells).
  static func keyColumn(of tables: [[[RecordedValue]]]) -> Int? {
    guard let width = tables.lazy.compactMap(\.first).first?.count else { return nil }
    return (0..<width).first { column in
      tables.allSatisfy { rows in
        let values = rows.map { $0[column] }
        return Set(values).count == values.count
          && values.allSatisfy { if case .text = $0 { true } else { false } }
      }
    }
  }
}
