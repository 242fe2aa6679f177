/// The characters that pictures are drawn with: of Unicode, or of ASCII where there is no more.
public enum Glyphs: Sendable, Equatable {
  case unicode
  case ascii

  /// The mark of cut text, one column wide.
  public var ellipsis: String { self == .unicode ? "…" : "~" }

  /// The character of horizontal rules.
  public var rule: String { self == .unicode ? "─" : "-" }

  /// The character of vertical rules.
  public var bar: String { self == .unicode ? "│" : "|" }

  /// The separator between short remarks on one line.
  public var dot: String { self == .unicode ? "·" : "-" }

  /// The sign for a line break inside a value.
  public var lineBreak: String { self == .unicode ? "⏎" : "\\n" }
}
