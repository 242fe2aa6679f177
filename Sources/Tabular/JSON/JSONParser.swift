/// A strict parser of JSON (RFC 8259) over bytes.
///
/// Stricter than the standard in two points: nesting is limited, and a number that no Double can
/// hold is an error.
struct JSONParser {
  /// Where and why parsing stopped.
  struct Failure: Error, Equatable {
    var message: String
    /// The offset of the byte where it stopped.
    var offset: Int
    /// Whether it stopped because it was told to.
    var isCancelled = false
  }

  /// Deeper nesting than any table's; keeps the parser's own stack small.
  static let deepest = 128

  let bytes: UnsafeBufferPointer<UInt8>
  var index: Int
  private let isCancelled: () -> Bool
  /// Members whose key stands once more in their object.
  var doubled = DoubledKeys()
  /// Values begun, for asking every few thousand of them whether to go on.
  private var begun = 0

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0,
    isCancelled: @escaping () -> Bool = { false }
  ) {
    self.bytes = bytes
    self.isCancelled = isCancelled
    index = start
  }

  /// Parses the one value that the bytes are.
  mutating func document() throws(Failure) -> JSONValue {
    skipMark()
    let parsed = try value(depth: 0)
    try requireEnd()
    return parsed
  }

  /// Passes over the mark that a text in UTF-8 may begin with.
  mutating func skipMark() {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { index = 3 }
  }

  /// Refuses anything but blanks behind the value.
  mutating func requireEnd() throws(Failure) {
    skipBlanks()
    guard index == bytes.count else { throw failure("text follows the end of the value") }
  }

  func failure(_ message: String) -> Failure {
    Failure(message: message, offset: index)
  }

  @inline(__always)
  var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  @inline(__always)
  mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  /// Goes to the first byte of a value, asking every few thousand of them whether to go on.
  @inline(__always)
  mutating func beginValue() throws(Failure) -> UInt8 {
    begun &+= 1
    if begun & 0xFFF == 0, isCancelled() {
      throw Failure(message: "reading was cancelled", offset: index, isCancelled: true)
    }
    skipBlanks()
    guard let byte = current else { throw failure("the text ends where a value should be") }
    return byte
  }

  mutating func value(depth: Int) throws(Failure) -> JSONValue {
    switch try beginValue() {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw failure("this is not the start of a JSON value")
    }
  }

  mutating func word<Value>(_ word: StaticString, _ value: Value) throws(Failure) -> Value {
    for offset in 0..<word.utf8CodeUnitCount {
      guard index + offset < bytes.count, bytes[index + offset] == word.utf8Start[offset] else {
        throw failure("expected \(word)")
      }
    }
    index += word.utf8CodeUnitCount
    return value
  }

  private mutating func array(depth: Int) throws(Failure) -> JSONValue {
    guard depth < Self.deepest else { throw tooDeep }
    index += 1
    var elements: [JSONValue] = []
    skipBlanks()
    if current == UInt8(ascii: "]") {
      index += 1
      return .array([])
    }
    while true {
      elements.append(try value(depth: depth + 1))
      if try endsList(with: UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  private mutating func object(depth: Int) throws(Failure) -> JSONValue {
    guard depth < Self.deepest else { throw tooDeep }
    index += 1
    var members: [(key: String, value: JSONValue)] = []
    skipBlanks()
    if current == UInt8(ascii: "}") {
      index += 1
      return .object([])
    }
    while true {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw failure("expected a key in quotes") }
      let key = try string()
      skipBlanks()
      guard current == UInt8(ascii: ":") else { throw failure("expected : after a key") }
      index += 1
      members.append((key, try value(depth: depth + 1)))
      if try endsList(with: UInt8(ascii: "}")) { return .object(withoutDoubles(members)) }
    }
  }

  /// The members with each key once: of one that stands twice the last value counts.
  private mutating func withoutDoubles(
    _ members: [(key: String, value: JSONValue)]
  ) -> [(key: String, value: JSONValue)] {
    // Keys of a few members are compared with each other, those of many by their hash.
    guard members.count > 1, hasDoubles(members) else { return members }
    var places: [BinaryText: Int] = [:]
    var kept: [(key: String, value: JSONValue)] = []
    for member in members {
      if let place = places[BinaryText(member.key)] {
        kept[place].value = member.value
        doubled.count += 1
        if doubled.first == nil { doubled.first = member.key }
      } else {
        places[BinaryText(member.key)] = kept.count
        kept.append(member)
      }
    }
    return kept
  }

  private func hasDoubles(_ members: [(key: String, value: JSONValue)]) -> Bool {
    guard members.count <= 24 else {
      return Set(members.map { BinaryText($0.key) }).count < members.count
    }
    for index in members.indices.dropFirst() {
      for earlier in 0..<index where members[earlier].key == members[index].key { return true }
    }
    return false
  }

  var tooDeep: Failure {
    failure("values are nested deeper than \(Self.deepest) levels")
  }

  /// Passes over a comma (false) or the closing bracket (true).
  mutating func endsList(with closing: UInt8) throws(Failure) -> Bool {
    skipBlanks()
    guard let byte = current else {
      throw failure("the text ends inside an \(closing == UInt8(ascii: "]") ? "array" : "object")")
    }
    if byte == closing {
      index += 1
      return true
    }
    guard byte == UInt8(ascii: ",") else {
      throw failure("expected , or \(Character(UnicodeScalar(closing)))")
    }
    index += 1
    return false
  }

  // MARK: Numbers

  mutating func number() throws(Failure) -> JSONValue {
    let start = index
    if current == UInt8(ascii: "-") { index += 1 }
    let digits = skipDigits()
    if digits == 0 { throw failure("expected a digit") }
    if digits > 1, bytes[index - digits] == UInt8(ascii: "0") {
      index -= digits
      throw failure("a number has a leading zero")
    }
    var isWhole = true
    if current == UInt8(ascii: ".") {
      isWhole = false
      index += 1
      if skipDigits() == 0 { throw failure("expected a digit after the decimal point") }
    }
    if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      index += 1
      if current == UInt8(ascii: "-") || current == UInt8(ascii: "+") { index += 1 }
      if skipDigits() == 0 { throw failure("expected a digit in the exponent") }
    }
    guard let base = bytes.baseAddress else { throw failure("expected a digit") }
    let text = ValueText(base + start, index - start)
    if isWhole, let value = text.integer, value != 0 || digits == index - start {
      return .integer(value)
    }
    if isWhole, digits > 18, text.integer == nil {
      return .digits(String(decoding: bytes[start..<index], as: UTF8.self))
    }
    guard let value = text.real, value.isFinite else {
      index = start
      throw failure("the number is too large")
    }
    return .real(value)
  }

  private mutating func skipDigits() -> Int {
    let first = index
    while let byte = current, ValueText.digit(byte) != nil { index += 1 }
    return index - first
  }

  // MARK: Strings

  mutating func string() throws(Failure) -> String {
    index += 1
    let start = index
    while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      index += 1
    }
    if current == UInt8(ascii: "\"") {
      let text = String(decoding: bytes[start..<index], as: UTF8.self)
      index += 1
      return text
    }
    var text = Array(bytes[start..<index])
    try readEscapes(into: &text)
    return String(decoding: text, as: UTF8.self)
  }

  mutating func readEscapes(into text: inout [UInt8]) throws(Failure) {
    while true {
      guard let byte = current else { throw failure("the text ends inside a string") }
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw failure("a string contains a control character that is not escaped")
      default:
        text.append(byte)
        index += 1
      }
    }
  }

  private mutating func escape(into text: inout [UInt8]) throws(Failure) {
    index += 1
    guard let byte = current else { throw failure("the text ends inside a string") }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      index += 1
      text.append(contentsOf: Array(String(Character(try scalar())).utf8))
      return
    default: throw failure("there is no such escape")
    }
    index += 1
  }

  /// Reads the digits of one `\u` escape, or of the two that make a surrogate pair.
  private mutating func scalar() throws(Failure) -> UnicodeScalar {
    let first = try hexDigits()
    if let scalar = UnicodeScalar(first) { return scalar }
    let isPair =
      first < 0xDC00 && index + 1 < bytes.count
      && bytes[index] == UInt8(ascii: "\\") && bytes[index + 1] == UInt8(ascii: "u")
    guard isPair else { throw failure("half of a surrogate pair is alone") }
    index += 2
    let second = try hexDigits()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = UnicodeScalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw failure("half of a surrogate pair is alone") }
    return scalar
  }

  private mutating func hexDigits() throws(Failure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw failure("expected four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}
