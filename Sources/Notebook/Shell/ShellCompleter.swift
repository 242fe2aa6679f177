import CivilTime
import CommandLanguage
import DispatchLearning
import FleetModel
import Planning
import Store
import Terminal

/// Completes the word at the cursor, from the one grammar and the notebook's own names.
final class ShellCompleter {
  let session: NotebookSession
  let names: CompletionNames

  init(session: NotebookSession) {
    self.session = session
    names = CompletionNames(database: session.database)
  }

  /// What is typed, behind the cursor too: a plot's columns are those of a table named later.
  private var statement = ""

  /// The candidates at a cursor of a text; offsets count UTF-8 bytes.
  func completion(of text: String, cursor: Int) -> EditorCompletion {
    statement = text
    let context = session.parser(.prompt).completions(of: text, cursor: cursor)
    let candidates =
      context.sql.map { sqlCandidates($0, context) } ?? commandCandidates(context)
    let only = candidates.count == 1 ? candidates[0].text : ""
    // A function's arguments follow its parenthesis, a path goes on after its folder.
    let goesOn = only.hasSuffix("/") || only.hasSuffix("(")
    return EditorCompletion(
      range: context.replaced.range, candidates: candidates,
      suffix: goesOn || context.quote != nil ? "" : " ",
      hint: candidates.isEmpty && context.partial.isEmpty ? hint(context) : "")
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
      return matching(session.catalogue.grammar.verbs + HelpTopic.allCases.map(\.rawValue), context)
    case .custom("pager"): return matching(["on", "off"], context)
    case .custom("driver"):
      return matching(drivers(context), context)
    case .custom("plan or method"):
      return matching(DispatchMethod.names, context) + named(context) { $0.kind == "plan" }
    case .custom:
      return matching(["recorded"], context)
        + named(context) { ["plan", "dataset"].contains($0.kind) }
    case .date, .day: return dates(context)
    case .text: return settingValues(context)
    case .column:
      return unique(
        matching(ColumnCompletion(database: session.database).names(in: statement), context))
    default: return []
    }
  }

  /// The value after a training's setting: its default, to be changed.
  private func settingValues(_ context: CompletionContext) -> [EditorCandidate] {
    guard let last = context.words.last(where: { $0 != context.partial }),
      let known = AgentSettings().values.first(where: { $0.setting.name == last })
    else { return [] }
    let choices = known.setting.choices
    let words = choices.isEmpty ? [known.value] : choices
    return words.filter { matches($0, context.partial) }.map {
      EditorCandidate($0, note: $0 == known.value ? "the default" : "")
    }
  }

  /// What may stand at the cursor where nothing can be listed: a number's range, a new name.
  private func hint(_ context: CompletionContext) -> String {
    let parameters = context.items.compactMap { item -> CommandParameter? in
      if case .value(let parameter) = item { parameter } else { nil }
    }
    return parameters.map { "\($0.name): \(Grammar.description(of: $0))" }
      .joined(separator: "; ")
  }

  func named(_ context: CompletionContext, where isMeant: (Relation) -> Bool)
    -> [EditorCandidate]
  {
    var relations = names.allRelations()
    if !names.columns(of: NotebookDatabase.lastResult).isEmpty {
      relations.append(Relation(name: NotebookDatabase.lastResult, kind: "result", source: ""))
    }
    let start = NameRules.folded(context.partial)
    let found = relations.filter(isMeant).filter { NameRules.folded($0.name).hasPrefix(start) }
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
    CivilDate(command: day) != nil
      || day.first?.isLetter == true
        && day.split(whereSeparator: { $0 == "-" || $0 == "." }).allSatisfy(NameRules.isBareName)
  }

  private func marks(_ words: [String]) -> String {
    words.map { _ in "?" }.joined(separator: ", ")
  }

  func matching(_ words: [String], _ context: CompletionContext) -> [EditorCandidate] {
    let start = NameRules.folded(context.partial)
    return words.filter { start.isEmpty || NameRules.folded($0).hasPrefix(start) }
      .map { EditorCandidate(quoted($0, context)) }
  }

  func matches(_ word: String, _ partial: String) -> Bool {
    partial.isEmpty || NameRules.folded(word).hasPrefix(NameRules.folded(partial))
  }

  func quoted(
    _ word: String, _ context: CompletionContext, always: Bool = false
  ) -> String {
    guard let quote = context.quote ?? (always ? "\"" : nil) else { return word }
    let isOpen = word.hasSuffix("/")
    return "\(quote)\(word)" + (isOpen ? "" : "\(quote)")
  }

  func unique(_ candidates: [EditorCandidate]) -> [EditorCandidate] {
    var seen: Set<String> = []
    return candidates.filter { seen.insert($0.text).inserted }
  }
}
