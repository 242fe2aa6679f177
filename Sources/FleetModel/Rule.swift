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
  /// The words of a rule that takes one of them, of which a value is the place; empty for numbers.
  public let words: [String]
  /// One sentence that says what the rule does.
  public let summary: String
  let field: Field

  /// Where the value lives in `Rules`.
  enum Field: Hashable, Sendable {
    case travel, speed, boarding, alighting, margin
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
    words = []
  }

  /// A rule that takes one of some words, the first by default.
  init(_ name: String, _ field: Field, words: [String], summary: String) {
    self.name = name
    self.field = field
    unit = ""
    defaultValue = 0
    range = 0...Double(words.count - 1)
    allowsFractions = false
    self.summary = summary
    self.words = words
  }

  /// A value as a person reads it: its word, or the number without its unit.
  public func text(of value: Double) -> String {
    guard let place = Int(exactly: value), words.indices.contains(place) else {
      return Rules.text(value)
    }
    return words[place]
  }

  /// The allowed range as a person reads it: `1 to 130 km/h`, `great circle or roads`.
  public var rangeText: String {
    guard words.isEmpty else { return words.joined(separator: " or ") }
    return "\(Rules.text(range.lowerBound)) to \(Rules.text(range.upperBound)) \(unit)"
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
      "rule \(rule.name) cannot be \(Rules.text(value)); it takes "
        + (rule.words.isEmpty ? "whole \(rule.unit), " : "a word, ")
        + "allowed: \(rule.rangeText)"
    }
  }
}
