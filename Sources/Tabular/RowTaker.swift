/// Takes a table's rows value by value, in order.
public protocol RowTaker {
  /// Adds the row's next value as null.
  mutating func addNull()
  /// Adds the row's next value as an integer.
  mutating func add(integer: Int64)
  /// Adds the row's next value as a real.
  mutating func add(real: Double)
  /// Adds the row's next value as a text's UTF-8.
  mutating func add(text: UnsafeRawBufferPointer)
  /// Adds the row's next value as a blob.
  mutating func add(blob: UnsafeRawBufferPointer)
  /// Ends the row; values that are missing count as null.
  mutating func endRow()
}
