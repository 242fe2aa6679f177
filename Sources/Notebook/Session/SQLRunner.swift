import CommandLanguage
import SessionRecord
import Store
import TerminalText

/// Runs a statement of SQL and reports what it did.
struct SQLRunner {
  let session: NotebookSession

  /// Runs a statement; rows become `_`, and the named result where it has a name.
  ///
  /// - Throws: `StoreError`, or a `Diagnostic` for a word that has no place in a notebook.
  func run(_ sql: String, statement: Statement, source: String) throws -> Outcome {
    if let verb = statement.sqlVerb, let refusal = SQLRefusal(ofVerb: verb) {
      throw StoreError.refused(refusal)
    }
    let session = session
    let done = try session.database.run(
      sql: sql, naming: statement.resultName, isInterrupted: session.context.isInterrupted,
      seed: session.running.seed, mentions: SQLPieces.relations(in:)
    ) { outcome in
      try session.privacy.noteWrites(of: outcome)
      return session.lineage(of: source, outcome.effects, facts: Self.facts(of: outcome).lines)
    }
    session.note(done.effects)
    return try outcome(of: done, statement: statement)
  }

  private func outcome(of done: SQLOutcome, statement: Statement) throws -> Outcome {
    var outcome = Outcome()
    outcome.facts = Self.facts(of: done)
    for content in done.contents {
      try TableFacts(of: content, comparison: session.comparison)
        .noteAsRecorded(content.name, in: session.database)
    }
    if let name = done.reads.first(where: session.volatileRelations.contains) {
      outcome.unverifiable = "\(name) contains values that another run may not repeat"
    }
    if let table = done.ownTable {
      outcome.unverifiable =
        "`\(table)` is the notebook's own, which another notebook has in another state"
    }
    if !done.columns.isEmpty {
      outcome.result = ResultTable(
        relation: NotebookDatabase.lastResult, columns: done.columns, rowCount: done.rowCount)
      outcome.result?.origins = done.origins
      outcome.blocks = [.result]
    }
    if let name = statement.resultName {
      outcome.keptName = name
      let what: Sentence =
        done.replacedResult ? "replaces the earlier result of that name" : "kept"
      outcome.blocks.append(.talk("\(name): \(counted: done.rowCount, "row"), \(what)"))
    } else if done.columns.isEmpty || done.changes != nil {
      outcome.blocks.append(.talk(sentence(for: done, statement.sqlVerb)))
    }
    return outcome
  }

  private func sentence(for done: SQLOutcome, _ verb: String?) -> Sentence {
    if let name = done.creates.first {
      return done.made.first.map { "made \($0)" } ?? "\(name) already exists; nothing was made"
    }
    if let name = done.drops.first { return "dropped \(name)" }
    return schemaSentence(done.schema, verb) ?? "\(counted: done.changes ?? 0, "row") changed"
  }

  /// What became of an index, a trigger or an altered table; nil for a statement on rows.
  private func schemaSentence(_ schema: SchemaChange, _ verb: String?) -> Sentence? {
    switch (schema.made.first, schema.dropped.first) {
    case (let made?, let dropped?): return "renamed \(dropped.name) to \(made.name)"
    case (let made?, nil): return "made the \(words: made.type) \(made.name)"
    case (nil, let dropped?): return "dropped the \(words: dropped.type) \(dropped.name)"
    case (nil, nil): break
    }
    if let altered = schema.altered.first(where: { $0.type == "table" }) ?? schema.altered.first {
      return "altered \(altered.name)"
    }
    switch verb {
    case "create": return "it already exists; nothing was made"
    case "drop": return "there is none of that name; nothing was dropped"
    default: return nil
    }
  }

  private static func facts(of done: SQLOutcome) -> FactSet {
    guard let changes = done.changes else { return FactSet() }
    var facts = FactSet()
    if done.columns.isEmpty { facts.add("changed", .integer(Int64(changes))) }
    for content in done.contents { facts.append(TableFacts(of: content).facts(of: content)) }
    return facts
  }
}

/// A number with its noun: `1 row`, `2 rows`.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> Sentence {
  .counted(count, noun, plural)
}
