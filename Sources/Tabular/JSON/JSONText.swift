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

  /// Adds a string in quotes, byte by byte.
  static func append(_ string: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    for index in 0..<string.count {
      let byte = string[index]
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte != 0x7F {
        continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: string[start..<index]))
      bytes.append(contentsOf: escape(Unicode.Scalar(byte)).utf8)
      start = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: string[start...]))
    bytes.append(UInt8(ascii: "\""))
  }

  private static func append(_ string: String, to text: inout String) {
    text.append("\"")
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"", "\\", "\u{0}"..."\u{1F}", "\u{7F}": text += escape(scalar)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text.append("\"")
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u00" + Hexadecimal.text([UInt8(truncatingIfNeeded: scalar.value)])
    }
  }
}
