/// A rule of a service day that an analyst can set: its name, unit, default and allowed range.
public struct Rule: Hashable, Sendable {
  /// The name that `set rule NAME VALUE` takes: lower-case words joined by `_`.
  public let name: String
  /// What a value counts, for example `km/h` or `minutes`.
  public let unit: String
  public let defaultValue: Double
  /// The values that may be set, both ends included.
  public let range: ClosedRange<Double>
  /// False where only whole numbers are allowed.
  public let allowsFractions: Bool
  /// One sentence that says what the rule does.
  public let summary: String
  let field: Field

  /// Where the value lives in `Rules`.
  enum Field: Hashable, Sendable {
    case speed, boarding, alighting, margin
    case toleranceOutbound, toleranceReturn, toleranceUnconfirmed
    case maxRides, stay, breakLength, maxSpan
  }

  init(
    _ name: String, _ field: Field, unit: String, default value: Double,
    range: ClosedRange<Double>, allowsFractions: Bool = false, summary: String
  ) {
    self.name = name
    self.field = field
    self.unit = unit
    defaultValue = value
    self.range = range
    self.allowsFractions = allowsFractions
    self.summary = summary
  }

  /// The allowed range as a person reads it: `1 to 130 km/h`.
  public var rangeText: String {
    "\(Rules.text(range.lowerBound)) to \(Rules.text(range.upperBound)) \(unit)"
  }
}

/// Why a rule could not be set or read.
public enum RuleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No rule has this name; `nearest` is the closest one, where one is close.
  case unknown(name: String, nearest: String?)
  /// The value lies outside the rule's range, or is not a number.
  case outOfRange(rule: Rule, value: Double)
  /// The rule takes whole numbers only.
  case notWhole(rule: Rule, value: Double)

  /// The fact, what was expected, and what to do, in one line.
  public var description: String {
    switch self {
    case .unknown(let name, .some(let nearest)):
      "there is no rule '\(name)'; did you mean '\(nearest)'?"
    case .unknown(let name, nil):
      "there is no rule '\(name)'; the rules are "
        + Rules.catalogue.map(\.name).joined(separator: ", ")
    case .outOfRange(let rule, let value):
      "rule \(rule.name) cannot be \(Rules.text(value)); allowed: \(rule.rangeText)"
    case .notWhole(let rule, let value):
      "rule \(rule.name) cannot be \(Rules.text(value)); it takes whole \(rule.unit), "
        + "allowed: \(rule.rangeText)"
    }
  }
}
