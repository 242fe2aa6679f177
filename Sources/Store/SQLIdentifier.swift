/// A name as it may stand in SQL text: quoted, whatever characters it holds.
///
/// The one place where a name that comes from data or from a user is quoted; values are bound.
public struct SQLIdentifier: CustomStringConvertible, Sendable {
  /// The quoted form, ready for SQL text.
  public let description: String

  /// Quotes a name; a NUL, which SQLite would take for the end of the text, becomes U+FFFD.
  public init(_ name: String) {
    var quoted = "\""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\"\""
      case "\0": quoted += "\u{FFFD}"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    description = quoted + "\""
  }
}
