/// Numbers as people read them, the same in every locale.
public enum NumberText {
  /// A whole number in plain digits.
  public static func display(_ value: Int64) -> String { String(value) }

  /// A real number with at most three decimals and no trailing zeros.
  ///
  ///     NumberText.display(2.0)         // "2"
  ///     NumberText.display(3.14159)     // "3.142"
  ///     NumberText.display(0.00001234)  // "1.23e-5": a nonzero number is never shown as 0
  ///
  /// Beyond 2^53 / 1000, where thousandths no longer exist, the shortest text that reads back as
  /// the same number is given.
  public static func display(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    if value == 0 { return "0" }
    let magnitude = value.magnitude
    let sign = value < 0 ? "-" : ""
    if magnitude >= largestWithThousandths { return sign + large(magnitude) }
    let scaled = (magnitude * 1000).rounded(.toNearestOrAwayFromZero)
    guard scaled >= 1 else { return sign + small(magnitude) }
    return sign + thousandths(Int64(scaled))
  }

  /// A whole number with its thousands set apart by commas, for remarks: `1,204`.
  public static func grouped(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var result = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return result
  }

  /// Digits with zeros in front up to a width.
  public static func zeroPadded(_ digits: String, to width: Int) -> String {
    String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  /// A number and its noun: `1 row`, `1,204 rows`.
  public static func counted(_ value: Int, _ singular: String, _ plural: String? = nil) -> String {
    grouped(value) + " " + (value == 1 ? singular : plural ?? singular + "s")
  }

  /// A difference with its sign: `+2`, `-0.5`, `0`.
  public static func signed(_ value: Double) -> String {
    let text = display(value)
    return value > 0 ? "+" + text : text
  }

  private static let largestWithThousandths = 0x1p53 / 1000

  private static func thousandths(_ count: Int64) -> String {
    let whole = String(count / 1000)
    let rest = count % 1000
    guard rest > 0 else { return whole }
    var decimals = String(rest + 1000).dropFirst()
    while decimals.last == "0" { decimals.removeLast() }
    return whole + "." + decimals
  }

  private static func large(_ magnitude: Double) -> String {
    if magnitude < 0x1p63, magnitude == magnitude.rounded() { return String(Int64(magnitude)) }
    return magnitude.description
  }

  /// Three significant digits and a power of ten, for numbers below 0.0005.
  private static func small(_ magnitude: Double) -> String {
    var mantissa = magnitude
    var exponent = 0
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    let hundredths = Int64((mantissa * 100).rounded(.toNearestOrAwayFromZero))
    // Rounding may carry: 9.996e-5 is 1e-4.
    guard hundredths < 1000 else { return "1e\(exponent + 1)" }
    return thousandths(hundredths * 10) + "e\(exponent)"
  }
}
