import CommandLanguage
import FleetModel
import SessionRecord
import Store

/// Makes again what a session uses from before it began.
///
/// A kept notebook holds the lineage of all that is in it. Before the first statement of a session
/// that names an older object, the statements that made the object, and what those read, stand in
/// the record, oldest first and under their own settings.
struct Preamble {
  private let lineage: [LineageEntry]
  private let folder: String
  private let grammar: Grammar
  /// Places in the lineage that the record holds already.
  private var taken: Set<Int> = []
  /// The settings in force at the end of the record so far.
  private var settings: NotebookSettings

  init(
    lineage: [LineageEntry], folder: String, settings: NotebookSettings, grammar: Grammar
  ) {
    self.lineage = lineage
    self.folder = folder
    self.grammar = grammar
    self.settings = settings
  }

  /// The entries to record before a statement.
  ///
  /// - Parameters:
  ///   - names: The words of the statement, folded.
  ///   - current: The settings in force for it.
  /// - Returns: The entries, oldest first; none where the record holds all already.
  /// - Complexity: O(entries of the lineage).
  mutating func entries(before names: Set<String>, settings current: NotebookSettings)
    -> [SessionEntry]
  {
    defer { settings = current }
    let chosen = slice(for: names).filter { !taken.contains($0) }
    guard !chosen.isEmpty else { return [] }
    taken.formUnion(chosen)
    var entries: [SessionEntry] = []
    var state = settings
    for index in chosen {
      let entry = lineage[index]
      let wanted = NotebookSettings(text: entry.settings)
      entries += state.statements(towards: wanted).map { SessionEntry($0) }
      state = wanted
      let facts = try? FactSet(lines: entry.facts)
      entries.append(SessionEntry(moved(entry), facts: facts ?? FactSet()))
    }
    return entries + state.statements(towards: current).map { SessionEntry($0) }
  }

  /// The places in the lineage of all that some names stand on, ascending.
  private func slice(for names: Set<String>) -> [Int] {
    var needed = names
    let readsAll = StatementWords.readsEverything(names)
    if readsAll { needed.formUnion(lineage.flatMap(\.writes)) }
    var chosen: [Int] = []
    for (index, entry) in lineage.enumerated().reversed()
    where !needed.isDisjoint(with: entry.writes) {
      chosen.append(index)
      if !readsAll { needed.subtract(entry.creates) }
      needed.formUnion(entry.reads)
    }
    return chosen.reversed()
  }

  /// The statement with its relative path told from this session's folder.
  private func moved(_ entry: LineageEntry) -> String {
    guard entry.folder != folder else { return entry.source }
    let source = SourceText(entry.source)
    let parser = StatementParser(grammar: grammar, mode: .script)
    guard case .success(let statement)? = parser.statements(of: source).first,
      case .command(let command) = statement.body
    else { return entry.source }
    for binding in command.bindings {
      guard case .path(let path) = binding.argument.value, !path.hasPrefix("/") else { continue }
      let absolute = FilePath.absolute(path, in: entry.folder)
      let moved = NameRules.quoted(FilePath.relative(absolute, from: folder))
      let bytes = source.bytes
      let span = binding.argument.span
      return String(
        decoding: bytes[..<span.start] + Array(moved.utf8) + bytes[span.end...], as: UTF8.self)
    }
    return entry.source
  }
}

extension NotebookSettings {
  /// The settings that a journal begins with.
  init(begin: JournalBegin) {
    self.init(seed: begin.seed, changed: begin.rules)
  }
}
