import TerminalText

/// How facts are written: ` · ` between them, the key's words before the value.
///
///     rows 4 · columns (driver text, rides integer) · ordered sha256:3f9a0b1c2d3e4f50
///     columns (driver text JmbGlUP_cbWqsA2TNyZUuQ/Y8pZ3n0aBEGNXtLBkTXzUg, took volatile)
///     greedy gap 1.0 ±0.5 · method greedy · title "6-2-2, as recorded"
///
/// A value's type shows in its form: an integer has digits alone, a real a point or an exponent,
/// `±0.5` behind it is an absolute tolerance and `±1e-06 relative` a relative one (none: one part
/// in 10⁹), a hash has a colon, columns stand in `( )`, each
/// with what its values come down to where that is known, a list in `[ ]`, a bound begins with `≤`
/// or `≥`, and a text is quoted wherever it could be taken for anything else. In quotes `"` is
/// doubled and `\\ \n \r \t \u{…}` stand for what would break the line.
enum FactNotation {
  static let separator = "·"

  // MARK: Printing

  static func text(of fact: Fact) -> String {
    "\(text(ofKey: fact.key)) \(text(of: fact.value))"
  }

  static func text(ofKey key: String) -> String {
    let words = key.split(separator: " ", omittingEmptySubsequences: false)
    return !words.isEmpty && words.allSatisfy(isKeyWord) ? key : quoted(key)
  }

  static func text(of value: FactValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .real(let value, let tolerance): text(of: value) + suffix(of: tolerance)
    case .text(let value): word(value)
    case .hash(let value): value.description
    case .list(let values): "[" + values.map(word).joined(separator: ", ") + "]"
    case .columns(let columns):
      "(" + columns.map(text(of:)).joined(separator: ", ") + ")"
    case .atMost(let value): "≤" + text(of: value)
    case .atLeast(let value): "≥" + text(of: value)
    }
  }

  static func text(of column: FactColumn) -> String {
    let words = "\(word(column.name)) \(word(column.type))"
    return column.digest.map { "\(words) \($0)" } ?? words
  }

  private static func text(of value: Double) -> String {
    value.isNaN ? "nan" : "\(value)"
  }

  private static func suffix(of tolerance: FactTolerance) -> String {
    switch tolerance {
    case .standard: ""
    case .relative(let share): " ±\(text(of: share)) relative"
    case .absolute(let distance): " ±\(text(of: distance))"
    }
  }

  /// A text as one word where that reads back as the same text, else in quotes.
  static func word(_ text: String) -> String {
    isBareText(text) ? text : quoted(text)
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\"\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        if breaksLines(scalar) {
          quoted += "\\u{\(String(scalar.value, radix: 16))}"
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }

  /// Control characters, line and paragraph separators, what is not seen, and marks that would join
  /// the quote.
  private static func breaksLines(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .nonspacingMark, .enclosingMark,
      .spacingMark:
      true
    default: mayBeHidden(scalar)
    }
  }

  // MARK: Words

  private static func isBareText(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first != "-", first != "+", first != "." else {
      return false
    }
    guard
      text.unicodeScalars.allSatisfy({ isWordScalar($0) || "_-./+%".unicodeScalars.contains($0) })
    else { return false }
    return value(ofWord: text[...]) == .text(text)
  }

  static func isKeyWord(_ word: some StringProtocol) -> Bool {
    guard let first = word.unicodeScalars.first, isLetter(first) || first == "_" else {
      return false
    }
    var depth = 0
    for scalar in word.unicodeScalars {
      guard isWordScalar(scalar) || "_-./+%()*=<>:".unicodeScalars.contains(scalar) else {
        return false
      }
      if scalar == "(" { depth += 1 }
      if scalar == ")" { depth -= 1 }
      if depth < 0 { return false }
    }
    return depth == 0
  }

  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    isLetter(scalar) && !mayBeHidden(scalar) || ("0"..."9").contains(scalar)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter: true
    default: false
    }
  }

  // MARK: Values of single words

  /// The value that an unquoted word stands for.
  static func value(ofWord word: Substring) -> FactValue {
    switch word {
    case "null": return .null
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    // It closes a tolerance, so as a text it wears quotes.
    case "relative": return .null
    default: break
    }
    if let integer = Int64(word), isDecimal(word) { return .integer(integer) }
    if let real = real(word) { return .real(real) }
    if let hash = ContentHash(word) { return .hash(hash) }
    return .text(String(word))
  }

  /// A real in decimal digits, `nan`, `inf` or `-inf`; the forms that Swift also reads are texts.
  static func real(_ word: Substring) -> Double? {
    switch word {
    case "nan": .nan
    case "inf": .infinity
    case "-inf": -.infinity
    default: isDecimal(word) ? Double(word) : nil
    }
  }

  private static func isDecimal(_ word: Substring) -> Bool {
    guard let last = word.utf8.last, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(last) else {
      return false
    }
    return word.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
        || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "e")
    }
  }
}
