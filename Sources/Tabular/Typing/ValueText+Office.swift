/// A number as offices write it, its currency, percent sign and unusual characters taken off.
///
///     −1 234,50    CHF 12.50    1'234.–    12,5 %    +5
struct OfficeNumber {
  /// The digits with plain ASCII marks and a plain minus: `-1 234,50`.
  private(set) var body: [UInt8] = []
  private(set) var traits: ValueKinds = .office
  /// The currency as it is written, empty where there is none.
  private(set) var currency = ""
  private var hasHardBlank = false

  /// Longer texts are no numbers that anybody writes.
  private static let longest = 48
  /// More digits behind a plus make a phone number.
  private static let mostPlusDigits = 7

  /// Splits a trimmed text, or gives nil where it cannot be a number.
  init?(_ text: ValueText) {
    guard text.count <= Self.longest else { return nil }
    takePlain(text)
    takeSign()
    takeCurrency(atFront: true)
    takeSign()
    if body.last == UInt8(ascii: "%") {
      body.removeLast()
      traits.insert(.percent)
      takeBlanks(atFront: false)
    } else {
      takeCurrency(atFront: false)
    }
    takeDashes()
    guard let first = body.first, ValueText.digit(first) != nil || first == UInt8(ascii: "."),
      !traits.contains(.plus) || body.count <= Self.mostPlusDigits
    else { return nil }
  }

  /// Takes the characters, each unusual one by its ASCII counterpart.
  private mutating func takePlain(_ text: ValueText) {
    var index = 0
    body.reserveCapacity(text.count)
    while index < text.count {
      let byte = text.base[index]
      if byte < 0x80 {
        body.append(byte)
        index += 1
        continue
      }
      guard let (plain, length) = Self.counterpart(text, index) else {
        // The signs of currencies stay for `takeCurrency`.
        body.append(byte)
        index += 1
        continue
      }
      if plain == 0x20 { hasHardBlank = true }
      body.append(plain)
      index += length
    }
  }

  private static func counterpart(_ text: ValueText, _ index: Int) -> (UInt8, Int)? {
    guard index + 1 < text.count else { return nil }
    let second = text.base[index + 1]
    if text.base[index] == 0xC2, second == 0xA0 { return (0x20, 2) }
    guard text.base[index] == 0xE2, index + 2 < text.count else { return nil }
    switch (second, text.base[index + 2]) {
    case (0x80, 0xAF), (0x80, 0x89): return (0x20, 3)
    case (0x80, 0x99): return (UInt8(ascii: "'"), 3)
    case (0x88, 0x92), (0x80, 0x93), (0x80, 0x94): return (UInt8(ascii: "-"), 3)
    default: return nil
    }
  }

  private mutating func takeSign() {
    guard let first = body.first, traits.isDisjoint(with: [.negative, .plus]) else { return }
    if first == UInt8(ascii: "-") {
      traits.insert(.negative)
    } else if first == UInt8(ascii: "+") {
      traits.insert(.plus)
    } else {
      return
    }
    body.removeFirst()
  }

  private mutating func takeBlanks(atFront: Bool) {
    while (atFront ? body.first : body.last) == 0x20 {
      if atFront { body.removeFirst() } else { body.removeLast() }
    }
  }

  /// Currencies by sign and by code; the longer ones first.
  private static let currencies: [[UInt8]] =
    ["SFr.", "CHF", "EUR", "USD", "GBP", "SFr", "Fr.", "fr.", "Fr", "€", "£", "$"].map {
      Array($0.utf8)
    }

  private mutating func takeCurrency(atFront: Bool) {
    guard currency.isEmpty else { return }
    for name in Self.currencies
    where atFront ? body.starts(with: name) : body.reversed().starts(with: name.reversed()) {
      currency = String(decoding: name, as: UTF8.self)
      traits.insert(.currency)
      if atFront { body.removeFirst(name.count) } else { body.removeLast(name.count) }
      return takeBlanks(atFront: atFront)
    }
  }

  /// Takes the dashes off that stand for no decimals: `12.–`.
  private mutating func takeDashes() {
    let dash = UInt8(ascii: "-")
    var end = body.count
    while end > 0, body[end - 1] == dash { end -= 1 }
    guard end < body.count, end > 1, ".,".utf8.contains(body[end - 1]) else { return }
    body.removeLast(body.count - end + 1)
  }

  // MARK: Readings

  /// What the number could be read as, with its traits.
  var kinds: ValueKinds {
    var found = body.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { ValueText($0, buffer.count).numberKinds } ?? .none
    }
    if found.isEmpty { found = groupedKinds }
    guard !found.isEmpty else { return .none }
    if traits.contains(.negative), body == [UInt8(ascii: "0")] { found.subtract(.integers) }
    return found.union(traits)
  }

  /// The kinds of a number with thousands that are not apostrophes alone.
  private var groupedKinds: ValueKinds {
    guard let shape = GroupedShape(body) else { return .none }
    var found: ValueKinds = .decisive
    if shape.hasFraction { found.insert(.fraction) }
    switch (shape.group, shape.mark) {
    case (0x20, nil):
      found.formUnion([.integer, .realPoint, .realComma])
      if !hasHardBlank { found = found.subtracting(.decisive).union(.spaced) }
    case (0x20, UInt8(ascii: ".")), (UInt8(ascii: "'"), UInt8(ascii: ".")): found.insert(.realPoint)
    case (0x20, UInt8(ascii: ",")), (UInt8(ascii: "'"), UInt8(ascii: ",")): found.insert(.realComma)
    case (UInt8(ascii: ","), nil): found.formUnion([.commaGroupedInteger, .commaGroupedReal])
    case (UInt8(ascii: "."), nil): found.formUnion([.pointGroupedInteger, .pointGroupedReal])
    case (UInt8(ascii: ","), UInt8(ascii: ".")): found.insert(.commaGroupedReal)
    case (UInt8(ascii: "."), UInt8(ascii: ",")): found.insert(.pointGroupedReal)
    default: return .none
    }
    guard shape.digits <= 15 || !shape.hasFraction else { return found }
    // Whole numbers beyond 2^53 are no Doubles, and beyond 64 bits no numbers of a table.
    if !shape.hasFraction {
      guard let value = plain(.decimal, dropping: shape.group).flatMap({ Self.integer($0) }) else {
        return .none
      }
      if value.magnitude > 1 << 53 { found.subtract(.reals) }
    }
    return found
  }

  private static func integer(_ bytes: [UInt8]) -> Int64? {
    bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { ValueText($0, buffer.count).integer }
    }
  }

  // MARK: Values

  /// The number as plain ASCII, `-1234.50`, by what its marks mean.
  func plain(_ marks: NumberMarks) -> [UInt8]? {
    switch marks {
    case .commaGroups: plain(marks, dropping: UInt8(ascii: ","))
    case .pointGroups: plain(marks, dropping: UInt8(ascii: "."))
    case .decimal: plain(marks, dropping: 0)
    }
  }

  private func plain(_ marks: NumberMarks, dropping group: UInt8) -> [UInt8]? {
    var plain: [UInt8] = traits.contains(.negative) ? [UInt8(ascii: "-")] : []
    for byte in body where byte != group && byte != 0x20 && byte != UInt8(ascii: "'") {
      plain.append(byte == UInt8(ascii: ",") ? UInt8(ascii: ".") : byte)
    }
    return plain
  }
}

/// The places of thousands and decimals in digits with marks: groups of three, then decimals.
private struct GroupedShape {
  private(set) var group: UInt8 = 0
  private(set) var mark: UInt8?
  private(set) var digits = 0
  var hasFraction: Bool { mark != nil }

  init?(_ body: [UInt8]) {
    var run = 0
    var groups = 0
    var fraction = 0
    for (index, byte) in body.enumerated() {
      if ValueText.digit(byte) != nil {
        digits += 1
        if mark == nil { run += 1 } else { fraction += 1 }
        continue
      }
      guard " ',.".utf8.contains(byte), mark == nil, index > 0 else { return nil }
      if groups == 0 {
        guard (1...3).contains(run), body[0] != UInt8(ascii: "0") else { return nil }
        group = byte
        groups = 1
      } else {
        guard run == 3 else { return nil }
        if byte == group {
          groups += 1
        } else {
          guard byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") else { return nil }
          mark = byte
        }
      }
      run = 0
    }
    guard groups > 0, mark == nil ? run == 3 : fraction > 0, digits <= 19 else { return nil }
  }
}

extension ValueText {
  /// What the trimmed text is as a number that offices write, if any.
  var officeKinds: ValueKinds { OfficeNumber(self)?.kinds ?? .none }

  /// The real number that an office's text is, by what the column's marks mean.
  func officeReal(_ marks: NumberMarks) -> Double? {
    withPlain(marks) { $0.real }
  }

  /// The whole number that an office's text is, by what the column's marks mean.
  func officeInteger(_ marks: NumberMarks) -> Int64? {
    withPlain(marks) { $0.integer }
  }

  private func withPlain<Value>(
    _ marks: NumberMarks, _ body: (ValueText) -> Value?
  ) -> Value? {
    guard let plain = OfficeNumber(trimmed)?.plain(marks) else { return nil }
    return plain.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { body(ValueText($0, buffer.count)) }
    }
  }
}
