/// A number as it is written, split but not yet converted.
private struct NumberParts {
  /// The digits of the number without its separators, as far as they fit.
  var mantissa: UInt64 = 0
  /// Digits that count, so without zeros in front.
  var significantDigits = 0
  var integerDigits = 0
  var fractionDigits = 0
  var exponent = 0
  var form: Form = []

  /// How it is written, in one byte: the parts are made for every number of a file.
  struct Form: OptionSet {
    let rawValue: UInt8

    static let negative = Form(rawValue: 1)
    static let fraction = Form(rawValue: 2)
    static let exponent = Form(rawValue: 4)
    static let comma = Form(rawValue: 8)
    static let groups = Form(rawValue: 16)
    static let signedExponent = Form(rawValue: 32)
    static let zeroInFront = Form(rawValue: 64)
  }

  var isNegative: Bool { form.contains(.negative) }
  var hasFraction: Bool { form.contains(.fraction) }
  var hasExponent: Bool { form.contains(.exponent) }
  var hasComma: Bool { form.contains(.comma) }
  var hasGroups: Bool { form.contains(.groups) }

  /// Whether the fraction's three digits could be a group of thousands.
  var looksGrouped: Bool {
    fractionDigits == 3 && (1...3).contains(integerDigits)
      && form.isDisjoint(with: [.zeroInFront, .exponent])
  }
}

extension ValueText {
  /// 2^53: every integer up to here is a Double.
  private static let exactLimit: UInt64 = 1 << 53

  /// Which kinds of number the (trimmed) text is, if any, with its traits.
  @inline(__always)
  var numberKinds: ValueKinds {
    guard let parts = numberParts else { return .none }
    let sign: ValueKinds = parts.isNegative ? .negative : .none
    if !parts.hasFraction, !parts.hasExponent {
      // Nearly all whole numbers are small ones that are written plainly.
      if parts.significantDigits <= 15, parts.mantissa > 0, !parts.hasGroups {
        return [sign, .integers, .reals]
      }
      guard parts.significantDigits <= 19, let value = Self.integer(parts) else { return .none }
      if parts.hasGroups { return [sign, .integer, .realPoint, .realComma] }
      // An integer would lose the sign of -0.
      if parts.isNegative, value == 0 { return [sign, .reals] }
      if parts.mantissa <= Self.exactLimit || Int64(exactly: Double(value)) == value {
        return [sign, .integers, .reals]
      }
      return [sign, .integers]
    }
    if parts.hasExponent || parts.integerDigits > 300, !real(parts).isFinite { return .none }
    guard parts.hasFraction else {
      return parts.form.contains(.signedExponent) ? [sign, .reals] : [sign, .reals, .codeLike]
    }
    let isComma = parts.hasComma
    if parts.hasGroups { return [sign, .fraction, .decisive, isComma ? .realComma : .realPoint] }
    let readings: ValueKinds =
      isComma ? [.realComma, .pointGroupedReal] : [.realPoint, .commaGroupedReal]
    guard parts.looksGrouped else { return [sign, .fraction, .decisive, readings] }
    // The other meaning of the mark: three digits behind it may be thousands.
    return isComma
      ? [sign, .fraction, .ambiguous, readings, .commaGroupedInteger, .commaGroupedReal]
      : [sign, .fraction, .ambiguous, readings, .pointGroupedInteger, .pointGroupedReal]
  }

  /// The integer that the text is, or nil.
  var integer: Int64? {
    let text = trimmed
    guard text.count > 0, let parts = text.numberParts, !parts.hasFraction, !parts.hasExponent,
      parts.significantDigits <= 19
    else { return nil }
    return Self.integer(parts)
  }

  /// The real number that the text is, or nil.
  var real: Double? {
    let text = trimmed
    guard text.count > 0, let parts = text.numberParts else { return nil }
    return text.real(parts)
  }

  private static func integer(_ parts: NumberParts) -> Int64? {
    if parts.isNegative {
      return parts.mantissa <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- parts.mantissa) : nil
    }
    return Int64(exactly: parts.mantissa)
  }

  /// The nearest Double.
  ///
  /// Where the digits and the power of ten are both exact Doubles one division rounds right
  /// (W. Clinger, "How to Read Floating Point Numbers Accurately", PLDI 1990,
  /// doi:10.1145/93542.93557); anything else is left to the standard library.
  private func real(_ parts: NumberParts) -> Double {
    let scale = parts.exponent - parts.fractionDigits
    if parts.significantDigits <= 19, parts.mantissa <= Self.exactLimit, abs(scale) <= 22 {
      let digits = Double(parts.mantissa)
      let value = scale < 0 ? digits / Self.powers[-scale] : digits * Self.powers[scale]
      return parts.isNegative ? -value : value
    }
    var plain: [UInt8] = []
    plain.reserveCapacity(count)
    for index in 0..<count {
      switch base[index] {
      case UInt8(ascii: ","): plain.append(UInt8(ascii: "."))
      case UInt8(ascii: "'"), 0x80...0xFF: break
      default: plain.append(base[index])
      }
    }
    return Double(String(decoding: plain, as: UTF8.self)) ?? .nan
  }

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// Splits `-1'234.50e3`; nil where the text is no number, or one that must stay text (`0041`).
  private var numberParts: NumberParts? {
    var parts = NumberParts()
    var index = 0
    if base[0] == UInt8(ascii: "-") {
      parts.form.insert(.negative)
      index = 1
    }
    let firstDigit = index
    guard readInteger(&parts, &index) else { return nil }
    if parts.integerDigits > 0, base[firstDigit] == UInt8(ascii: "0") {
      if parts.integerDigits > 1 { return nil }
      parts.form.insert(.zeroInFront)
    }
    if index < count, base[index] == UInt8(ascii: ".") || base[index] == UInt8(ascii: ",") {
      parts.form.formUnion(base[index] == UInt8(ascii: ",") ? [.fraction, .comma] : .fraction)
      index += 1
      while index < count, let digit = Self.digit(base[index]) {
        parts.append(digit)
        parts.fractionDigits += 1
        index += 1
      }
      if parts.fractionDigits == 0 { return nil }
    }
    if parts.integerDigits + parts.fractionDigits == 0 { return nil }
    if index < count, base[index] | 0x20 == UInt8(ascii: "e"), parts.integerDigits > 0 {
      guard readExponent(&parts, &index) else { return nil }
    }
    return index == count ? parts : nil
  }

  /// Reads the digits before the separator; apostrophes part them in threes or not at all.
  @inline(__always)
  private func readInteger(_ parts: inout NumberParts, _ index: inout Int) -> Bool {
    while index < count, let digit = Self.digit(base[index]) {
      parts.append(digit)
      parts.integerDigits += 1
      index += 1
    }
    guard index < count, base[index] == UInt8(ascii: "'") || base[index] == 0xE2 else {
      return true
    }
    return readGroups(&parts, &index)
  }

  private func readGroups(_ parts: inout NumberParts, _ index: inout Int) -> Bool {
    guard (1...3).contains(parts.integerDigits) else { return false }
    parts.form.insert(.groups)
    while index < count {
      if base[index] == UInt8(ascii: "'") {
        index += 1
      } else if index + 3 <= count, base[index] == 0xE2, base[index + 1] == 0x80,
        base[index + 2] == 0x99
      {
        index += 3
      } else {
        return true
      }
      for _ in 0..<3 {
        guard index < count, let digit = Self.digit(base[index]) else { return false }
        parts.append(digit)
        parts.integerDigits += 1
        index += 1
      }
    }
    return true
  }

  private func readExponent(_ parts: inout NumberParts, _ index: inout Int) -> Bool {
    index += 1
    var isNegative = false
    if index < count, base[index] == UInt8(ascii: "-") || base[index] == UInt8(ascii: "+") {
      isNegative = base[index] == UInt8(ascii: "-")
      parts.form.insert(.signedExponent)
      index += 1
    }
    let first = index
    while index < count, let digit = Self.digit(base[index]) {
      parts.exponent = min(parts.exponent * 10 + Int(digit), 100_000)
      index += 1
    }
    if isNegative { parts.exponent = -parts.exponent }
    parts.form.insert(.exponent)
    return index > first
  }
}

extension NumberParts {
  @inline(__always)
  fileprivate mutating func append(_ digit: UInt8) {
    mantissa = mantissa &* 10 &+ UInt64(digit)
    if significantDigits > 0 || digit != 0 { significantDigits += 1 }
  }
}
