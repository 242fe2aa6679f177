import CommandLanguage
import FleetModel
import Naming
import SeededRandom
import Store
import TerminalText

/// A command: how it is written, and what it does.
///
/// One file a command.
protocol NotebookCommand: Sendable {
  /// The forms of the command; help, completion and the parser are derived from them.
  var syntaxes: [CommandSyntax] { get }

  /// The command with everything decided that running it would decide, such as a plan's name.
  ///
  /// It runs and is recorded in this form, so that a replay makes the same names.
  func settled(_ call: CommandCall) throws -> ParsedCommand

  /// Whether a name in front of `=` names what the command makes, and not its table.
  var namesItsObject: Bool { get }

  /// What a statement depends on, beside the settings: known from its words, before it runs.
  ///
  /// - Throws: `StoreError` where the notebook cannot be read.
  func reads(_ call: CommandCall) throws -> Set<Subject>

  /// What only the messages of a statement depend on, such as whether a name is taken already.
  ///
  /// A session that ends with the statement needs it; a later one that uses what it made does not.
  ///
  /// - Throws: `StoreError` where the notebook cannot be read.
  func observes(_ call: CommandCall) throws -> Set<Subject>

  /// Lines that help appends to the description of the forms: values from other rooms.
  func helpLines(_ call: CommandCall) -> [String]

  /// Does what the command says.
  ///
  /// - Throws: `Diagnostic` for what the words can show, else the error of the room below; the
  ///   notebook is then as it was.
  func run(_ call: CommandCall) throws -> Outcome
}

extension NotebookCommand {
  func settled(_ call: CommandCall) throws -> ParsedCommand { call.command }
  var namesItsObject: Bool { false }
  func reads(_ call: CommandCall) throws -> Set<Subject> { try call.namedSubjects() }
  func observes(_ call: CommandCall) throws -> Set<Subject> { try call.targets() }
  func helpLines(_ call: CommandCall) -> [String] { [] }
}

/// One call of a command: its words, and the session that it runs in.
struct CommandCall {
  let command: ParsedCommand
  /// The statement, of which the command is the body.
  let statement: Statement
  let session: NotebookSession

  init(_ command: ParsedCommand, of statement: Statement, in session: NotebookSession) {
    self.command = command
    self.statement = statement
    self.session = session
  }

  /// The result name in front of `=`, or nil.
  var resultName: String? { statement.resultName }
  /// The statement as it is recorded.
  var source: String { statement.canonical }

  var database: NotebookDatabase { session.database }

  /// A mistake in one of the command's words.
  func mistake(
    _ code: ErrorCode, _ headline: Sentence, at slot: (any CommandSlot)? = nil,
    expected: String? = nil,
    remedy: String? = nil
  ) -> Diagnostic {
    let span = slot.map { command.span(of: $0) } ?? command.verbSpan
    return Diagnostic(
      code: code, headline: headline, span: span, expected: expected, remedy: remedy)
  }

  /// The entry that the notebook's lineage keeps of this call.
  ///
  /// - Parameters:
  ///   - effects: What it changed, and what it read beside what its words name.
  ///   - facts: Its facts, one line each.
  /// - Returns: The entry; it belongs into the transaction that makes the change.
  func lineage(_ effects: Effects, facts: [String] = []) -> LineageEntry {
    session.lineage(of: source, effects, facts: facts)
  }

  /// What the names, files and SQL among the statement's words stand for.
  ///
  /// - Throws: `StoreError` where the notebook cannot be read.
  func namedSubjects() throws -> Set<Subject> {
    var subjects: Set<Subject> = []
    var names: Set<String> = []
    for binding in session.catalogue.grammar.bindings(of: command) {
      switch (binding.parameter.kind, binding.argument.value) {
      case (.object, .name(let name)), (.custom, .text(let name)), (.phrase, .name(let name)),
        (.phrase, .text(let name)):
        names.insert(NameRules.folded(name))
      case (.path, .path(let path)):
        subjects.insert(.file(FilePath.absolute(path, in: session.folder)))
      case (.rest, .text(let sql)):
        names.formUnion(SQLPieces.relations(in: sql))
      default: break
      }
    }
    return try subjects.union(database.subjects(behind: names))
  }

  /// The names that the statement gives, as far as something has them already.
  ///
  /// - Throws: `StoreError` where the notebook cannot be read.
  func targets() throws -> Set<Subject> {
    var names = statement.resultName.map { [$0] } ?? []
    names += session.catalogue.grammar.newNames(of: command)
    if command.does(.loads), names.isEmpty, let path = command[Self.file] {
      names.append(ObjectName.made(ofFile: path))
    }
    return try Set(
      names.filter { try database.holder(of: $0) != nil }.map { Subject.name($0) })
  }

  /// Everything that the notebook holds under a name.
  ///
  /// - Throws: `StoreError` where the notebook cannot be read.
  func everything() throws -> Set<Subject> {
    try database.relations().reduce(into: [.single(.names), .single(.agents)]) {
      $0.formUnion(try database.subjects(of: $1.name))
    }
  }

  /// What the named things are, with the drivers, whom everything depends on that plans or judges days,
  /// and the roads where the session's rules or any plan's go by them.
  func namedSubjectsAndRoster() throws -> Set<Subject> {
    let isByRoad =
      try session.settings.rules.travel != .greatCircle || database.hasPlansByRoad()
    return try namedSubjects().union(
      isByRoad ? [.single(.roster), .single(.roads)] : [.single(.roster)])
  }
}
