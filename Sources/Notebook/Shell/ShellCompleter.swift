import CommandLanguage
import FleetModel
import Store
import Terminal

/// Completes what stands at the cursor, from the one grammar and the notebook's own names.
final class ShellCompleter {
  private let session: NotebookSession

  init(session: NotebookSession) {
    self.session = session
  }

  /// The candidates at a cursor of a text; offsets count UTF-8 bytes.
  func completion(of text: String, cursor: Int) -> EditorCompletion {
    let context = session.parser(.prompt).completions(of: text, cursor: cursor)
    let candidates =
      context.sql.map { sqlCandidates($0, context) } ?? commandCandidates(context)
    let isFolder = candidates.count == 1 && candidates.first?.text.hasSuffix("/") == true
    let suffix = isFolder || context.quote != nil ? "" : " "
    return EditorCompletion(
      range: context.replaced.range, candidates: candidates, suffix: suffix)
  }

  // MARK: Commands

  private func commandCandidates(_ context: CompletionContext) -> [EditorCandidate] {
    var candidates = context.matchingWords.map { EditorCandidate($0) }
    for case .value(let parameter) in context.items {
      candidates += values(for: parameter, context)
    }
    return unique(candidates)
  }

  private func values(for parameter: CommandParameter, _ context: CompletionContext)
    -> [EditorCandidate]
  {
    switch parameter.kind {
    case .path:
      return PathCompletion(folder: session.folder).candidates(for: context.partial).map {
        EditorCandidate(quoted($0, context, always: true))
      }
    case .object(let kinds):
      return named(context) { relation in
        kinds.contains { $0.rawValue == relation.kind }
          || (kinds.contains(.table) && ["view", "built-in", "result"].contains(relation.kind))
      }
    case .custom("rule"):
      return matching(Rules.catalogue.map(\.name), context)
    case .custom("topic"):
      return matching(session.catalogue.grammar.verbs + ["sql"], context)
    case .custom("driver"):
      return matching(drivers(context), context)
    case .custom("plan or method"):
      return matching(DispatchMethods.names, context) + named(context) { $0.kind == "plan" }
    case .custom:
      return matching(["recorded"], context)
        + named(context) { ["plan", "dataset"].contains($0.kind) }
    case .date, .day: return dates(context)
    default: return []
    }
  }

  private func named(_ context: CompletionContext, where isMeant: (Relation) -> Bool)
    -> [EditorCandidate]
  {
    let relations = (try? session.database.relations()) ?? []
    let found = relations.filter(isMeant).filter { matches($0.name, context.partial) }
    // A name that needs quotes shares no beginning with what is typed: it would block the others.
    let bare = found.filter { NameRules.isBareName($0.name) }
    return (bare.isEmpty || context.quote != nil ? found : bare).map {
      EditorCandidate(quoted(NameRules.written($0.name), context), note: $0.kind)
    }
  }

  /// The drivers of the dataset that the statement names, or the notebook's.
  private func drivers(_ context: CompletionContext) -> [String] {
    let own =
      (try? session.database.rows(
        """
        SELECT DISTINCT x.name FROM carnet_day_driver x JOIN carnet_dataset d ON d.id = x.dataset_id
        WHERE d.name COLLATE NOCASE IN (\(marks(context.words))) ORDER BY x.name
        """, context.words.map(SQLValue.text))) ?? []
    let names = own.compactMap { row in
      if case .text(let name)? = row.first { name } else { nil }
    }
    let known = names.isEmpty ? ((try? session.database.drivers()) ?? []).map(\.name) : names
    return known.map(NameRules.written)
  }

  /// The days of the dataset that the statement names.
  private func dates(_ context: CompletionContext) -> [EditorCandidate] {
    let rows =
      (try? session.database.rows(
        """
        SELECT DISTINCT date FROM rides WHERE dataset COLLATE NOCASE IN (\(marks(context.words)))
        ORDER BY date
        """, context.words.map(SQLValue.text))) ?? []
    let days = rows.compactMap { row in
      if case .text(let day)? = row.first, matches(day, context.partial) { day } else { nil }
    }
    guard context.quote == nil else { return days.map { EditorCandidate(quoted($0, context)) } }
    // As with names, those that need quotes stand back.
    let bare = days.filter(Self.isBareDay)
    return bare.isEmpty
      ? days.map { EditorCandidate(NameRules.quoted($0)) } : bare.map { EditorCandidate($0) }
  }

  /// Whether a day may be typed without quotes: a date, or one word that begins with a letter.
  private static func isBareDay(_ day: String) -> Bool {
    CommandDate(day) != nil
      || day.first?.isLetter == true
        && day.split(whereSeparator: { $0 == "-" || $0 == "." }).allSatisfy(NameRules.isBareName)
  }

  private func marks(_ words: [String]) -> String {
    words.map { _ in "?" }.joined(separator: ", ")
  }

  // MARK: SQL

  private func sqlCandidates(_ sql: SQLCompletion, _ context: CompletionContext)
    -> [EditorCandidate]
  {
    if sql.expectsTable { return named(context) { _ in true } }
    let columns = sql.columnTables.flatMap {
      (try? session.database.columnNames(of: $0)) ?? []
    }
    var words = columns.map(NameRules.written)
    if sql.qualifier == nil {
      words += SQLWords.functions.map { $0 + "(" } + SQLWords.keywords
      // The table of a column may be named later: its name leads there.
      words += ((try? session.database.relations()) ?? []).map { NameRules.written($0.name) }
    }
    guard !context.partial.isEmpty || sql.qualifier != nil else {
      return unique(columns.map { EditorCandidate(NameRules.written($0)) })
    }
    return unique(matching(words, context))
  }

  private func matching(_ words: [String], _ context: CompletionContext) -> [EditorCandidate] {
    words.filter { matches($0, context.partial) }.map { EditorCandidate(quoted($0, context)) }
  }

  private func matches(_ word: String, _ partial: String) -> Bool {
    NameRules.folded(word).hasPrefix(NameRules.folded(partial))
  }

  private func quoted(
    _ word: String, _ context: CompletionContext, always: Bool = false
  ) -> String {
    guard let quote = context.quote ?? (always ? "\"" : nil) else { return word }
    let isOpen = word.hasSuffix("/")
    return "\(quote)\(word)" + (isOpen ? "" : "\(quote)")
  }

  private func unique(_ candidates: [EditorCandidate]) -> [EditorCandidate] {
    var seen: Set<String> = []
    return candidates.filter { seen.insert($0.text).inserted }
  }
}
