import Files

/// JSON as text.
public enum JSONText {
  /// A string in quotes, with the escapes that JSON demands and no others.
  ///
  ///     JSONText.quoted("a \"b\"\n")  // "a \"b\"\n" with backslashes
  public static func quoted(_ text: String) -> String {
    var quoted = ""
    quoted.reserveCapacity(text.utf8.count + 2)
    append(text, to: &quoted)
    return quoted
  }

  static func write(_ value: JSONValue, to text: inout String) {
    switch value {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .real(let value): text += RoundTripNumber.json(value)
    case .digits(let value): text += value
    case .string(let value): append(value, to: &text)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        write(element, to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        if index > 0 { text += "," }
        append(member.key, to: &text)
        text += ":"
        write(member.value, to: &text)
      }
      text += "}"
    }
  }

  private static func append(_ string: String, to text: inout String) {
    text.append("\"")
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}":
        text += "\\u00" + Hexadecimal.text([UInt8(truncatingIfNeeded: scalar.value)])
      default: text.unicodeScalars.append(scalar)
      }
    }
    text.append("\"")
  }
}
