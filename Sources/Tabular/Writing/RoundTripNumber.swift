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

  /// How many digits the shortest text that reads back as the same number has.
  static func digitCount(_ value: Double) -> Int {
    let text = value.description.utf8
    guard text.count > 16 else { return text.count }
    var digits = 0
    for byte in text {
      if byte == UInt8(ascii: "e") { break }
      // Zeros in front do not count.
      if ValueText.digit(byte) != nil, digits > 0 || byte != UInt8(ascii: "0") { digits += 1 }
    }
    return digits
  }

  /// The number as JSON writes it, or `null` where it is not finite.
  public static func json(_ value: Double) -> String {
    value.isFinite ? value.description : "null"
  }
}
