import SessionRecord
import Store
import TerminalText

/// Counts the texts of an export that a spreadsheet would take for formulas, and guards them.
///
/// Excel and its like compute a cell that begins with `=`, `+`, `-` or `@`, also behind a tab or a
/// carriage return, wherever its text came from. Numbers are none of these, nor are texts that read as
/// one: `-5` is computed to itself.
///
/// Source: OWASP, "CSV Injection".
struct FormulaGuard {
  /// Whether such texts get a leading `'`, behind which a spreadsheet computes nothing.
  let guards: Bool
  private(set) var count = 0
  private var first: Place?

  /// Where a text stands; the head of a column is in row 0.
  private struct Place {
    let row: Int
    let column: String
  }

  init(guards: Bool) { self.guards = guards }

  /// A text as the file gets it.
  ///
  /// - Parameters:
  ///   - text: The cell, or nil for an empty one.
  ///   - row: Its row, from 1; 0 for the head.
  ///   - column: The name of its column.
  /// - Returns: The text, guarded where that was asked for.
  mutating func text(_ text: String, row: Int, column: String) -> String {
    guard Self.isComputed(text) else { return text }
    count += 1
    if first == nil { first = Place(row: row, column: column) }
    return guards ? "'" + text : text
  }

  /// Whether a spreadsheet computes a cell of this text.
  static func isComputed(_ text: String) -> Bool {
    switch text.utf8.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): true
    case UInt8(ascii: "+"), UInt8(ascii: "-"): Double(text) == nil
    default: false
    }
  }

  /// What is said of the file; nil where there was nothing to guard.
  func remark(on file: String) -> Outcome.Block? {
    guard let first else { return nil }
    let place: Sentence =
      first.row == 0
      ? "the header of column \(first.column)" : "row \(first.row), column \(first.column)"
    let cells: Sentence =
      "\(counted(count, "cell")) that a spreadsheet would run as formulas, the first in \(place)"
    return guards
      ? .talk("\(path: file): \(cells): guarded by a leading '")
      : .warning("\(path: file): \(cells); `safe` guards them by a leading '")
  }
}
