/// How numbers are shown to people; files and records always have plain digits.
public enum NumberStyle: String, Sendable, CaseIterable {
  /// `1234.5`
  case plain
  /// `1'234.5`: thousands apart by an apostrophe, as in Switzerland.
  case swiss

  /// A number's text in this style.
  ///
  /// - Parameter text: What `NumberText.display` gave.
  /// - Returns: The text with its thousands apart; powers of ten and words as they are.
  public func shown(_ text: String) -> String {
    guard self == .swiss else { return text }
    let sign = text.prefix { $0 == "-" || $0 == "+" }
    let digits = text.dropFirst(sign.count).prefix { $0.isASCII && $0.isNumber }
    guard digits.count > 3 else { return text }
    var grouped = String(sign)
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped += "'" }
      grouped.append(digit)
    }
    return grouped + text.dropFirst(sign.count + digits.count)
  }
}
