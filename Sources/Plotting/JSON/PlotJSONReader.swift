/// Reads the JSON of plots: RFC 8259, no deeper than a plot is.
struct PlotJSONReader {
  private let bytes: [UInt8]
  private var at = 0

  /// A plot's own values are six deep.
  private static let deepest = 12

  /// Reads a text that is one value.
  ///
  /// - Throws: ``PlotFormatError`` with the byte where it goes wrong.
  /// - Complexity: O(bytes).
  static func read(_ text: String) throws(PlotFormatError) -> PlotJSON {
    var reader = PlotJSONReader(bytes: Array(text.utf8))
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.at == reader.bytes.count else {
      throw reader.error("there is text after the plot")
    }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func error(_ reason: String) -> PlotFormatError {
    PlotFormatError(place: "byte \(at)", reason: reason)
  }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { at += 1 }
  }

  private mutating func take(_ character: Character) -> Bool {
    guard next == character.asciiValue else { return false }
    at += 1
    return true
  }

  private mutating func value(depth: Int) throws(PlotFormatError) -> PlotJSON {
    guard depth <= Self.deepest else { throw error("the values are nested too deeply") }
    skipBlanks()
    guard let byte = next else { throw error("the text ends too early") }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try word()
    }
  }

  private mutating func word() throws(PlotFormatError) -> PlotJSON {
    for (word, value) in [
      ("null", PlotJSON.null), ("true", .boolean(true)), ("false", .boolean(false)),
    ] where bytes[at...].starts(with: word.utf8) {
      at += word.utf8.count
      return value
    }
    throw error("a value is expected")
  }

  private mutating func object(depth: Int) throws(PlotFormatError) -> PlotJSON {
    at += 1
    var members: [String: PlotJSON] = [:]
    skipBlanks()
    if take("}") { return .object(members) }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw error("a member's name is expected") }
      let name = try string()
      skipBlanks()
      guard take(":") else { throw error("`:` is expected") }
      let value = try value(depth: depth + 1)
      guard members.updateValue(value, forKey: name) == nil else {
        throw error("a member is given twice")
      }
      skipBlanks()
      if take("}") { return .object(members) }
      guard take(",") else { throw error("`,` or `}` is expected") }
    }
  }

  private mutating func list(depth: Int) throws(PlotFormatError) -> PlotJSON {
    at += 1
    var values: [PlotJSON] = []
    skipBlanks()
    if take("]") { return .list(values) }
    while true {
      values.append(try value(depth: depth + 1))
      skipBlanks()
      if take("]") { return .list(values) }
      guard take(",") else { throw error("`,` or `]` is expected") }
    }
  }

  private mutating func number() throws(PlotFormatError) -> PlotJSON {
    let start = at
    _ = take("-")
    let firstDigit = at
    skipDigits()
    let digits = at - firstDigit
    guard digits == 1 || digits > 1 && bytes[firstDigit] != UInt8(ascii: "0") else {
      throw error("a number is expected")
    }
    if take(".") {
      let start = at
      skipDigits()
      guard at > start else { throw error("a digit is expected") }
    }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      let start = at
      skipDigits()
      guard at > start else { throw error("a digit is expected") }
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    guard let value = Double(text), value.isFinite else { throw error("the number is too large") }
    return .number(value)
  }

  private mutating func skipDigits() {
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { at += 1 }
  }
}

// MARK: - Strings

extension PlotJSONReader {
  private mutating func string() throws(PlotFormatError) -> String {
    at += 1
    var text = ""
    while true {
      let start = at
      while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
        at += 1
      }
      text += String(decoding: bytes[start..<at], as: UTF8.self)
      if take("\"") { return text }
      guard take("\\") else { throw error("a text is not closed on its line") }
      text.unicodeScalars.append(try escaped())
    }
  }

  private mutating func escaped() throws(PlotFormatError) -> Unicode.Scalar {
    guard let byte = next else { throw error("the text ends too early") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"): return try scalar()
    default: throw error("there is no such escape")
    }
  }

  private mutating func scalar() throws(PlotFormatError) -> Unicode.Scalar {
    let high = try unit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard (0xD800..<0xDC00).contains(high), take("\\"), take("u") else {
      throw error("half of a surrogate pair is alone")
    }
    let low = try unit()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { throw error("half of a surrogate pair is alone") }
    return scalar
  }

  private mutating func unit() throws(PlotFormatError) -> UInt32 {
    guard at + 4 <= bytes.count else { throw error("the text ends too early") }
    var value: UInt32 = 0
    for byte in bytes[at..<at + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("four hexadecimal digits are expected")
      }
      value = value << 4 | UInt32(digit)
    }
    at += 4
    return value
  }
}
