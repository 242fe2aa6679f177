/// Passing over values, which holds them to the grammar and keeps nothing.
extension JSONParser {
  /// Passes over the next value.
  ///
  /// - Throws: `Failure` where the value breaks the grammar, and for cancellation.
  /// - Complexity: O(bytes of the value).
  mutating func skip(depth: Int) throws(Failure) {
    switch try beginValue() {
    case UInt8(ascii: "{"):
      guard depth < Self.deepest else { throw tooDeep }
      if try opens(UInt8(ascii: "}")) { return }
      repeat {
        try skipKey()
        try skip(depth: depth + 1)
      } while try !endsList(with: UInt8(ascii: "}"))
    case UInt8(ascii: "["):
      guard depth < Self.deepest else { throw tooDeep }
      if try opens(UInt8(ascii: "]")) { return }
      repeat { try skip(depth: depth + 1) } while try !endsList(with: UInt8(ascii: "]"))
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "t"): try word("true", ())
    case UInt8(ascii: "f"): try word("false", ())
    case UInt8(ascii: "n"): try word("null", ())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try number()
    default: throw failure("this is not the start of a JSON value")
    }
  }

  /// Passes over an opening bracket; true where the closing one follows at once.
  mutating func opens(_ closing: UInt8) throws(Failure) -> Bool {
    index += 1
    skipBlanks()
    guard current == closing else { return false }
    index += 1
    return true
  }

  /// Passes over a key and its colon.
  private mutating func skipKey() throws(Failure) {
    try beginKey()
    try skipString()
    try endKey()
  }

  /// Goes to a key's opening quote.
  mutating func beginKey() throws(Failure) {
    skipBlanks()
    guard current == UInt8(ascii: "\"") else { throw failure("expected a key in quotes") }
  }

  /// Passes over the colon behind a key.
  mutating func endKey() throws(Failure) {
    skipBlanks()
    guard current == UInt8(ascii: ":") else { throw failure("expected : after a key") }
    index += 1
  }

  private mutating func skipString() throws(Failure) {
    guard try plainString() == nil else { return }
    var text: [UInt8] = []
    try readEscapes(into: &text)
  }

  /// The place of a string that has no escapes, passed over; nil, at the first escape, for any other.
  @inline(__always)
  mutating func plainString() throws(Failure) -> Range<Int>? {
    index += 1
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        return start..<(index - 1)
      }
      if byte == UInt8(ascii: "\\") || byte < 0x20 { return nil }
      index += 1
    }
    return nil
  }
}
