/// What asking for input gave.
public enum InputLine: Sendable, Equatable {
  /// A text without the line break at its end; it may hold others.
  case line(String)
  /// Ctrl-C: what was typed is forgotten.
  case interrupted
  /// Ctrl-D, or the end of a file.
  case endOfInput
}
