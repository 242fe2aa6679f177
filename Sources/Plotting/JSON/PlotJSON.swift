import Tabular

/// The values of a plot's JSON.
extension JSONValue {
  /// An object whose members stand in the order of their names.
  static func sorted(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 })
  }

  /// A number, without a point where it is whole; what is not finite by its name: `"NaN"`, `"inf"`.
  static func number(_ value: Double?) -> JSONValue {
    guard let value else { return .null }
    guard value.isFinite else { return .string(value.isNaN ? "NaN" : "\(value)") }
    // From 2^54 on a number is written with an exponent.
    guard value.magnitude < 0x1p54, let whole = Int64(exactly: value) else { return .real(value) }
    return .integer(whole)
  }

  static func count(_ value: Int) -> JSONValue { .integer(Int64(value)) }

  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

  static func numbers(_ values: [Double?]) -> JSONValue { .array(values.map { .number($0) }) }
}
