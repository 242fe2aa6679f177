import CivilTime

/// What a slot was given.
public indirect enum ArgumentValue: Hashable, Sendable {
  /// A name as written, without quotes; compare with `NameRules.folded`.
  case name(String)
  case path(String)
  case text(String)
  case integer(Int)
  /// A number; a share is in 0...1.
  case number(Double)
  case date(CivilDate)
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
