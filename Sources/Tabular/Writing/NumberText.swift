/// Numbers as text, free of locale.
public enum NumberText {
  /// The shortest decimal text that reads back as the same number.
  ///
  /// Whole numbers below 10^15 have no decimal point: `12`, not `12.0`. What is not finite is
  /// `nan`, `inf` or `-inf`.
  public static func text(_ value: Double) -> String {
    if value == value.rounded(.towardZero), abs(value) < 1e15 {
      return value == 0 && value.sign == .minus ? "-0" : String(Int64(value))
    }
    return value.description
  }

  /// The number as JSON writes it, or `null` where it is not finite.
  public static func json(_ value: Double) -> String {
    value.isFinite ? value.description : "null"
  }
}
