/// The bytes of a terminal's output without escape sequences and carriage returns, as they come.
struct PlainOutput {
  private var bytes: [UInt8] = []
  private var parser = EscapeParser()

  var count: Int { bytes.count }

  mutating func add(_ chunk: some Sequence<UInt8>) {
    for byte in chunk {
      if case .byte(let byte) = parser.take(byte), byte == 0x0A || byte == 0x09 || byte >= 0x20 {
        bytes.append(byte)
      }
    }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Where the first occurrence of a text ends.
  func end(of text: String, from start: Int) -> Int? {
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty, bytes.count - start >= wanted.count else { return nil }
    for place in start...(bytes.count - wanted.count)
    where bytes[place..<place + wanted.count].elementsEqual(wanted) {
      return place + wanted.count
    }
    return nil
  }
}

/// Tells the escape sequences of a terminal from the rest, byte by byte.
struct EscapeParser {
  enum Event: Equatable {
    /// A byte that is not part of a sequence.
    case byte(UInt8)
    /// A control sequence: its last byte and its numbers.
    case control(UInt8, [Int])
    /// Within a sequence, or one without meaning here.
    case nothing
  }

  private enum State { case text, escape, control, command, charset }

  private var state = State.text
  private var parameters: [UInt8] = []

  mutating func take(_ byte: UInt8) -> Event {
    switch state {
    case .text:
      guard byte == 0x1B else { return .byte(byte) }
      state = .escape
    case .escape:
      parameters = []
      switch byte {
      case UInt8(ascii: "["): state = .control
      case UInt8(ascii: "]"): state = .command
      case UInt8(ascii: "("), UInt8(ascii: ")"): state = .charset
      default: state = .text
      }
    case .charset: state = .text
    case .command:
      if byte == 0x07 { state = .text }
    case .control:
      guard (0x40...0x7E).contains(byte) else {
        parameters.append(byte)
        return .nothing
      }
      state = .text
      let numbers = String(decoding: parameters, as: UTF8.self).split(
        separator: ";", omittingEmptySubsequences: false
      ).map { Int($0) ?? 0 }
      return .control(byte, numbers)
    }
    return .nothing
  }
}
