/// Cells that a workbook merges into one, of which only the first has a value.
public struct CellRange: Hashable, Sendable, CustomStringConvertible {
  /// The 1-based rows.
  public let rows: ClosedRange<Int>
  /// The 0-based columns.
  public let columns: ClosedRange<Int>

  /// The cells between two corners, nil where they are one cell or none.
  init?(rows: (Int, Int), columns: (Int, Int)) {
    guard rows.0 > 0, rows.0 <= rows.1, columns.0 >= 0, columns.0 <= columns.1,
      rows.0 < rows.1 || columns.0 < columns.1
    else { return nil }
    self.rows = rows.0...rows.1
    self.columns = columns.0...columns.1
  }

  /// A range as workbooks write it: `G2:H3`.
  init?(_ text: String) {
    let ends = text.split(separator: ":", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Self.place(ends[0]), let last = Self.place(ends[1]) else {
      return nil
    }
    self.init(rows: (first.row, last.row), columns: (first.column, last.column))
  }

  public var description: String {
    Self.letters(ofColumn: columns.lowerBound) + "\(rows.lowerBound):"
      + Self.letters(ofColumn: columns.upperBound) + "\(rows.upperBound)"
  }

  /// The 1-based row and the 0-based column of a reference such as `BC12`, or nil.
  static func place(_ text: some StringProtocol) -> (row: Int, column: Int)? {
    let letters = text.utf8.prefix { (65...90).contains($0 & 0xDF) && $0 >= 65 }
    let digits = text.utf8.dropFirst(letters.count)
    guard (1...3).contains(letters.count), (1...7).contains(digits.count),
      digits.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    let column = letters.reduce(0) { $0 * 26 + Int($1 & 0xDF) - 64 } - 1
    let row = digits.reduce(0) { $0 * 10 + Int($1) - 48 }
    return row > 0 ? (row, column) : nil
  }

  /// A 0-based column as spreadsheets name it: `A` to `Z`, then `AA`.
  public static func letters(ofColumn column: Int) -> String {
    var letters = ""
    var rest = max(0, column) + 1
    while rest > 0 {
      letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}
