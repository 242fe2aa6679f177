/// Checks that bytes fed in pieces are UTF-8, and whether a NUL is among them.
struct UTF8Check {
  /// The offset of the first NUL.
  private(set) var firstNUL: Int?
  /// The offsets of the first bytes that belong to no character.
  private(set) var bad: [Int] = []
  private(set) var badCount = 0
  /// Characters of several bytes.
  private(set) var characters = 0
  /// Continuation bytes still owed, and the range that the next one must lie in.
  private var owed = 0
  private var lower: UInt8 = 0x80
  private var upper: UInt8 = 0xBF
  /// Where the character in the making begins, and the bytes fed before this piece.
  private var start = 0
  private var fed = 0

  /// More places than anybody would mend by hand.
  static let mostPlaces = 10_000

  var hasNUL: Bool { firstNUL != nil }

  /// Whether all bytes so far are whole characters.
  var isValidAtEnd: Bool { badCount == 0 && owed == 0 }

  /// Checks the next bytes; runs of ASCII go eight at a time.
  ///
  /// - Complexity: O(count).
  mutating func feed(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    var index = 0
    let count = bytes.count
    while index < count {
      if owed == 0 {
        while index + 8 <= count {
          let word = base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          // A byte is NUL or not ASCII where its top bit shows in one of the two terms.
          if ((word &- 0x0101_0101_0101_0101) | word) & 0x8080_8080_8080_8080 != 0 { break }
          index += 8
        }
        if index >= count { break }
      }
      step(bytes[index], at: fed + index)
      index += 1
    }
    fed += count
  }

  /// Ends the text: a character that is not whole is a bad byte.
  mutating func finish() {
    if owed > 0 { note(start) }
    owed = 0
  }

  private mutating func note(_ offset: Int) {
    badCount += 1
    if bad.count < Self.mostPlaces { bad.append(offset) }
  }

  /// Ranges of the Unicode Standard, table 3-7, "Well-Formed UTF-8 Byte Sequences".
  private mutating func step(_ byte: UInt8, at offset: Int) {
    if owed > 0 {
      let fits = byte >= lower && byte <= upper
      (lower, upper) = (0x80, 0xBF)
      if fits {
        owed -= 1
        if owed == 0 { characters += 1 }
        return
      }
      owed = 0
      note(start)
    }
    start = offset
    switch byte {
    case 0: if firstNUL == nil { firstNUL = offset }
    case 1...0x7F: break
    case 0xC2...0xDF: owed = 1
    case 0xE0: (owed, lower) = (2, 0xA0)
    case 0xED: (owed, upper) = (2, 0x9F)
    case 0xE1...0xEF: owed = 2
    case 0xF0: (owed, lower) = (3, 0x90)
    case 0xF4: (owed, upper) = (3, 0x8F)
    case 0xF1...0xF3: owed = 3
    default: note(offset)
    }
  }
}
