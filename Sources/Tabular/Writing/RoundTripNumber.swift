/// Numbers as text, free of locale.
public enum RoundTripNumber {
  /// The shortest decimal text that reads back as the same number.
  ///
  /// Whole numbers have no decimal point: `12`, not `12.0`; from 2^54 on they have an exponent.
  /// What is not finite is `nan`, `inf` or `-inf`.
  public static func text(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The number as JSON writes it, or `null` where it is not finite.
  public static func json(_ value: Double) -> String {
    value.isFinite ? value.description : "null"
  }
}
