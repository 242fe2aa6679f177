/// The bytes that the splitter and the lexers look for.
enum Ascii {
  static let tab: UInt8 = 0x09
  static let newline: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let blank: UInt8 = 0x20
  static let doubleQuote: UInt8 = 0x22
  static let hash: UInt8 = 0x23
  static let percent: UInt8 = 0x25
  static let quote: UInt8 = 0x27
  static let open: UInt8 = 0x28
  static let close: UInt8 = 0x29
  static let star: UInt8 = 0x2A
  static let plus: UInt8 = 0x2B
  static let comma: UInt8 = 0x2C
  static let minus: UInt8 = 0x2D
  static let dot: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let semicolon: UInt8 = 0x3B
  static let equals: UInt8 = 0x3D
  static let bracket: UInt8 = 0x5B
  static let closingBracket: UInt8 = 0x5D
  static let backtick: UInt8 = 0x60

  /// Blank, tab, carriage return, form feed, vertical tab: what parts words within a line.
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == blank || byte == tab || (0x0B...carriageReturn).contains(byte)
  }

  static func isQuote(_ byte: UInt8) -> Bool {
    byte == doubleQuote || byte == quote
  }

  static func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte)
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  /// A letter, a digit, `_`, or any byte of a character outside ASCII.
  static func isNameByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == 0x5F || byte >= 0x80
  }

  /// A byte that ends a bare word of a command.
  static func endsWord(_ byte: UInt8) -> Bool {
    isBlank(byte) || isQuote(byte) || byte == newline || byte == comma || byte == open
      || byte == close || byte == equals || byte == semicolon
  }
}
