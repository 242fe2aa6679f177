/// How results are written.
public enum OutputFormat: String, Sendable, CaseIterable {
  /// Drawn to the terminal's width.
  case table
  /// RFC 4180, a header first.
  case csv
  /// One document a statement, one a line.
  case json
  case markdown
}
