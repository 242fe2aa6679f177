import FleetModel
import GRDB

/// Values of the notebook's own rows, checked as they are read.
///
/// What a damaged page holds may still be a row: a column may be missing, or hold another type, or a
/// number that no notebook writes and that later sums would overflow by.
extension Row {
  /// The value of a column.
  ///
  /// - Throws: `RowDecodingError` where there is no such column, or a value of another type.
  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ column: String
  ) throws -> Value {
    try decode(Value.self, forColumn: column)
  }

  func value(_ column: String) throws -> Int {
    try Self.checked(decode(Int.self, forColumn: column), column)
  }

  func value(_ column: String) throws -> Int? {
    try decode(Int?.self, forColumn: column).map { try Self.checked($0, column) }
  }

  func value(_ column: String) throws -> Double {
    try Self.checked(decode(Double.self, forColumn: column), column)
  }

  func value(_ column: String) throws -> Double? {
    try decode(Double?.self, forColumn: column).map { try Self.checked($0, column) }
  }

  /// A column's minutes, within two months: no day is longer.
  func minutes(_ column: String) throws -> Int {
    let minutes: Int = try value(column)
    return try Self.checked(minutes, column, within: Self.mostMinutes)
  }

  /// A column's minutes, or nil for NULL.
  func minutes(_ column: String) throws -> Int? {
    let minutes: Int? = try value(column)
    return try minutes.map { try Self.checked($0, column, within: Self.mostMinutes) }
  }

  /// A column's value of a type with fixed names, such as the rule that a plan breaks.
  func named<Value: RawRepresentable<String>>(_ column: String) throws -> Value {
    let name: String = try value(column)
    guard let value = Value(rawValue: name) else { throw StoreError.damagedRow(column, name) }
    return value
  }

  /// A point of the globe from two columns of degrees.
  func coordinate(_ latitude: String, _ longitude: String) throws -> Coordinate {
    let point = try Coordinate(latitude: value(latitude), longitude: value(longitude))
    guard (-90...90).contains(point.latitude), (-180...180).contains(point.longitude) else {
      throw StoreError.damagedRow(latitude, "\(point.latitude), \(point.longitude)")
    }
    return point
  }

  private static let mostMinutes = 100_000
  private static let mostRides = 100_000_000
  /// Far above any count, identity or square of loads, and far below where sums overflow.
  private static let mostCounted = 10_000_000_000_000

  fileprivate static func checked(
    _ value: Int, _ column: String, within most: Int = mostCounted
  ) throws -> Int {
    // The squares of loads are summed.
    let most = column == "rides" ? mostRides : most
    guard (-most...most).contains(value) else { throw StoreError.damagedRow(column, "\(value)") }
    return value
  }

  private static func checked(_ value: Double, _ column: String) throws -> Double {
    guard value.magnitude < 1e15 else { throw StoreError.damagedRow(column, "\(value)") }
    return value
  }
}

extension SQLValue {
  /// The value of a column of the notebook's own that counts something.
  ///
  /// - Throws: ``StoreError/damaged(path:reason:)`` where it is none, or one that no notebook writes.
  public func count(of column: String) throws -> Int {
    guard case .integer(let value) = self, let count = Int(exactly: value) else {
      throw StoreError.damagedRow(column, "\(self)")
    }
    return try Row.checked(count, column)
  }
}

extension StoreError {
  /// A row that holds what none can, in the words of a column and its value.
  static func damagedRow(_ column: String, _ value: String) -> StoreError {
    .damaged(path: "the notebook", reason: "\(column) cannot be \(value)")
  }
}
