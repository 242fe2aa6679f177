import CommandLanguage
import Naming
import SessionRecord
import Store

/// What is known of the statement that runs.
struct RunningStatement {
  /// What it has read and changed so far.
  var effects = Effects()
  /// What only its messages depend on.
  var observed: Set<Subject> = []
  /// Whether it has asked for seed or rules.
  var hasAskedForSettings = false
  /// How often it has stood in its session.
  var occurrence = 1
  /// What its draws in SQL come from.
  var seed: UInt64 = 0
  /// Whether its entry took along the statements that made the last result.
  fileprivate var tookResults = false

  init(effects: Effects = Effects(), observed: Set<Subject> = []) {
    (self.effects, self.observed) = (effects, observed)
  }

  /// How often it stood before, for one that draws: a later session draws the same again.
  fileprivate var drawFacts: [String] {
    guard occurrence > 1 else { return [] }
    return FactSet([Fact(FactEvidence.draw, .integer(Int64(occurrence)))]).lines
  }
}

/// How the last result was made, which the history holds only once a statement of its own reads it.
struct LastResultOrigin {
  /// The statements that made it and changed nothing else, each of the one before.
  fileprivate var statements: [LineageEntry] = []
  /// What the statement changed that made it beside; empty where it changed nothing else.
  fileprivate var subjects: Set<Subject> = []
}

extension NotebookSession {
  /// What a statement depends on as far as its words tell, such as one that did not run.
  ///
  /// - Throws: `StoreError` where the notebook cannot be read.
  func dependencies(of statement: Statement) throws -> Set<Subject> {
    try reads(of: statement).union(mentioned(by: statement))
  }

  /// What a statement depends on, known from its words.
  ///
  /// - Throws: `StoreError` where the notebook cannot be read.
  func reads(of statement: Statement) throws -> Set<Subject> {
    switch statement.body {
    case .note(let note):
      try NoteRunner.references(of: note).reduce(into: []) {
        $0.formUnion(try database.subjects(of: $1))
      }
    case .command(let command):
      try catalogue.command(of: command.verb)?
        .reads(CommandCall(command, of: statement, in: self)) ?? []
    case .sql: []
    }
  }

  /// What only the messages of a statement depend on.
  ///
  /// - Throws: `StoreError` where the notebook cannot be read.
  func observed(by statement: Statement) throws -> Set<Subject> {
    switch statement.body {
    case .note: return []
    case .command(let command):
      return try catalogue.command(of: command.verb)?
        .observes(CommandCall(command, of: statement, in: self)) ?? []
    case .sql(let sql):
      let made = [statement.resultName.map { Subject.name($0) }, StatementWords.made(in: sql)]
      return try Set(
        made.compactMap(\.self).filter { subject in
          guard case .named(let name) = subject else { return true }
          return try database.holder(of: name) != nil
        })
    }
  }

  /// What a statement that failed may depend on: all that its words name.
  func mentioned(by statement: Statement) -> Set<Subject> {
    guard case .sql(let sql) = statement.body else { return [] }
    // A notebook that cannot be read is the failure already.
    let named = try? database.subjects(behind: SQLPieces(sql).names)
    // SQLite compiles all views and triggers anew where a table is altered.
    return (named ?? []).union(statement.sqlVerb == "alter" ? [.single(.names)] : [])
  }

  /// Takes a file that is read for the analyst's own where it no longer holds what an export wrote.
  ///
  /// - Throws: `StoreError` where the notebook cannot be read.
  /// - Complexity: O(statements of the notebook's history).
  func noteRead(ofFile path: String, holding hash: ContentHash) throws {
    let file = Subject.file(path)
    guard running.effects.reads.contains(file) else { return }
    let export = try database.lastLineage(writing: file)
    guard case .hash(let written)? = export?.factSet["file"], !written.agrees(with: hash) else {
      return
    }
    running.effects.reads.remove(file)
  }

  /// Begins the session proper, behind the statements that make what it uses: none of their results
  /// is its last one.
  func forgetLastResult() throws {
    try database.setLastResult(columns: [], rows: [])
    lastResult = LastResultOrigin()
  }

  /// Notes what the statement that runs reads and changes.
  func note(_ own: Effects) { running.effects.formUnion(own) }

  /// The entry that the lineage keeps of the statement that runs.
  ///
  /// Statements before it that only made the last result come with it where it reads that, and where it
  /// changes what they read: the history has them in front of it.
  func lineage(of source: String, _ own: Effects, facts: [String]) -> LineageEntry {
    note(own)
    let readsResult = running.effects.reads.contains(.single(.lastResult))
    if readsResult { running.effects.reads.formUnion(lastResult.subjects) }
    var entry = entry(of: source, running.effects, facts: facts)
    let writes = running.effects.writes
    guard
      readsResult
        || lastResult.statements.contains(where: { !$0.effects.reads.isDisjoint(with: writes) })
    else { return entry }
    entry.results = lastResult.statements
    running.tookResults = true
    return entry
  }

  /// Keeps a statement that succeeded for a later one that reads the last result, if it made that.
  func keepResult(of evaluation: Evaluation) {
    let effects = evaluation.effects
    if running.tookResults { lastResult.statements = [] }
    guard effects.replaces.contains(.single(.lastResult)) else { return }
    let kept = effects.writes.subtracting([.single(.lastResult)])
    lastResult.subjects = kept.filter { if case .named = $0 { true } else { false } }
    if !effects.reads.contains(.single(.lastResult)) || !kept.isEmpty { lastResult.statements = [] }
    // One that is kept says itself that it made the last result.
    guard kept.isEmpty else { return }
    lastResult.statements.append(
      entry(of: evaluation.canonical, effects, facts: evaluation.outcome?.facts.lines ?? []))
  }

  /// The statement that runs, under the settings in force where it depends on them.
  private func entry(of source: String, _ effects: Effects, facts: [String]) -> LineageEntry {
    LineageEntry(
      source: source, settings: dependsOnSettings ? settingsInForce.text : "",
      folder: folder, effects: effects,
      facts: facts + (database.hasDrawn ? running.drawFacts : []))
  }
}
