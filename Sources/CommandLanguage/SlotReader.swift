import CivilTime

/// A reason why a word cannot stand in a slot.
enum SlotProblem: Hashable, Sendable {
  case notInteger(ClosedRange<Int>, unit: String?)
  case notNumber(ClosedRange<Double>, unit: String?)
  case integerRange(ClosedRange<Int>, unit: String?)
  case numberRange(ClosedRange<Double>, unit: String?)
  case notShare
  case shareRange
  case notDate
  case notName
  case emptyText
  case reservedName
  case notChoice([String])
  /// An item of a list that stands in it before; a setting of another value too.
  case repeated(String)

  /// A word that has the right shape but not the right value says more than one of another shape.
  var isSpecific: Bool {
    switch self {
    case .integerRange, .numberRange, .shareRange, .reservedName, .emptyText, .repeated: true
    case .notInteger, .notNumber, .notShare, .notDate, .notName, .notChoice: false
    }
  }
}

/// Reads one word or quoted text as a slot's value.
struct SlotReader {
  /// Names that a statement may not give, folded.
  let reservedNames: Set<String>
  /// Words that stand for themselves in the verb's forms; a canonical name equal to one is quoted.
  let keywords: [String]

  func read(
    _ token: CommandToken, as parameter: CommandParameter
  ) -> Result<ParsedArgument, SlotFailure> {
    switch parameter.kind {
    case .path: text(token, as: parameter.kind) { .path($0) }
    case .text, .custom: text(token, as: parameter.kind) { .text($0) }
    case .name: name(token, as: parameter.kind, isNew: true)
    case .object, .column: name(token, as: parameter.kind, isNew: false)
    case .integer(let range): integer(token, range, unit: parameter.unit)
    case .number(let range): number(token, range, unit: parameter.unit)
    case .share: share(token)
    case .date: date(token)
    case .day: day(token)
    case .word(let choices): word(token, choices)
    // The matcher reads phrases and the rest itself, for they take several tokens.
    case .phrase, .rest, .flag: .failure(.mismatch)
    }
  }

  enum SlotFailure: Error {
    /// The token is of another sort altogether.
    case mismatch
    case problem(SlotProblem)
  }

  private typealias Outcome = Result<ParsedArgument, SlotFailure>

  private func argument(
    _ token: CommandToken, _ value: ArgumentValue, _ canonical: String
  ) -> Outcome {
    .success(ParsedArgument(value: value, span: token.span, canonical: canonical))
  }

  private func argument(
    _ token: CommandToken, _ value: ArgumentValue, as kind: SlotKind
  ) -> Outcome {
    argument(token, value, kind.written(value, besides: keywords))
  }

  private func text(
    _ token: CommandToken, as kind: SlotKind, _ make: (String) -> ArgumentValue
  ) -> Outcome {
    guard !token.text.isEmpty else { return .failure(.problem(.emptyText)) }
    return argument(token, make(token.text), as: kind)
  }

  private func name(_ token: CommandToken, as kind: SlotKind, isNew: Bool) -> Outcome {
    guard !token.text.isEmpty else { return .failure(.problem(.emptyText)) }
    guard token.kind == .quoted || NameRules.isBareName(token.text) else {
      return .failure(.problem(.notName))
    }
    if isNew, reservedNames.contains(NameRules.folded(token.text)) {
      return .failure(.problem(.reservedName))
    }
    return argument(token, .name(token.text), as: kind)
  }

  private func integer(
    _ token: CommandToken, _ range: ClosedRange<Int>, unit: String?
  ) -> Outcome {
    guard token.kind == .word, WrittenNumber.isInteger(token.text) else {
      return .failure(.problem(.notInteger(range, unit: unit)))
    }
    // Digits that do not fit the machine's integer are out of any range.
    guard let value = Int(token.text), range.contains(value) else {
      return .failure(.problem(.integerRange(range, unit: unit)))
    }
    return argument(token, .integer(value), as: .integer(range))
  }

  private func number(
    _ token: CommandToken, _ range: ClosedRange<Double>, unit: String?
  ) -> Outcome {
    guard token.kind == .word, WrittenNumber.isNumber(token.text), let value = Double(token.text)
    else { return .failure(.problem(.notNumber(range, unit: unit))) }
    guard value.isFinite, range.contains(value) else {
      return .failure(.problem(.numberRange(range, unit: unit)))
    }
    return argument(token, .number(value), WrittenNumber.canonical(token.text))
  }

  private func share(_ token: CommandToken) -> Outcome {
    let isPercent = token.text.hasSuffix("%")
    let digits = isPercent ? String(token.text.dropLast()) : token.text
    guard token.kind == .word, WrittenNumber.isNumber(digits), let number = Double(digits) else {
      return .failure(.problem(.notShare))
    }
    let value = isPercent ? number / 100 : number
    guard (0...1).contains(value) else {
      return .failure(.problem(.shareRange))
    }
    return argument(
      token, .number(value), WrittenNumber.canonical(digits) + (isPercent ? "%" : ""))
  }

  private func date(_ token: CommandToken) -> Outcome {
    guard let date = CivilDate(command: token.text) else { return .failure(.problem(.notDate)) }
    return argument(token, .date(date), as: .date)
  }

  /// A date where it is written like one, else a name.
  private func day(_ token: CommandToken) -> Outcome {
    if case .success(let date) = date(token) { return .success(date) }
    let isNumeric = token.text.utf8.allSatisfy { byte in
      Ascii.isDigit(byte) || byte == Ascii.minus || byte == Ascii.dot
    }
    guard !isNumeric || token.kind == .quoted else { return .failure(.problem(.notDate)) }
    return text(token, as: .text) { .text($0) }
  }

  private func word(_ token: CommandToken, _ choices: [String]) -> Outcome {
    let folded = token.text.lowercased()
    guard let choice = choices.first(where: { $0.lowercased() == folded }) else {
      return .failure(.problem(.notChoice(choices)))
    }
    return argument(token, .word(choice), as: .word(choices))
  }
}

/// The spelling of numbers in commands: a point, no thousands, no locale.
enum WrittenNumber {
  static func isInteger(_ text: String) -> Bool {
    let digits = unsigned(text)
    return !digits.isEmpty && digits.allSatisfy(Ascii.isDigit)
  }

  /// Digits with at most one point among them, then perhaps an exponent.
  static func isNumber(_ text: String) -> Bool {
    let parts = unsigned(text).split(
      maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == 0x65 || $0 == 0x45 })
    guard let mantissa = parts.first, mantissa.contains(where: Ascii.isDigit) else { return false }
    let fields = mantissa.split(separator: Ascii.dot, omittingEmptySubsequences: false)
    guard fields.count <= 2, fields.allSatisfy({ $0.allSatisfy(Ascii.isDigit) }) else {
      return false
    }
    return parts.count == 1 || isInteger(String(decoding: parts[1], as: UTF8.self))
  }

  /// The digits as typed, without a leading plus.
  static func canonical(_ text: String) -> String {
    text.hasPrefix("+") ? String(text.dropFirst()) : text
  }

  private static func unsigned(_ text: String) -> ArraySlice<UInt8> {
    let bytes = Array(text.utf8)
    let isSigned = bytes.first == Ascii.minus || bytes.first == Ascii.plus
    return bytes.dropFirst(isSigned ? 1 : 0)
  }
}
