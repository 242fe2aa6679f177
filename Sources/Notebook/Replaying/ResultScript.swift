import CommandLanguage
import Files
import SessionRecord
import Store
import TerminalText

/// The smallest script that makes one thing of the notebook, by the lineage of what it reads.
struct ResultScript {
  private let call: CommandCall
  private let name: String

  /// Looks the thing up.
  ///
  /// - Throws: `Diagnostic` with the nearest names where there is none of the name.
  init(_ call: CommandCall) throws {
    self.call = call
    let typed = call.command[SaveCommand.name] ?? ""
    if let object = try call.database.object(named: typed) {
      name = object.name
    } else {
      name = try call.relation(SaveCommand.name).name
    }
    guard name != NotebookDatabase.lastResult else {
      throw call.mistake(
        .name, "the last result has no name", at: SaveCommand.name,
        remedy: "name it: `result = select …;`")
    }
  }

  /// Writes the script when it has made the same thing in a notebook of its own.
  ///
  /// - Throws: `Diagnostic` where nothing tells how it was made or where it comes out otherwise,
  ///   `SessionRecordError` where the file exists already or cannot be written.
  func save() throws -> Outcome {
    let typed = call.command[SaveCommand.file] ?? ""
    let session = call.session
    let path = FilePath.absolute(typed, in: session.folder)
    let lineage = try call.database.lineage()
    let history = NotebookHistory(
      lineage, folder: session.folder, grammar: session.catalogue.grammar)
    let slice = history.entries(
      making: try call.database.subjects(behind: [NameRules.folded(name)]))
    guard !slice.isEmpty else {
      throw call.mistake(
        .record, "no statement of this notebook made \(name)", at: SaveCommand.name,
        remedy: "`tables` shows where it comes from")
    }
    let (sliced, _) = SessionEntry.settled(
      slice.map { _, entry in
        (SessionEntry(entry.source, facts: entry.factSet), entry.settingsList)
      }, by: NotebookSettings.settling(nil))
    let proven = try prove(sliced)
    let file = SessionFile(
      header: SessionHeader(
        seed: NotebookSettings().seed, carnet: session.context.version, rules: [],
        libm: session.context.kernel, sqlite: NotebookDatabase.sqliteVersion,
        folder: FilePath.relative(session.folder, from: FilePath.folder(of: path))),
      entries: proven)
    try file.write(
      to: path, replacing: call.command.has(SaveCommand.replace), through: session.files)
    return outcome(typed, proven.count, of: lineage.count)
  }

  private func outcome(_ typed: String, _ count: Int, of all: Int) -> Outcome {
    let total = max(all, call.session.recorder?.recordedCount ?? 0, count)
    return Outcome.talk(
      "\(typed): \(count) of \(counted(total, "statement")), proven to make \(name)")
  }

  // MARK: Proof

  /// Runs the entries in a notebook of their own; the same entries with all their facts.
  private func prove(_ entries: [SessionEntry]) throws -> [SessionEntry] {
    var context = call.session.context
    context.folder = call.session.folder
    context.files = context.files.forReplay()
    let scratch = try NotebookSession(
      .memory, context: context, settings: NotebookSettings(),
      replay: ReplayPlace(
        inside: call.session.replay,
        budget: call.session.replay?.budget ?? ReplayBudget(minutes: nil)))
    let parser = scratch.parser(.script)
    var proven: [SessionEntry] = []
    for entry in entries {
      let source = SourceText(entry.source)
      for result in parser.statements(of: source) {
        scratch.earlierOccurrence = entry.facts.madeEarlier.earlierOccurrence
        let evaluation = scratch.evaluate(result, in: source)
        if let failure = evaluation.failure {
          throw unproven("`\(entry.source)` fails: \(failure.sentence)")
        }
        let facts = evaluation.outcome?.facts ?? FactSet()
        if let moved = facts.differences(from: entry.facts).first(where: {
          $0.kind != .added && !$0.isEvidence
        }) {
          throw unproven("`\(entry.source)` returns a different result: \(moved)")
        }
        proven.append(
          SessionEntry(entry.source, facts: facts.withDraw(of: entry.facts).madeEarlier))
      }
    }
    guard try facts(in: scratch.database) == facts(in: call.database) else {
      throw unproven("the script makes a different \(name)")
    }
    return proven
  }

  /// What the thing is: its content's identity and the facts of its rows.
  private func facts(in database: NotebookDatabase) throws -> FactSet {
    var facts = FactSet()
    if let object = try database.object(named: name) {
      facts.add("identity", .text(object.identity))
      facts.add("kind", .text(object.kind.rawValue))
    }
    guard try !database.columnNames(of: name).isEmpty else { return facts }
    facts.append(
      try TableFacts(of: database.resultColumns(of: name).columns).facts(of: name, in: database))
    return facts
  }

  private func unproven(_ reason: Sentence) -> Diagnostic {
    call.mistake(
      .record, "\(name) cannot be reproduced from its own statements: \(reason)",
      at: SaveCommand.name,
      expected: "the same result in a new notebook",
      remedy: "`save session as` keeps all statements")
  }
}
