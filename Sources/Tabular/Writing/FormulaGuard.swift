/// Counts the texts of an export that a spreadsheet would take for formulas, and guards them.
///
/// Excel and its like compute a cell that begins with `=`, `+`, `-` or `@`, also behind a tab or a
/// carriage return, wherever its text came from. Numbers are none of these, nor are texts that read as
/// one: `-5` is computed to itself.
///
/// Source: OWASP, "CSV Injection".
public struct FormulaGuard: Sendable {
  /// Whether such texts get a leading `'`, behind which a spreadsheet computes nothing.
  public let guards: Bool
  public private(set) var count = 0
  /// Where the first one stands.
  public private(set) var first: Place?

  /// Where a text stands; the head of a column is in row 0.
  public struct Place: Sendable {
    public let row: Int
    public let column: String
  }

  public init(guards: Bool) { self.guards = guards }

  /// A text as the file gets it.
  ///
  /// - Parameters:
  ///   - text: The cell, or nil for an empty one.
  ///   - row: Its row, from 1; 0 for the head.
  ///   - column: The name of its column.
  /// - Returns: The text, guarded where that was asked for.
  public mutating func text(_ text: String, row: Int, column: String) -> String {
    notes(text, row: row, column: column) && guards ? "'" + text : text
  }

  /// Counts a text that is computed; whether it is one.
  mutating func notes(_ text: String, row: Int, column: String) -> Bool {
    guard Self.isComputed(text) else { return false }
    count += 1
    if first == nil { first = Place(row: row, column: column) }
    return true
  }

  /// Whether a spreadsheet may compute a cell that begins with a byte.
  @inline(__always)
  static func mayBegin(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"),
      UInt8(ascii: "+"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private static func isComputed(_ text: String) -> Bool {
    guard let first = text.utf8.first, mayBegin(first) else { return false }
    let isSign = first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
    return !isSign || Double(text) == nil
  }
}
