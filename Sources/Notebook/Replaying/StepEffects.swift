import CommandLanguage
import Naming
import SessionRecord
import Store

/// What a statement of a replay read and changed, or would have.
struct StepEffects {
  /// What it depends on.
  let reads: Set<Subject>
  /// What it changed; of one that failed, what it would have made.
  let effects: Effects

  /// - Throws: `StoreError` where the replay's notebook cannot be read.
  init(
    _ entry: SessionEntry, _ statement: Statement?, _ evaluation: Evaluation,
    in session: NotebookSession
  ) throws {
    var effects = evaluation.effects
    if evaluation.outcome == nil, let statement {
      effects.reads.formUnion(try session.dependencies(of: statement))
      effects.replaces.formUnion(Self.promised(entry, statement, session.catalogue.grammar))
      if let command = statement.command {
        if command.does(.writesFile), let path = command[CommandCall.file] {
          effects.replaces.insert(.file(FilePath.absolute(path, in: session.folder)))
        }
        if command[GeocodeCommand.server] != nil {
          // Neither its dataset nor what later loads are located by is what it would have been.
          effects.adds.insert(.single(.places))
          let dataset = command[GeocodeCommand.dataset].map { Subject.name($0) }
          effects.changes.formUnion(dataset.map { [$0] } ?? [])
        }
        // Whatever it would have made is missing among all things of its kind.
        let kinds: [Subject.Single] = [.datasets, .plans, .agents, .names]
        if command.does(.loads) || !session.catalogue.grammar.newNames(of: command).isEmpty {
          effects.adds.formUnion(kinds.map(Subject.single))
        }
      }
    }
    // The tables that it made when it was recorded, such as those of a workbook's sheets.
    for fact in entry.facts.facts {
      let key = FactKey(fact.key)
      guard key.word == FactKey.rows, !key.prefix.isEmpty else { continue }
      effects.changes.insert(.name(key.prefix.dropLast()))
    }
    reads = effects.reads.union(effects.changes)
    self.effects = effects
  }

  /// What a statement would have made, had it not failed.
  private static func promised(
    _ entry: SessionEntry, _ statement: Statement, _ grammar: Grammar
  ) -> Set<Subject> {
    var names = statement.resultName.map { [$0] } ?? []
    var subjects: Set<Subject> = []
    if entry.facts[FactKey.rows] != nil { subjects.insert(.single(.lastResult)) }
    switch statement.body {
    case .note: break
    case .sql(let sql):
      let made = StatementWords.made(in: sql) ?? SQLPieces(sql).changedName.map { .name($0) }
      subjects.formUnion(made.map { [$0] } ?? [])
    case .command(let command):
      let given = grammar.newNames(of: command)
      names += given
      if given.isEmpty, command.does(.loads), let path = command[CommandCall.file] {
        names.append(ObjectName.made(ofFile: path))
      }
    }
    return subjects.union(names.map { Subject.name($0) })
  }
}

extension SQLPieces {
  /// The table that SQL changes: the name behind `into`, `update`, `from` or `table` of one that
  /// inserts, updates, deletes, drops or alters; nil for SQL that reads.
  var changedName: String? {
    let writing: Set<String> = ["insert", "update", "delete", "drop", "alter", "replace"]
    let verb = pieces.first { $0.depth == 0 && writing.contains($0.keyword) }?.keyword
    guard let verb, let start = pieces.firstIndex(where: { $0.keyword == verb }) else { return nil }
    let skipped: Set<String> = [
      "or", "replace", "ignore", "abort", "fail", "rollback", "into", "from", "table", "view", "if",
      "exists", "main",
    ]
    return pieces[(start + 1)...].first { !skipped.contains($0.keyword) && !$0.isMark(".") }?
      .content
  }
}
