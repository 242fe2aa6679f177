/// Reads the text of one or more fact lines: words, quoted texts and marks.
struct FactScanner {
  enum Token: Hashable {
    case word(Substring)
    case quoted(String)
    /// One of `( ) [ ] , ·`.
    case mark(Character)
  }

  struct Failure: Error {
    var headline: String
    var index: String.Index
    var expected: String
  }

  private let text: String
  private var index: String.UnicodeScalarView.Index

  init(_ text: String) {
    self.text = text
    index = text.startIndex
  }

  /// All tokens with the places where they begin.
  static func tokens(of text: String) throws(Failure) -> [(token: Token, index: String.Index)] {
    var scanner = FactScanner(text)
    var tokens: [(Token, String.Index)] = []
    while let next = try scanner.next() { tokens.append(next) }
    return tokens
  }

  private mutating func next() throws(Failure) -> (Token, String.Index)? {
    while let scalar = peek, scalar.properties.isWhitespace { advance() }
    guard let scalar = peek else { return nil }
    let start = index
    switch scalar {
    case "(", ")", "[", "]", ",", "·":
      advance()
      return (.mark(Character(scalar)), start)
    case "\"":
      return (.quoted(try quoted()), start)
    default:
      return (.word(word()), start)
    }
  }

  /// A word ends at a blank, a comma, a quote, a square bracket or a `)` that it did not open.
  private mutating func word() -> Substring {
    let start = index
    var depth = 0
    while let scalar = peek, !scalar.properties.isWhitespace {
      if scalar == "(" { depth += 1 }
      if scalar == ")" { depth -= 1 }
      let isMark =
        scalar == "," || scalar == "[" || scalar == "]" || scalar == "\"" || scalar == "·"
      if isMark || depth < 0 { break }
      advance()
    }
    return text[start..<index]
  }

  private mutating func quoted() throws(Failure) -> String {
    let start = index
    advance()
    var value = String.UnicodeScalarView()
    while let scalar = peek {
      advance()
      if scalar == "\"" {
        guard peek == "\"" else { return String(value) }
        advance()
        value.append("\"")
      } else if scalar == "\\" {
        value.append(try escape())
      } else {
        value.append(scalar)
      }
    }
    throw Failure(
      headline: "a quoted text is not closed", index: start, expected: "a closing \" on this line")
  }

  private mutating func escape() throws(Failure) -> Unicode.Scalar {
    let start = index
    let scalar = peek
    if scalar != nil { advance() }
    switch scalar {
    case "\\": return "\\"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u":
      if peek == "{", let close = text[index...].firstIndex(of: "}"),
        let value = UInt32(text[text.unicodeScalars.index(after: index)..<close], radix: 16),
        let scalar = Unicode.Scalar(value)
      {
        index = text.unicodeScalars.index(after: close)
        return scalar
      }
    default: break
    }
    throw Failure(
      headline: "an unknown escape in a quoted text", index: start,
      expected: "one of \\\\, \\n, \\r, \\t, \\u{hexadecimal}")
  }

  private var peek: Unicode.Scalar? {
    index < text.endIndex ? text.unicodeScalars[index] : nil
  }

  private mutating func advance() { index = text.unicodeScalars.index(after: index) }
}
