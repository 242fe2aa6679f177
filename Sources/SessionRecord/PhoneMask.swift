/// Finds phone numbers in a text and masks them.
///
/// Swiss ones: `022 123 45 67`, `022/123.45.67`, `(022) 123 45 67`, `0221234567`,
/// `+41 22 123 45 67`, `0041 22 123 45 67`, `+41 (0)22 123 45 67`. The national form must begin with
/// its three digits in one piece, so that dates and figures are none. French ones in pairs of
/// digits, `06 12 34 56 78`, and any country's behind its `+33` or `0033`.
enum PhoneMask {
  static let mask = "0xx xxx xx xx"

  /// A cell of a column of phone numbers: what has as many digits as one is masked as a whole, also
  /// where it lost its zero in a column of numbers; else what looks like one in it.
  static func maskingWhole(_ text: String) -> String {
    let digits = text.utf8.count { isDigit($0) }
    let isOther = text.unicodeScalars.contains { $0.properties.isAlphabetic }
    return !isOther && fewestDigits <= digits ? mask : masking(text)
  }

  /// Whether the mask may have been put in the place of a text: of a whole cell, or within one.
  ///
  /// A date has as many digits as a phone number, and no column of phone numbers holds one.
  static func isMasked(_ text: String, isWhole: Bool) -> Bool {
    if masking(text) == mask { return true }
    let digits = text.utf8.count { isDigit($0) }
    return isWhole && !text.contains(".") && digits <= mostForeignDigits && !isDate(text)
      && maskingWhole(text) == mask
  }

  /// Whether a text is a day, as `2025-10-22`, with or without a time.
  private static func isDate(_ text: String) -> Bool {
    let fields = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    return fields.map(\.utf8.count) == [4, 2, 2]
  }

  /// A number within a town has as many digits.
  private static let fewestDigits = 6

  static func masking(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let mayHold = bytes.contains {
      $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "7")
        || $0 == UInt8(ascii: "4")
    }
    guard mayHold else { return text }
    var masked: [UInt8] = []
    var copied = 0
    var index = 0
    while index < bytes.count {
      if let end = numberEnd(in: bytes, from: index) {
        masked += bytes[copied..<index]
        masked += mask.utf8
        copied = end
        index = end
      } else {
        index += 1
      }
    }
    guard copied > 0 else { return text }
    masked += bytes[copied...]
    return String(decoding: masked, as: UTF8.self)
  }

  /// The offset after a phone number that begins here, or nil.
  private static func numberEnd(in bytes: [UInt8], from start: Int) -> Int? {
    let first = bytes[start]
    if let end = bareEnd(in: bytes, from: start) { return end }
    guard first == UInt8(ascii: "0") || first == UInt8(ascii: "+") || first == UInt8(ascii: "(")
    else { return nil }
    // Digits and the letters of hexadecimal figures in front make it a part of something else.
    if start > 0, endsHexadecimal(bytes[..<start]) || bytes[start - 1] == UInt8(ascii: "+") {
      return nil
    }
    // The decimals of a number are none either.
    if start > 1, bytes[start - 1] == UInt8(ascii: "."), isDigit(bytes[start - 2]) { return nil }
    for prefix in ["+41", "0041"] where bytes[start...].starts(with: prefix.utf8) {
      var at = skipSeparators(in: bytes, from: start + prefix.utf8.count)
      if bytes[at...].starts(with: "(0)".utf8) {
        at = skipSeparators(in: bytes, from: at + 3)
      } else if at < bytes.count, bytes[at] == UInt8(ascii: "0") {
        at += 1
      }
      if let end = digits(9, in: bytes, from: at) { return end }
    }
    return foreignEnd(in: bytes, from: start) ?? pairsEnd(in: bytes, from: start)
      ?? nationalEnd(in: bytes, from: start)
  }

  /// The end of a Swiss number that lost its zero or its plus among whole numbers: `791234567`,
  /// `41227345678`.
  private static func bareEnd(in bytes: [UInt8], from start: Int) -> Int? {
    let isMobile = bytes[start] == UInt8(ascii: "7")
    guard isMobile || bytes[start...].starts(with: "41".utf8) else { return nil }
    let end = start + (isMobile ? 9 : 11)
    guard end <= bytes.count, bytes[start..<end].allSatisfy(isDigit) else { return nil }
    let area = bytes[start + (isMobile ? 1 : 2)]
    let least = UInt8(ascii: isMobile ? "4" : "2")
    guard area >= least, start == 0 || !isPartOfFigure(bytes[start - 1]) else { return nil }
    guard end < bytes.count else { return end }
    let isDecimal =
      end + 1 < bytes.count && bytes[end] == UInt8(ascii: ".") && isDigit(bytes[end + 1])
    return isHexadecimal(bytes[end]) || isDecimal ? nil : end
  }

  /// Whether a digit behind it belongs to a longer figure or word.
  private static func isPartOfFigure(_ byte: UInt8) -> Bool {
    isHexadecimal(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
  }

  /// The end of `+33 6 12 34 56 78` or `0033612345678`: 8 to 14 digits behind `+`, or 10 to 14
  /// behind `00`, of which the first is none of 0.
  private static func foreignEnd(in bytes: [UInt8], from start: Int) -> Int? {
    let hasPlus = bytes[start] == UInt8(ascii: "+")
    guard hasPlus || bytes[start...].starts(with: "00".utf8) else { return nil }
    var at = start + (hasPlus ? 1 : 2)
    guard at < bytes.count, isDigit(bytes[at]), bytes[at] != UInt8(ascii: "0") else { return nil }
    var count = 0
    var end = at
    var separators = 0
    var points = 0
    while at < bytes.count, count <= mostForeignDigits {
      if isDigit(bytes[at]) {
        count += 1
        at += 1
        end = at
      } else {
        // `+41 (0)22` and its like.
        let isBracketed = bytes[at...].starts(with: "(0)".utf8)
        let next = isBracketed ? at + 3 : skipSeparators(in: bytes, from: at)
        guard next > at, next < bytes.count, isDigit(bytes[next]) || isSeparator(bytes[next]) else {
          break
        }
        separators += 1
        if bytes[at] == UInt8(ascii: ".") { points += 1 }
        at = next
      }
    }
    guard count >= (hasPlus ? 8 : 10), count <= mostForeignDigits else { return nil }
    // "+1.23456789" is a number.
    if separators == 1, points == 1 { return nil }
    return end < bytes.count && isHexadecimal(bytes[end]) ? nil : end
  }

  private static let mostForeignDigits = 14

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "(") || byte == UInt8(ascii: " ")
  }

  /// The end of `06 12 34 56 78`: five pairs with one sign between each two.
  private static func pairsEnd(in bytes: [UInt8], from start: Int) -> Int? {
    guard start + 14 <= bytes.count, bytes[start] == UInt8(ascii: "0"),
      bytes[start + 1] != UInt8(ascii: "0")
    else { return nil }
    let sign = bytes[start + 2]
    guard sign == UInt8(ascii: " ") || sign == UInt8(ascii: ".") || sign == UInt8(ascii: "-") else {
      return nil
    }
    for place in 0..<14 {
      let byte = bytes[start + place]
      guard place % 3 == 2 ? byte == sign : isDigit(byte) else { return nil }
    }
    return start + 14 < bytes.count && isHexadecimal(bytes[start + 14]) ? nil : start + 14
  }

  private static func nationalEnd(in bytes: [UInt8], from start: Int) -> Int? {
    let isBracketed = bytes[start] == UInt8(ascii: "(")
    let at = isBracketed ? start + 1 : start
    let areaEnd = at + 3
    guard areaEnd <= bytes.count, bytes[at] == UInt8(ascii: "0"),
      bytes[at + 1] != UInt8(ascii: "0"), isDigit(bytes[at + 1]), isDigit(bytes[at + 2])
    else { return nil }
    guard isBracketed else { return digits(7, in: bytes, from: areaEnd) }
    guard areaEnd < bytes.count, bytes[areaEnd] == UInt8(ascii: ")") else { return nil }
    return digits(7, in: bytes, from: areaEnd + 1)
  }

  /// The offset after so many digits with separators among them, and no digit behind.
  private static func digits(_ count: Int, in bytes: [UInt8], from start: Int) -> Int? {
    var at = skipSeparators(in: bytes, from: start)
    for place in 1...count {
      guard at < bytes.count, isDigit(bytes[at]) else { return nil }
      at += 1
      if place < count { at = skipSeparators(in: bytes, from: at) }
    }
    return at < bytes.count && isHexadecimal(bytes[at]) ? nil : at
  }

  /// Skips at most three bytes of blanks, points, hyphens, slashes and apostrophes.
  private static func skipSeparators(in bytes: [UInt8], from start: Int) -> Int {
    var at = start
    while at < bytes.count, at - start < 3 {
      switch bytes[at] {
      case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "/"),
        UInt8(ascii: "'"):
        at += 1
      case 0xC2 where at + 1 < bytes.count && bytes[at + 1] == 0xA0:
        // A no-break space.
        at += 2
      case 0xE2 where at + 2 < bytes.count && bytes[at + 1] == 0x80 && isThinBlank(bytes[at + 2]):
        // A thin or narrow space, or a typographic hyphen or apostrophe.
        at += 3
      default: return at
      }
    }
    return at
  }

  private static func isThinBlank(_ byte: UInt8) -> Bool {
    [0x89, 0xAF, 0x90, 0x91, 0x93, 0x99].contains(byte)
  }

  /// Whether a hexadecimal figure stands at the end: its letters and digits alone, not those of a word.
  private static func endsHexadecimal(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let last = bytes.last, isHexadecimal(last) else { return false }
    let word = bytes.suffix(mostHexadecimal).reversed().prefix { byte in
      isDigit(byte) || byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    return word.allSatisfy { isHexadecimal($0) || isHexadecimal($0 | 0x20) && $0 < 0x80 }
  }

  /// Digits of the longest hash that a text may hold.
  private static let mostHexadecimal = 128

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
