/// How a document writes the numbers of one name.
///
///     JSONNumberStyle(of: ["51.905", "60.5"]).text(47.25, instead: "51.905")  // 47.25
struct JSONNumberStyle {
  /// The most decimals of any of them.
  private var decimals = 0
  /// Whether all have as many decimals, zeros at the end among them.
  private var isFixed = false

  /// Takes the numbers as they are written.
  init(of tokens: [String]) {
    let fractions = tokens.compactMap(Self.fraction)
    decimals = min(fractions.map(\.count).max() ?? 0, Self.most)
    isFixed =
      fractions.allSatisfy { $0.count == decimals }
      && fractions.contains { $0.count > 1 && $0.last == "0" }
  }

  private static let most = 12

  /// A value in the style of the number in whose place it comes.
  func text(_ value: Double, instead token: String) -> String {
    let isWhole = value == value.rounded()
    let hasPoint = token.contains(".")
    guard abs(value) < 1e15 else { return token }
    if isWhole, !hasPoint { return "\(Int64(value))" }
    // An exponent says nothing of how many decimals are meant.
    let hasExponent = token.contains { $0 == "e" || $0 == "E" }
    let wanted = decimals > 0 || !hasExponent ? decimals : 3
    return Self.fixed(value, wanted, trimmed: !isFixed, keepsPoint: hasPoint)
  }

  /// The digits behind the point; nil for whole numbers and for those with an exponent.
  private static func fraction(_ token: String) -> Substring? {
    guard !token.contains(where: { $0 == "e" || $0 == "E" }),
      let point = token.firstIndex(of: ".")
    else { return nil }
    return token[token.index(after: point)...]
  }

  private static func fixed(
    _ value: Double, _ decimals: Int, trimmed: Bool, keepsPoint: Bool
  ) -> String {
    var decimals = decimals
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    while decimals > 0, abs(value) * power >= 9e15 {
      decimals -= 1
      power /= 10
    }
    let scaled = Int64((value * power).rounded())
    var digits = "\(scaled.magnitude)"
    while digits.count <= decimals { digits = "0" + digits }
    var fraction = digits.suffix(decimals)
    if trimmed { while fraction.last == "0" { fraction.removeLast() } }
    if fraction.isEmpty, keepsPoint { fraction = "0" }
    let whole = digits.dropLast(decimals)
    return (scaled < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
  }
}
