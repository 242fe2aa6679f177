import Files
import Tabular

/// One value of a row, in SQLite's own storage classes.
///
/// Texts are equal where their bytes are, as in SQL: values that `group by` keeps apart stay apart
/// in sets and dictionaries too, also where they differ in Unicode's normal form alone.
public enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  public static func == (left: SQLValue, right: SQLValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.integer(let left), .integer(let right)): left == right
    case (.real(let left), .real(let right)): left == right
    case (.text(let left), .text(let right)): BinaryText(left) == BinaryText(right)
    case (.blob(let left), .blob(let right)): left == right
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .integer(let value): hasher.combine(value)
    case .real(let value): hasher.combine(value)
    case .text(let text): hasher.combine(BinaryText(text))
    case .blob(let bytes): hasher.combine(bytes)
    }
  }

  /// The text of a text; empty for any other value.
  var text: String {
    if case .text(let text) = self { text } else { "" }
  }

  /// A blob as people and text formats read it: two lower-case hexadecimal digits a byte.
  public static func hexDigits(of blob: [UInt8]) -> String {
    Hexadecimal.text(blob)
  }
}
