/// What may stand in a slot of a command's form.
public enum SlotKind: Hashable, Sendable {
  /// A file's path, quoted or bare.
  case path
  /// A name that the statement gives; built-in names and verbs are refused.
  case name
  /// The name of something that exists, of one of these kinds. The host looks it up.
  case object([ObjectKind])
  /// The name of a column. The host looks it up.
  case column
  /// A whole number within a range.
  case integer(ClosedRange<Int>)
  /// A number within a range.
  case number(ClosedRange<Double>)
  /// A part of a whole, written `30%` or `0.3`; the value is in 0...1.
  case share
  /// A day, written `2025-10-22` or `22.10.2025`.
  case date
  /// A service day: a date, or the name of a day that has one instead.
  case day
  /// Any text, quoted, or one bare word.
  case text
  /// One of these words.
  case word([String])
  /// One of these phrases: lower-case words, then perhaps the name of another parameter, as in
  /// `["greedy", "agent AGENT"]`. A phrase of such a name alone, tried last, gives what stands there.
  case phrase([String])
  /// The rest of the statement as it stands.
  case rest
  /// A quoted text or bare word whose completions the host knows under this name.
  case custom(String)
  /// No slot: describes a keyword of the usage (the parameter's name) for the help.
  case flag
}

extension SlotKind {
  /// A value as canonical statements hold it in a slot of this kind.
  ///
  /// - Parameters:
  ///   - value: The value; a number is written in its shortest form.
  ///   - keywords: The words of the form, which a name must be quoted to equal.
  /// - Returns: The text.
  /// - Complexity: O(bytes).
  func written(_ value: ArgumentValue, besides keywords: [String]) -> String {
    switch value {
    case .name(let text): Self.name(text, besides: keywords)
    case .path(let text): NameRules.quoted(text)
    case .text(let text):
      switch self {
      case .custom: Self.name(text, besides: keywords)
      case .rest: text
      default: NameRules.quoted(text)
      }
    case .integer(let number): String(number)
    case .number(let number): "\(number)"
    case .date(let date): "\(date)"
    case .word(let word):
      // A choice may hold marks that end a bare word.
      word.isEmpty || word.utf8.contains(where: Ascii.endsWord) || word.utf8.first == Ascii.hash
        ? NameRules.quoted(word) : word
    case .phrase(let words, let inner):
      ([words] + (inner.map { [$0.canonical] } ?? [])).joined(separator: " ")
    case .list(let items): items.map(\.canonical).joined(separator: ", ")
    }
  }

  private static func name(_ text: String, besides keywords: [String]) -> String {
    keywords.contains(NameRules.folded(text)) ? NameRules.quoted(text) : NameRules.written(text)
  }
}

/// What a statement of a form does, beside reading what its words name.
public enum FormEffect: Hashable, Sendable {
  /// It reads data from the file in its slot FILE.
  case loads
  /// It writes the file in its slot FILE.
  case writesFile
  /// It trains an agent.
  case trains
  /// It sets the seed or a rule.
  case sets
  /// It replays the session in its slot FILE.
  case replays
}

/// The kinds of things in a notebook that have names.
public enum ObjectKind: String, Hashable, Sendable, CaseIterable {
  case dataset, table, plan, result, agent, curve, setting
}

/// One slot or keyword of a command's form, as help and completion show it.
public struct CommandParameter: Hashable, Sendable {
  /// The slot's name in the usage, in upper case; a keyword for `.flag`.
  public var name: String
  public var kind: SlotKind
  /// What it is for, without a full stop.
  public var help: String
  /// What holds where it is left out, as shown to the user.
  public var defaultText: String?
  /// The unit of a number.
  public var unit: String?

  public init(
    name: String, kind: SlotKind, help: String, defaultText: String? = nil, unit: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.help = help
    self.defaultText = defaultText
    self.unit = unit
  }
}

/// One form of a command; a verb may have several.
///
/// The usage is the grammar: lower-case words are keywords, upper-case ones slots, `[…]` encloses
/// a clause that may be left out (neighbouring ones stand in any order, each at most once),
/// `(a | b)` are alternatives, `SLOT, …` is a comma list, and `'('` is the mark itself.
///
///     CommandSyntax(
///       usage: "show NAME [limit N]", summary: "Shows a table.",
///       parameters: [
///         CommandParameter(name: "NAME", kind: .object([.table]), help: "the table"),
///         CommandParameter(name: "N", kind: .integer(1...1000), help: "rows to show"),
///       ])
public struct CommandSyntax: Hashable, Sendable {
  /// Tells the forms of one verb apart; by default the keywords that the usage begins with.
  public var id: String?
  public var usage: String
  /// One sentence.
  public var summary: String
  public var parameters: [CommandParameter]
  /// Further paragraphs of the help.
  public var details: [String]
  /// Statements that run as they stand.
  public var examples: [String]
  /// Whether records hold statements of the form, and their mistakes; false for what speaks of the
  /// session itself.
  public var isRecorded: Bool
  /// What a statement of the form does, beside reading what its words name.
  public var effects: Set<FormEffect>

  public init(
    id: String? = nil, usage: String, summary: String, parameters: [CommandParameter] = [],
    details: [String] = [], examples: [String] = [], isRecorded: Bool = true,
    effects: Set<FormEffect> = []
  ) {
    self.effects = effects
    self.id = id
    self.usage = usage
    self.summary = summary
    self.parameters = parameters
    self.details = details
    self.examples = examples
    self.isRecorded = isRecorded
  }
}
