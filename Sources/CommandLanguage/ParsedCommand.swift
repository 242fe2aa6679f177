/// A command whose words have found their slots.
public struct ParsedCommand: Hashable, Sendable {
  /// A slot's name and what it was given.
  public struct Binding: Hashable, Sendable {
    public var slot: String
    public var argument: ParsedArgument
  }

  /// The full verb.
  public var verb: String
  /// The form's name among those of the verb, such as `show plan`.
  public var formID: String
  /// The form's place among those of the verb.
  public var formIndex: Int
  /// What the slots were given, in the order of the form's usage.
  public var bindings: [Binding]
  /// The keywords present, in the order of the form's usage.
  public var keywords: [String]
  /// Where the verb stands.
  public var verbSpan: SourceSpan

  public static func == (left: ParsedCommand, right: ParsedCommand) -> Bool {
    left.verb == right.verb && left.formID == right.formID && left.bindings == right.bindings
      && left.keywords == right.keywords
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(verb)
    hasher.combine(formID)
    hasher.combine(bindings)
    hasher.combine(keywords)
  }

  /// What a slot was given, or nil where its clause is absent.
  public subscript(slot: String) -> ParsedArgument? {
    bindings.first { $0.slot == slot }?.argument
  }

  /// True where a keyword stands in the command.
  public func has(_ keyword: String) -> Bool {
    keywords.contains(keyword)
  }

  /// The text of a name, path, text, word or phrase.
  public func string(_ slot: String) -> String? {
    self[slot]?.string
  }

  public func integer(_ slot: String) -> Int? {
    guard case .integer(let value)? = self[slot]?.value else { return nil }
    return value
  }

  /// A number or a share.
  public func number(_ slot: String) -> Double? {
    guard case .number(let value)? = self[slot]?.value else { return nil }
    return value
  }

  public func date(_ slot: String) -> CommandDate? {
    guard case .date(let value)? = self[slot]?.value else { return nil }
    return value
  }

  /// The items of a comma list; empty where its clause is absent.
  public func list(_ slot: String) -> [ParsedArgument] {
    guard case .list(let items)? = self[slot]?.value else { return [] }
    return items
  }

  /// Where a slot's value stands, or the verb where it is absent.
  public func span(_ slot: String) -> SourceSpan {
    self[slot]?.span ?? verbSpan
  }
}

/// A statement that has been read.
///
/// Two statements are equal when they say the same; where they stand does not count.
public struct Statement: Hashable, Sendable {
  public enum Body: Hashable, Sendable {
    case command(ParsedCommand)
    /// SQL that ends in `;`.
    case sql(String)
    /// The text of a note, its lines parted by LF.
    case note(String)
  }

  public var span: SourceSpan
  /// Where the statement proper begins and ends, without its result name and `;`.
  public var content: SourceSpan
  /// The name in front of `=`, without quotes.
  public var resultName: String?
  public var resultNameSpan: SourceSpan?
  public var body: Body
  /// The statement in full words and one spelling, as records hold it.
  public var canonical: String

  public static func == (left: Statement, right: Statement) -> Bool {
    left.resultName == right.resultName && left.body == right.body
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(resultName)
    hasher.combine(body)
  }

  /// The first word of SQL, in lower case; nil for commands and notes.
  public var sqlVerb: String? {
    guard case .sql(let text) = body else { return nil }
    return String(text.prefix { $0.isASCII && $0.isLetter }).lowercased()
  }
}
