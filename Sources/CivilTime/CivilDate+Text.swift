extension CivilDate: CustomStringConvertible {
  /// The date as ISO 8601 writes it: `2025-10-22`.
  public var description: String {
    let (year, month, day) = parts
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }

  /// The date as Swiss offices write it: `22.10.2025`.
  public var dotted: String {
    let (year, month, day) = parts
    return "\(padded(day, to: 2)).\(padded(month, to: 2)).\(padded(year, to: 4))"
  }

  /// Reads `YYYY-MM-DD`, or nil for anything else, impossible dates included.
  public init?(iso text: some StringProtocol) {
    guard let parts = Self.numbers(in: text, separatedBy: "-"), parts.digits == [4, 2, 2] else {
      return nil
    }
    self.init(year: parts.values[0], month: parts.values[1], day: parts.values[2])
  }

  /// Reads `DD.MM.YYYY` or `D.M.YYYY`, or nil for anything else, impossible dates included.
  public init?(dotted text: some StringProtocol) {
    guard let parts = Self.numbers(in: text, separatedBy: "."), parts.digits[2] == 4,
      parts.digits[0] <= 2, parts.digits[1] <= 2
    else { return nil }
    self.init(year: parts.values[2], month: parts.values[1], day: parts.values[0])
  }

  private static func numbers(
    in text: some StringProtocol, separatedBy separator: Character
  ) -> (values: [Int], digits: [Int])? {
    let fields = text.split(separator: separator, omittingEmptySubsequences: false)
    guard fields.count == 3 else { return nil }
    var values: [Int] = []
    for field in fields {
      guard !field.isEmpty, field.utf8.count <= 4,
        field.utf8.allSatisfy({ (48...57).contains($0) }), let value = Int(field)
      else { return nil }
      values.append(value)
    }
    return (values, fields.map(\.utf8.count))
  }
}

/// A non-negative number in decimal digits, zeros in front up to a width.
private func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
