import Naming
import TerminalText

/// The mistakes that the parser finds, as facts; `diagnostic(at:)` puts them into sentences.
enum SyntaxProblem: Hashable, Sendable {
  case unknownVerb(String, verbs: [String])
  case ambiguousVerb(String, [String])
  case cutVerb(String, full: String)
  case emptyResult(name: String)
  case badResultName(String)
  case reservedResultName(String)
  case namedNote
  case emptyNote
  case bareNote
  case afterNote(String)
  case unclosedQuote
  case unfinished(StatementSlice.Opening)
  case nulCharacter
  case curlyQuote(String)
  case hardBlank
  case missing(Expected, verb: String, usage: [String])
  case unexpected(String, Expected, canEnd: Bool, remedy: String)
  case repeated(String)
  case explainedSQL(String)
  case badValue(String, SlotProblem, CommandParameter?, near: [String])

  /// What could have stood at a place, in words.
  struct Expected: Hashable, Sendable {
    /// One entry for each keyword, slot and mark.
    var items: [String]
    /// Set where nothing but one slot could stand there.
    var slot: CommandParameter?

    var sentence: String { items.listed("or") }
  }

  func diagnostic(at span: SourceSpan) -> Diagnostic {
    let words = wording
    return Diagnostic(
      code: words.code, headline: words.headline, span: span, expected: words.expected,
      remedy: words.remedy)
  }

  private typealias Words = (
    code: ErrorCode, headline: Sentence, expected: String?, remedy: String?
  )

  private var wording: Words {
    switch self {
    case .unknownVerb, .ambiguousVerb, .cutVerb: verbWording
    case .emptyResult, .badResultName, .reservedResultName: resultWording
    case .namedNote, .emptyNote, .bareNote, .afterNote: noteWording
    case .unclosedQuote, .unfinished, .nulCharacter, .curlyQuote, .hardBlank: textWording
    case .missing, .unexpected, .repeated, .explainedSQL, .badValue: argumentWording
    }
  }

  private var verbWording: Words {
    switch self {
    case .unknownVerb(let word, let verbs):
      let question = NearestNames.question(for: word, among: verbs)
      return (
        .verb, "unknown command \(Wording.shown(word))", nil,
        question ?? "help lists the commands"
      )
    case .ambiguousVerb(let word, let verbs):
      return (
        .verb, "\(Wording.shown(word)) is the start of more than one command",
        verbs.map { "`\($0)`" }.listed("or"), "type more letters"
      )
    case .cutVerb(let word, let full):
      return (
        .verb, "\(Wording.shown(word)) is abbreviated", "`\(full)`",
        "commands can be abbreviated at the prompt only; write \(full)"
      )
    default: return Self.none
    }
  }

  private var resultWording: Words {
    switch self {
    case .emptyResult(let name):
      return (
        .name, "there is nothing after \(Wording.shown(name + " ="))",
        "the statement whose result is named", "write it on the same line"
      )
    case .badResultName(let name):
      return (
        .name, "\(Wording.shown(name)) is not a name", "letters, digits and `_`",
        name.isEmpty ? nil : "quote it: \(NameRules.quoted(name))"
      )
    case .reservedResultName(let name):
      return (.name, "\(Wording.shown(name)) is a built-in name", nil, "choose another name")
    default: return Self.none
    }
  }

  private var noteWording: Words {
    switch self {
    case .namedNote:
      return (.note, "a note does not have a result to name", nil, "leave out the name and `=`")
    case .emptyNote: return (.note, "the note is empty", "text", "write note \"…\"")
    case .bareNote:
      return (
        .note, "the text of a note must be quoted", "`\"` or the end of the line",
        "write note \"…\", or `note` alone, then lines of text, then a line with only a dot"
      )
    case .afterNote(let word):
      return (
        .note, "unexpected \(Wording.shown(word)) after the note", "the end of the line",
        "double a quote inside the text"
      )
    default: return Self.none
    }
  }

  private var textWording: Words {
    switch self {
    case .unclosedQuote:
      return (
        .quote, "the quote is not closed", "its closing quote on the same line",
        "double a quote inside the text"
      )
    case .unfinished(.noteQuote):
      return (.quote, "the note's quote is not closed", "its closing quote", nil)
    case .unfinished(.sqlQuote):
      return (.quote, "a quote in the SQL is not closed", "its closing quote", nil)
    case .unfinished(.sqlComment):
      return (.unfinished, "the comment is not closed", "`*/`", nil)
    case .unfinished(.trigger):
      return (.unfinished, "the trigger is not finished", "`end;`", nil)
    case .unfinished(.noteBlock):
      return (.unfinished, "the note is not finished", "a line with only a dot", nil)
    case .unfinished:
      return (.unfinished, "the SQL is not finished", "`;`", nil)
    case .curlyQuote(let quote):
      return (
        .quote, "\(quote) is not a quote character", "`\"` or `'`",
        "write straight quotes: \"…\""
      )
    case .hardBlank:
      return (
        .text, "a no-break space does not separate words", "a blank", "type the space again"
      )
    case .nulCharacter:
      return (.text, "the statement contains a NUL character", nil, "remove it")
    default: return Self.none
    }
  }

  private var argumentWording: Words {
    switch self {
    case .missing(let expected, let verb, let usage):
      return Self.missing(expected, verb: verb, usage: usage)
    case .unexpected(let word, let expected, let canEnd, let remedy):
      let others = expected.items + (canEnd ? ["the end of the statement"] : [])
      return (
        .syntax, "unexpected \(Wording.shown(word))", others.listed("or"), remedy
      )
    case .repeated(let word):
      return SlotProblem.repetition(of: word)
    case .explainedSQL(let word):
      return (
        .syntax, "unexpected \(Wording.shown(word))", "`plan`",
        "to explain SQL, write: explain query plan \(word) …;"
      )
    case .badValue(let word, let problem, let parameter, let near):
      return problem.wording(word, parameter, near)
    default: return Self.none
    }
  }

  private static func missing(_ expected: Expected, verb: String, usage: [String]) -> Words {
    let headline: Sentence
    if let slot = expected.slot {
      headline = "\(slot.name) is missing"
    } else if expected.items.count == 1 {
      headline = "\(expected.sentence) is missing"
    } else {
      headline = "the statement is incomplete"
    }
    let remedy =
      usage.count == 1 ? "the form is: \(usage[0])" : "help \(verb) shows the forms"
    return (.missing, headline, expected.sentence, remedy)
  }

  private static let none: Words = (.syntax, "this is not a statement", nil, nil)
}

extension SlotProblem {
  fileprivate func wording(
    _ word: String, _ parameter: CommandParameter?, _ near: [String]
  ) -> (code: ErrorCode, headline: Sentence, expected: String?, remedy: String?) {
    let shown = Wording.shown(word)
    let what = parameter.map { "\($0.name) (\($0.help)): " } ?? ""
    switch self {
    case .notInteger(let range, let unit):
      return (
        .number, "\(shown) is not a whole number",
        what + Self.text("a whole number", range, unit), nil
      )
    case .notNumber(let range, let unit):
      return (
        .number, "\(shown) is not a number", what + Self.text("a number", range, unit), nil
      )
    case .integerRange(let range, let unit):
      // Digits that no machine's number holds are told where those end.
      let ends = (String(range.lowerBound), String(range.upperBound))
      return (
        .range, "\(shown) is out of range",
        what + Self.text("a whole number", ends.0, ends.1, unit), nil
      )
    case .numberRange(let range, let unit):
      return (.range, "\(shown) is out of range", what + Self.text("a number", range, unit), nil)
    case .shareRange:
      return (.range, "\(shown) is out of range", what + "a share from 0% to 100%", nil)
    case .notShare:
      return (.number, "\(shown) is not a share", what + "a share such as 30% or 0.3", nil)
    case .notDate:
      return (
        .date, "\(shown) is not a date", what + "a date such as 2025-10-22 or 22.10.2025", nil
      )
    case .notName:
      return (
        .name, "\(shown) is not a name", what + "letters, digits and `_`",
        "quote it: \(NameRules.quoted(word))"
      )
    case .emptyText: return (.text, "the text is empty", what + "some text", nil)
    case .reservedName:
      return (.name, "\(shown) is a built-in name", nil, "choose another name")
    case .notChoice(let choices):
      return (
        .word, "\(shown) is not one of the choices", what + choices.listed("or"),
        near.isEmpty ? nil : "did you mean \(near.listed("or"))?"
      )
    case .repeated(let item): return Self.repetition(of: item)
    }
  }

  /// The sentence for an option or an item that was given before.
  fileprivate static func repetition(
    of item: String
  ) -> (code: ErrorCode, headline: Sentence, expected: String?, remedy: String?) {
    (.syntax, "\(Wording.shown(item)) is given twice", nil, "remove one of the two")
  }

  /// A range in words; a bound that is the type's own is no bound.
  private static func text(_ kind: String, _ range: ClosedRange<Int>, _ unit: String?) -> String {
    let low = range.lowerBound == Int.min ? nil : String(range.lowerBound)
    let high = range.upperBound == Int.max ? nil : String(range.upperBound)
    return text(kind, low, high, unit)
  }

  private static func text(
    _ kind: String, _ range: ClosedRange<Double>, _ unit: String?
  ) -> String {
    func shown(_ bound: Double) -> String? {
      guard bound.magnitude < .greatestFiniteMagnitude else { return nil }
      let text = String(bound)
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    let high = shown(range.upperBound)
    // The least number above 0 stands for a bound that is not reached.
    guard range.lowerBound != .leastNormalMagnitude else {
      return kind + " above 0" + (high.map { " and at most \($0)" } ?? "")
        + (unit.map { " \($0)" } ?? "")
    }
    return text(kind, shown(range.lowerBound), high, unit)
  }

  private static func text(
    _ kind: String, _ low: String?, _ high: String?, _ unit: String?
  ) -> String {
    let range =
      switch (low, high) {
      case (let low?, let high?): " from \(low) to \(high)"
      case (let low?, nil): " of at least \(low)"
      case (nil, let high?): " of at most \(high)"
      case (nil, nil): ""
      }
    guard let unit else { return kind + range }
    return kind + (range.isEmpty ? " of" : range) + " " + unit
  }

  /// The range of a number's slot in words, for the help; nil for other kinds.
  static func rangeText(of parameter: CommandParameter) -> String? {
    switch parameter.kind {
    case .integer(let range): text("whole number", range, parameter.unit)
    case .number(let range): text("number", range, parameter.unit)
    default: nil
    }
  }
}
