/// A day as a command states it; the month is in 1...12 and has the day.
public struct CommandDate: Hashable, Sendable {
  public var year: Int
  public var month: Int
  public var day: Int

  /// Takes a day of the Gregorian calendar in the years 1 to 9999, or nil for none.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[month - 1] else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads `YYYY-MM-DD` or `DD.MM.YYYY`.
  public init?(_ text: String) {
    let isISO = text.utf8.contains(Ascii.minus)
    let fields = text.split(separator: isISO ? "-" : ".", omittingEmptySubsequences: false)
    guard fields.count == 3 else { return nil }
    let numbers = fields.map { field -> Int? in
      guard (1...4).contains(field.utf8.count), field.utf8.allSatisfy(Ascii.isDigit) else {
        return nil
      }
      return Int(field)
    }
    guard let first = numbers[0], let month = numbers[1], let last = numbers[2],
      fields[isISO ? 0 : 2].count == 4, fields[1].count <= 2, fields[isISO ? 2 : 0].count <= 2
    else { return nil }
    self.init(year: isISO ? first : last, month: month, day: isISO ? last : first)
  }

  /// The day as `YYYY-MM-DD`.
  public var iso: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }
}

/// What a slot was given.
public indirect enum ArgumentValue: Hashable, Sendable {
  /// A name as written, without quotes; compare with `NameRules.folded`.
  case name(String)
  case path(String)
  case text(String)
  case integer(Int)
  /// A number; a share is in 0...1.
  case number(Double)
  case date(CommandDate)
  /// One of the slot's words, in the slot's spelling.
  case word(String)
  /// The words of one of the slot's phrases, and what stood in its own slot.
  case phrase(String, ParsedArgument?)
  case list([ParsedArgument])
}

/// A slot's value with its place.
///
/// Two arguments are equal when they say the same; where they stand does not count.
public struct ParsedArgument: Hashable, Sendable {
  public var value: ArgumentValue
  public var span: SourceSpan
  /// The argument as it stands in the canonical statement.
  public var canonical: String

  public static func == (left: ParsedArgument, right: ParsedArgument) -> Bool {
    left.value == right.value
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(value)
  }

  /// What stood in the slot of a phrase, such as the name after `agent`.
  public var inner: ParsedArgument? {
    guard case .phrase(_, let inner) = value else { return nil }
    return inner
  }

  /// The text of a name, path, text, word or phrase; nil for the rest.
  public var string: String? {
    switch value {
    case .name(let text), .path(let text), .text(let text), .word(let text), .phrase(let text, _):
      text
    case .integer, .number, .date, .list: nil
    }
  }

  /// What an item of a list is about; two items about the same thing contradict or repeat each other.
  ///
  /// A setting is about its own words, whatever its value; anything else is about all of itself.
  var subject: [String] {
    switch value {
    case .phrase(let words, let inner?):
      guard case .name = inner.value else { return [words] }
      return [words] + inner.subject
    case .phrase(let words, nil): return [words]
    case .name(let text): return ["", NameRules.folded(text)]
    // Drivers and days are texts, and compared without case as names are.
    case .text, .word: return ["", NameRules.folded(canonical)]
    case .path, .integer, .number, .date, .list: return ["", canonical]
    }
  }

  /// The subject as a message shows it.
  var shownSubject: String {
    switch value {
    case .name(let text), .path(let text), .text(let text), .word(let text): text
    case .phrase(let words, let inner?):
      if case .name(let name) = inner.value { "\(words) \(name)" } else { words }
    case .phrase(let words, nil): words
    case .integer, .number, .date, .list: canonical
    }
  }
}
