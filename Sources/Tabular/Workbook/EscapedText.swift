/// The `_x000D_` escapes of characters that XML cannot hold (ECMA-376 Part 1, 22.9.2.19).
enum EscapedText {
  static func unescape(_ text: inout [UInt8]) {
    guard text.count >= 7, let first = text.firstIndex(of: UInt8(ascii: "_")) else { return }
    var plain = Array(text[..<first])
    var index = first
    while index < text.count {
      if let scalar = scalar(in: text, at: index) {
        plain.append(contentsOf: Array(String(Character(scalar)).utf8))
        index += 7
      } else {
        plain.append(text[index])
        index += 1
      }
    }
    text = plain
  }

  /// The text with what looks like an escape escaped: `_x0041_` becomes `_x005F_x0041_`.
  static func escaped(_ text: String) -> String {
    guard text.utf8.count >= 7, text.utf8.contains(UInt8(ascii: "_")) else { return text }
    let bytes = Array(text.utf8)
    var escaped: [UInt8] = []
    for index in bytes.indices {
      if scalar(in: bytes, at: index) != nil { escaped += Array("_x005F".utf8) }
      escaped.append(bytes[index])
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// The text as the content of an XML element in ASCII; what XML cannot hold is escaped as workbooks do.
  static func inXML(_ text: String) -> String {
    var result = ""
    for scalar in escaped(text).unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\u{20}"..."\u{7E}", "\t", "\n": result.unicodeScalars.append(scalar)
      case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "_x" + "000\(digits)".suffix(4) + "_"
      default: result += "&#x\(String(scalar.value, radix: 16, uppercase: true));"
      }
    }
    return result
  }

  private static func scalar(in text: [UInt8], at index: Int) -> UnicodeScalar? {
    guard index + 7 <= text.count, text[index] == UInt8(ascii: "_"),
      text[index + 1] == UInt8(ascii: "x"), text[index + 6] == UInt8(ascii: "_")
    else { return nil }
    var value: UInt32 = 0
    for byte in text[(index + 2)..<(index + 6)] {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return UnicodeScalar(value)
  }
}
