/// Some consecutive rows of a typed table, stored by column.
///
/// A batch crosses threads: one reads and types the next batch while another stores this one.
public struct TableBatch: Sendable {
  public let rowCount: Int
  public let columns: [ColumnValues]

  public init(rowCount: Int, columns: [ColumnValues]) {
    self.rowCount = rowCount
    self.columns = columns
  }

  /// The batch with some of its columns alone, by their indices, in the order wanted.
  public func picking(_ indices: [Int]) -> TableBatch {
    TableBatch(rowCount: rowCount, columns: indices.map { columns[$0] })
  }
}

/// The values of one column of a batch; where `isNull` holds, the value is a placeholder.
public enum ColumnValues: Sendable {
  case integer([Int64], isNull: [Bool])
  case real([Double], isNull: [Bool])
  /// Row `i` is `bytes[offsets[i]..<offsets[i + 1]]`, UTF-8.
  case text(bytes: [UInt8], offsets: [Int], isNull: [Bool])

  /// Whether a row, counted from 0, has no value.
  @inline(__always)
  func isNull(at row: Int) -> Bool {
    switch self {
    case .integer(_, let isNull), .real(_, let isNull), .text(_, _, let isNull): isNull[row]
    }
  }
}

/// A column's name and type as inferred over all of its values.
public struct Column: Hashable, Sendable {
  public let name: String
  public let type: ColumnType

  public init(name: String, type: ColumnType) {
    self.name = name
    self.type = type
  }
}

/// The type of a column: what is stored, and how its text was read.
///
/// Dates, times and date-times are stored as ISO 8601 text, booleans as 0 and 1.
public enum ColumnType: String, Hashable, Sendable, CaseIterable {
  case integer
  case real
  case text
  case date
  case time
  case datetime
  case boolean
}
