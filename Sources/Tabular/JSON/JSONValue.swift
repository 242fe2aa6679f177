/// A JSON value; an object keeps the order of its keys.
public enum JSONValue: Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// A number with a fraction or exponent.
  case real(Double)
  /// A whole number beyond Int64, by its digits, which a Double would lose.
  case digits(String)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// The value of an object's key, the last where it stands twice; nil for other values.
  ///
  /// - Complexity: O(keys).
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// The elements of an array, or nil for other values.
  public var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The text of a string, or nil for other values.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The number as a Double, or nil for other values.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    case .digits(let digits): Double(digits)
    default: nil
    }
  }

  /// The whole number, or nil for other values; a real without a fraction counts.
  public var wholeNumber: Int64? {
    switch self {
    case .integer(let value): value
    case .real(let value): Int64(exactly: value)
    default: nil
    }
  }

  /// The truth value, or nil for other values.
  public var truth: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }
}

extension JSONValue: Equatable {
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let left), .boolean(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.real(let left), .real(let right)): left == right
    case (.digits(let left), .digits(let right)): left == right
    case (.string(let left), .string(let right)): left == right
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)):
      left.count == right.count
        && zip(left, right).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}

extension JSONValue: CustomStringConvertible {
  /// The value as compact JSON text.
  public var description: String {
    var text = ""
    JSONText.write(self, to: &text)
    return text
  }
}
