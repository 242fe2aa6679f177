import CommandLanguage
import SessionRecord
import Store

/// What the statements of a replay read and wrote, from their words and the notebook's lineage.
struct LineageReader {
  /// How many entries of the lineage are known.
  private var count = 0

  /// The names that a statement may read.
  ///
  /// - Complexity: O(bytes of the statement).
  static func reads(_ source: String, _ statement: Statement?) -> NameOrigins.Reads {
    var names = StatementWords.names(in: source)
    switch statement?.body {
    case .note(let note)?: names = NoteRunner.references(of: note)
    case .command?:
      names.formUnion(["drivers", "places"])
    case .sql(let sql)?:
      names = SQLPieces(sql).names
    case nil: break
    }
    if case .command(let command)? = statement?.body, readsFiles(command),
      let file = command[CommandCall.file]
    {
      names.insert(fileName(file))
    }
    return NameOrigins.Reads(
      names: names, isEverything: StatementWords.readsEverything(names))
  }

  private static func readsFiles(_ command: ParsedCommand) -> Bool {
    ["load", "import", "replay", "diff"].contains(command.verb)
  }

  /// What stands for a file among names, which have no blank.
  static func fileName(_ typed: String) -> String { "file \(typed)" }

  static func isFile(_ name: String) -> Bool { name.hasPrefix("file ") }

  /// What the statement that ran last wrote; of one that failed, what it would have written.
  ///
  /// - Complexity: O(entries that it added).
  mutating func writes(
    of step: CauseFinder.Step
  ) -> NameOrigins.Writes {
    let added = (try? step.session.database.lineage(after: count)) ?? []
    count += added.count
    var writes = NameOrigins.Writes(
      names: added.flatMap(\.writes), created: Set(added.flatMap(\.creates)))
    let last = NotebookDatabase.lastResult
    if step.evaluation.outcome?.result != nil {
      writes.names.append(last)
      writes.created.insert(last)
    }
    if case .command(let command)? = step.statement?.body, !Self.readsFiles(command),
      let file = command[CommandCall.file]
    {
      writes.names.append(Self.fileName(file))
      writes.created.insert(Self.fileName(file))
    }
    // The tables that it made when it was recorded, such as those of a workbook's sheets.
    writes.names += step.entry.facts.facts.map { FactKey($0.key) }
      .filter { $0.word == FactKey.rows && !$0.prefix.isEmpty }
      .map { NameRules.folded(String($0.prefix.dropLast())) }
    if step.evaluation.failure != nil { writes.names += Self.promised(step) }
    return writes
  }

  /// The names that a statement would have written, had it not failed.
  private static func promised(_ step: CauseFinder.Step) -> [String] {
    guard let statement = step.statement else { return [] }
    var names = statement.resultName.map { [$0] } ?? []
    if step.entry.facts["rows"] != nil { names.append(NotebookDatabase.lastResult) }
    switch statement.body {
    case .note: break
    case .sql(let sql):
      names += (StatementWords.madeName(in: sql) ?? changedName(in: sql)).map { [$0] } ?? []
    case .command(let command):
      if let name = command[CommandCall.name] {
        names.append(name)
      } else if command.verb == "load", let path = command[CommandCall.file] {
        names.append(ObjectName.made(of: ObjectName.stem(of: path)))
      }
    }
    return names.map(NameRules.folded)
  }

  /// The table that SQL changes: the name behind `into`, `update`, `from` or `table` of one that
  /// inserts, updates, deletes, drops or alters; nil for SQL that reads.
  private static func changedName(in sql: String) -> String? {
    let pieces = SQLPieces(sql).pieces
    let verb = pieces.first { $0.depth == 0 && writing.contains($0.keyword) }?.keyword
    guard let verb, let start = pieces.firstIndex(where: { $0.keyword == verb }) else { return nil }
    let skipped: Set<String> = [
      "or", "replace", "ignore", "abort", "fail", "rollback", "into", "from", "table", "view", "if",
      "exists", "main",
    ]
    return pieces[(start + 1)...].first { !skipped.contains($0.keyword) && !$0.isMark(".") }?
      .content
  }

  private static let writing: Set<String> = [
    "insert", "update", "delete", "drop", "alter", "replace",
  ]
}
