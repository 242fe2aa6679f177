/// A command whose words have found their slots: the parse tree of one statement.
///
/// Whoever needs another statement changes the tree and takes its ``text``.
public struct ParsedCommand: Hashable, Sendable {
  /// A slot's name and what it was given.
  public struct Binding: Hashable, Sendable {
    public var slot: String
    public var argument: ParsedArgument
  }

  let form: CommandForm
  /// What fills the form, in the order of its usage.
  private(set) var leaves: [CommandLeaf]
  /// Where the verb stands.
  public var verbSpan: SourceSpan

  init(form: CommandForm, leaves: [CommandLeaf], verbSpan: SourceSpan) {
    self.form = form
    self.leaves = leaves.enumerated().sorted { left, right in
      (left.element.leaf, left.offset) < (right.element.leaf, right.offset)
    }.map(\.element)
    self.verbSpan = verbSpan
  }

  /// The full verb.
  public var verb: String { form.verb }
  /// The form's name among those of the verb, such as `show plan`.
  public var formID: String { form.id }
  /// The form as the command declares it.
  public var syntax: CommandSyntax { form.syntax }
  /// What the slots were given, in the order of the form's usage.
  public var bindings: [Binding] { leaves.compactMap(\.binding) }
  /// The keywords present, in the order of the form's usage.
  public var keywords: [String] { leaves.compactMap(\.keyword) }

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
}

// MARK: What it says

extension ParsedCommand {
  /// The value in a slot, or nil where its clause is absent.
  public subscript<Value>(slot: Slot<Value>) -> Value? {
    argument(of: slot).flatMap(slot.value)
  }

  /// What a slot was given with its place, or nil where its clause is absent.
  public func argument(of slot: any CommandSlot) -> ParsedArgument? {
    self[named: slot.parameter.name]
  }

  /// The items of a comma list with their places; empty where its clause is absent.
  public func arguments(of slot: any CommandSlot) -> [ParsedArgument] {
    guard case .list(let items)? = argument(of: slot)?.value else { return [] }
    return items
  }

  /// The values of a comma list; empty where its clause is absent.
  public func list<Value>(_ slot: Slot<Value>) -> [Value] {
    arguments(of: slot).compactMap(slot.value)
  }

  /// Whether a keyword stands in the command.
  public func has(_ flag: Flag) -> Bool { keywords.contains(flag.parameter.name) }

  /// Whether a statement of the form has an effect.
  public func does(_ effect: FormEffect) -> Bool { syntax.effects.contains(effect) }

  /// Where a slot's value stands, or the verb where it is absent.
  public func span(of slot: any CommandSlot) -> SourceSpan {
    argument(of: slot)?.span ?? verbSpan
  }

  subscript(named slot: String) -> ParsedArgument? {
    leaves.lazy.compactMap(\.binding).first { $0.slot == slot }?.argument
  }
}

// MARK: Writing it

extension ParsedCommand {
  /// The command in full words and one spelling, without `;`.
  public var text: String {
    var text = verb
    var isApart = true
    for leaf in leaves {
      let clings = leaf.isMark && [",", "(", ")"].contains(leaf.written)
      text += (clings || !isApart ? "" : " ") + leaf.written
      isApart = !(leaf.isMark && leaf.written == "(")
    }
    return text
  }

  /// The command with a value in a slot, and with the clause around the slot where it was absent.
  ///
  /// A clause with further slots that are empty cannot be written; the command stays as it is.
  public func setting(_ slot: any CommandSlot, to value: ArgumentValue) -> ParsedCommand {
    let name = slot.parameter.name
    let written = slot.parameter.kind.written(value, besides: form.keywords)
    let argument = ParsedArgument(value: value, span: span(of: slot), canonical: written)
    return setting(name, to: argument)
  }

  /// The command with each path changed; nil leaves one as it is.
  public func mappingPaths(_ change: (String) -> String?) -> ParsedCommand {
    bindings.reduce(self) { command, binding in
      guard case .path(let path) = binding.argument.value, let changed = change(path) else {
        return command
      }
      let argument = ParsedArgument(
        value: .path(changed), span: binding.argument.span,
        canonical: SlotKind.path.written(.path(changed), besides: []))
      return command.setting(binding.slot, to: argument)
    }
  }

  /// The command without the optional clause of a slot or keyword.
  public func removing(_ slot: any CommandSlot) -> ParsedCommand {
    guard let leaf = form.pattern.leaf(of: slot.parameter.name, in: form),
      let clause = form.pattern.clause(around: leaf)
    else { return self }
    let gone = Set(clause.leaves)
    return ParsedCommand(
      form: form, leaves: leaves.filter { !gone.contains($0.leaf) }, verbSpan: verbSpan)
  }

  private func setting(_ name: String, to argument: ParsedArgument) -> ParsedCommand {
    guard let leaf = form.pattern.leaf(of: name, in: form) else { return self }
    let filled = CommandLeaf(
      leaf: leaf, written: argument.canonical,
      binding: Binding(slot: name, argument: argument))
    var leaves = leaves.filter { $0.leaf != leaf } + [filled]
    if self[named: name] == nil, let clause = form.pattern.clause(around: leaf) {
      leaves += clause.constantLeaves.filter { new in !leaves.contains { $0.leaf == new.leaf } }
      let present = Set(leaves.map(\.leaf))
      guard clause.leaves.allSatisfy(present.contains) else { return self }
    }
    return ParsedCommand(form: form, leaves: leaves, verbSpan: verbSpan)
  }
}

/// A keyword, mark or value at its place in a form.
struct CommandLeaf: Hashable, Sendable {
  /// The place's number in the usage.
  var leaf: Int
  /// What stands there in the canonical form.
  var written: String
  var keyword: String?
  var binding: ParsedCommand.Binding?

  var isMark: Bool { keyword == nil && binding == nil }
}

/// A statement that has been read.
///
/// Two statements are equal when they say the same; where they stand does not count.
public struct Statement: Hashable, Sendable {
  public enum Body: Hashable, Sendable {
    case command(ParsedCommand)
    /// SQL that ends in `;`.
    case sql(String)
    /// The text of a note, its lines separated by LF.
    case note(String)
  }

  public var span: SourceSpan
  /// Where the statement proper begins and ends, without its result name and `;`.
  public var content: SourceSpan
  /// The name in front of `=`, without quotes.
  public var resultName: String?
  public var resultNameSpan: SourceSpan?
  public var body: Body

  public static func == (left: Statement, right: Statement) -> Bool {
    left.resultName == right.resultName && left.body == right.body
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(resultName)
    hasher.combine(body)
  }

  /// The statement in full words and one spelling, as records hold it.
  ///
  /// Parsing it gives an equal statement, whose canonical text is the same.
  ///
  /// - Complexity: O(bytes of the statement).
  public var canonical: String {
    let name = resultName.map { NameRules.written($0) + " = " } ?? ""
    return switch body {
    case .sql(let text): name + text
    case .note(let text): name + NoteText.canonical(text)
    case .command(let command):
      name + command.text + (command.verb == StatementParser.assertVerb ? ";" : "")
    }
  }

  /// The statement with another command in its place.
  public func with(_ command: ParsedCommand) -> Statement {
    var statement = self
    statement.body = .command(command)
    return statement
  }

  /// The command, or nil for SQL and notes.
  public var command: ParsedCommand? {
    if case .command(let command) = body { command } else { nil }
  }

  /// The first word of SQL, in lower case; nil for commands and notes.
  public var sqlVerb: String? {
    guard case .sql(let text) = body else { return nil }
    return String(text.prefix { $0.isASCII && $0.isLetter }).lowercased()
  }
}
