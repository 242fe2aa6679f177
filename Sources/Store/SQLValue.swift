/// One value of a row, in SQLite's own storage classes.
public enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  /// The text of a text; empty for any other value.
  var text: String {
    if case .text(let text) = self { text } else { "" }
  }

  /// A blob as people and text formats read it: two lower-case hexadecimal digits a byte.
  public static func hexDigits(of blob: [UInt8]) -> String {
    blob.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
