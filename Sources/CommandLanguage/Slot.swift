import CivilTime

/// A place for one value in a command's form; its type is that of the value.
///
/// A command declares its slots as constants and writes its usage with them, so a misspelt slot does
/// not compile:
///
///     static let table = Slot.object("NAME", [.table], "the table to show")
///     static let count = Slot.integer("COUNT", 1...1000, "rows to show", default: "10")
///     let syntax = CommandSyntax(form: "show \(table) [limit \(count)]", summary: "Shows a table.")
///     …
///     command[Self.count] ?? 10  // an Int
public struct Slot<Value: Sendable>: CommandSlot {
  public let parameter: CommandParameter
  public let further: [CommandParameter]
  let value: @Sendable (ParsedArgument) -> Value?

  fileprivate init(
    _ name: String, _ kind: SlotKind, _ help: String, _ defaultText: String?, unit: String? = nil,
    further: [CommandParameter] = [], value: @escaping @Sendable (ParsedArgument) -> Value?
  ) {
    parameter = CommandParameter(
      name: name, kind: kind, help: help, defaultText: defaultText, unit: unit)
    self.further = further
    self.value = value
  }
}

/// A slot or keyword of a command's form, whatever its type.
public protocol CommandSlot: Sendable {
  /// How help, completion and the parser describe it.
  var parameter: CommandParameter { get }
  /// The slots within its phrases.
  var further: [CommandParameter] { get }
}

/// A keyword that is present or absent, with its help.
public struct Flag: CommandSlot {
  public let parameter: CommandParameter
  public var further: [CommandParameter] { [] }

  /// - Parameters:
  ///   - word: The keyword, in lower case.
  ///   - help: What it does; nil for a word that needs no explanation of its own.
  public init(_ word: String, _ help: String? = nil) {
    parameter = CommandParameter(name: word, kind: .flag, help: help ?? "")
  }
}

extension Slot where Value == String {
  /// A file's path.
  public static func path(_ name: String, _ help: String, default text: String? = nil) -> Self {
    Self(name, .path, help, text) { $0.string }
  }

  /// A name that the statement gives to what it makes.
  public static func name(_ name: String, _ help: String, default text: String? = nil) -> Self {
    Self(name, .name, help, text) { $0.string }
  }

  /// The name of something that exists.
  public static func object(
    _ name: String, _ kinds: [ObjectKind], _ help: String, default text: String? = nil
  ) -> Self {
    Self(name, .object(kinds), help, text) { $0.string }
  }

  /// The name of a column.
  public static func column(_ name: String, _ help: String, default text: String? = nil) -> Self {
    Self(name, .column, help, text) { $0.string }
  }

  /// Any text.
  public static func text(
    _ name: String, _ help: String, default text: String? = nil, unit: String? = nil
  ) -> Self {
    Self(name, .text, help, text, unit: unit) { $0.string }
  }

  /// A text whose completions the host knows under a name.
  public static func custom(
    _ name: String, _ host: String, _ help: String, default text: String? = nil
  ) -> Self {
    Self(name, .custom(host), help, text) { $0.string }
  }

  /// The rest of the statement.
  public static func rest(_ name: String, _ help: String) -> Self {
    Self(name, .rest, help, nil) { $0.string }
  }

  /// One of some words.
  public static func word(
    _ name: String, _ words: [String], _ help: String, default text: String? = nil
  ) -> Self {
    Self(name, .word(words), help, text) { $0.string }
  }
}

extension Slot where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the words of an enumeration.
  public static func choice(
    _ name: String, _ help: String, default text: String? = nil
  ) -> Self {
    let words = Value.allCases.map(\.rawValue)
    return Self(name, .word(words), help, text) {
      $0.string.flatMap(Value.init(rawValue:))
    }
  }
}

extension Slot where Value == Int {
  /// A whole number within a range.
  public static func integer(
    _ name: String, _ range: ClosedRange<Int>, _ help: String, default text: String? = nil,
    unit: String? = nil
  ) -> Self {
    Self(name, .integer(range), help, text, unit: unit) {
      if case .integer(let value) = $0.value { value } else { nil }
    }
  }
}

extension Slot where Value == Double {
  /// A number within a range.
  public static func number(
    _ name: String, _ range: ClosedRange<Double>, _ help: String, default text: String? = nil,
    unit: String? = nil
  ) -> Self {
    Self(name, .number(range), help, text, unit: unit) {
      if case .number(let value) = $0.value { value } else { nil }
    }
  }

  /// A part of a whole; the value is in 0...1.
  public static func share(_ name: String, _ help: String, default text: String? = nil) -> Self {
    Self(name, .share, help, text) {
      if case .number(let value) = $0.value { value } else { nil }
    }
  }
}

extension Slot where Value == CivilDate {
  /// A date.
  public static func date(_ name: String, _ help: String, default text: String? = nil) -> Self {
    Self(name, .date, help, text) {
      if case .date(let value) = $0.value { value } else { nil }
    }
  }
}

extension Slot where Value == ParsedArgument {
  /// A service day: a date, or the name of a day that has one instead.
  public static func day(_ name: String, _ help: String, default text: String? = nil) -> Self {
    Self(name, .day, help, text) { $0 }
  }

  /// One of some phrases: words in lower case, then perhaps the name of one of some slots.
  public static func phrase(
    _ name: String, _ phrases: [String], slots: [any CommandSlot] = [], _ help: String,
    default text: String? = nil
  ) -> Self {
    Self(
      name, .phrase(phrases), help, text,
      further: slots.flatMap { [$0.parameter] + $0.further }
    ) { $0 }
  }
}

/// A usage written with its slots: `"show \(table) [limit \(count)] [\(all)]"`.
public struct UsageText: Sendable, ExpressibleByStringInterpolation {
  var usage = ""
  /// The parameters in the order in which they are written, each once.
  var parameters: [CommandParameter] = []

  public init(stringLiteral value: String) { usage = value }

  public init(stringInterpolation: StringInterpolation) {
    (usage, parameters) = (stringInterpolation.usage, stringInterpolation.parameters)
  }

  /// One usage behind the other.
  public static func + (left: UsageText, right: UsageText) -> UsageText {
    var both = left
    both.usage += right.usage
    for parameter in right.parameters
    where !both.parameters.contains(where: { $0.name == parameter.name }) {
      both.parameters.append(parameter)
    }
    return both
  }

  /// Takes slots, lists of a slot and keywords.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var usage = ""
    fileprivate var parameters: [CommandParameter] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) { usage += literal }

    /// Writes a slot or a keyword.
    public mutating func appendInterpolation(_ slot: any CommandSlot) {
      usage += slot.parameter.name
      for parameter in [slot.parameter] + slot.further
      where !parameter.help.isEmpty && !parameters.contains(where: { $0.name == parameter.name }) {
        parameters.append(parameter)
      }
    }

    /// Writes a comma list of one slot.
    public mutating func appendInterpolation(list slot: any CommandSlot) {
      appendInterpolation(slot)
      usage += ", …"
    }
  }
}

extension CommandSyntax {
  /// A form whose usage names its slots.
  ///
  /// - Parameters:
  ///   - id: Tells the forms of one verb apart; by default the keywords that the usage begins with.
  ///   - form: The usage; help lists its slots in their order.
  ///   - summary: One sentence.
  ///   - details: Further paragraphs of the help.
  ///   - examples: Statements that run as they stand.
  ///   - isRecorded: Whether records hold statements of the form.
  ///   - effects: What a statement does, beside reading what its words name.
  public init(
    id: String? = nil, form: UsageText, summary: String, details: [String] = [],
    examples: [String] = [], isRecorded: Bool = true, effects: Set<FormEffect> = []
  ) {
    self.init(
      id: id, usage: form.usage, summary: summary, parameters: form.parameters, details: details,
      examples: examples, isRecorded: isRecorded, effects: effects)
  }
}
