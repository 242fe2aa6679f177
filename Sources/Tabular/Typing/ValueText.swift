/// A value's text: UTF-8 bytes that are looked at without copying.
///
/// Reading is free of locale: digits are ASCII, the decimal separator is what the column has.
struct ValueText {
  var base: UnsafePointer<UInt8>
  var count: Int

  init(_ base: UnsafePointer<UInt8>, _ count: Int) {
    self.base = base
    self.count = count
  }

  /// The text without blanks at its ends.
  @inline(__always)
  var trimmed: ValueText {
    if count == 0 || (base[0] > 0x20 && base[count - 1] > 0x20) { return self }
    return trimmedSlowly
  }

  private var trimmedSlowly: ValueText {
    var text = self
    while text.count > 0, Self.isBlank(text.base[0]) {
      text.base += 1
      text.count -= 1
    }
    while text.count > 0, Self.isBlank(text.base[text.count - 1]) { text.count -= 1 }
    return text
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  @inline(__always)
  static func digit(_ byte: UInt8) -> UInt8? {
    let value = byte &- 48
    return value < 10 ? value : nil
  }

  /// What the text could be read as, with its traits; a blank one as anything.
  @inline(__always)
  var kinds: ValueKinds {
    let text = trimmed
    guard text.count > 0 else { return .all }
    let first = text.base[0]
    if first &- 48 < 10 {
      let number = text.numberKinds
      if !number.isEmpty { return number }
      let temporal = text.temporalKinds
      return temporal.isEmpty ? text.officeKinds : temporal
    }
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "."):
      let number = text.numberKinds
      return number.isEmpty ? text.officeKinds : number
    case UInt8(ascii: "A")...UInt8(ascii: "z"): return text.wordKinds
    case UInt8(ascii: "+"), UInt8(ascii: "$"), 0xC2, 0xE2: return text.officeKinds
    default: return .none
    }
  }

  /// What a text is whose characters must stay: a date or time in its stored form, or nothing.
  var literalKinds: ValueKinds {
    guard hasStoredTemporalShape, let value = Temporal(self) else { return .none }
    guard value.hasTime else { return [.date, .literal] }
    return [
      value.hasDate ? .datetime : .time, .literal, value.hasSeconds ? .seconds : .minutesAlone,
    ]
  }

  /// Whether the text has the length and the marks of a stored date, time or both.
  private var hasStoredTemporalShape: Bool {
    switch count {
    case 5, 8: base[2] == UInt8(ascii: ":")
    case 10: base[4] == UInt8(ascii: "-")
    case 16, 19: base[4] == UInt8(ascii: "-") && base[10] == UInt8(ascii: "T")
    default: false
    }
  }

  var temporalKinds: ValueKinds {
    guard let value = Temporal(trimmed) else { return .none }
    guard value.hasTime else { return [.date, .datetime] }
    let kind: ValueKinds = value.hasDate ? .datetime : .time
    return value.hasSeconds ? [kind, .seconds] : kind
  }

  /// The truth value of a yes-or-no word in any of the three pairs.
  var boolean: Bool? {
    let text = trimmed
    if text.isWord("true") || text.isWord("oui") || text.isWord("yes") || text.isWord("vrai") {
      return true
    }
    if text.isWord("false") || text.isWord("non") || text.isWord("no") || text.isWord("faux") {
      return false
    }
    return nil
  }

  private var wordKinds: ValueKinds {
    if count <= 5 {
      if isWord("true") { return [.trueFalse, .affirmative] }
      if isWord("false") { return [.trueFalse, .denying] }
      if isWord("vrai") { return [.vraiFaux, .affirmative] }
      if isWord("faux") { return [.vraiFaux, .denying] }
      if isWord("oui") { return [.ouiNon, .affirmative] }
      if isWord("non") { return [.ouiNon, .denying] }
      if isWord("yes") { return [.yesNo, .affirmative] }
      if isWord("no") { return [.yesNo, .denying] }
    }
    // Only these letters begin a currency.
    return "CEFGSUf".utf8.contains(base[0]) && count > 2 && mayEndNumber(base[count - 1])
      ? officeKinds : .none
  }

  private func mayEndNumber(_ byte: UInt8) -> Bool {
    Self.digit(byte) != nil || byte == UInt8(ascii: "-") || byte >= 0x80
  }

  /// Equality with a lower-case ASCII word, whatever the case of the text.
  private func isWord(_ word: StaticString) -> Bool {
    guard word.utf8CodeUnitCount == count else { return false }
    for index in 0..<count where base[index] | 0x20 != word.utf8Start[index] { return false }
    return true
  }
}
