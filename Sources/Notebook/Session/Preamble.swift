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
  /// The places of the entries that write a name, ascending.
  private let writers: [String: [Int]]
  private let folder: String
  private let grammar: Grammar
  /// Places in the lineage that the record holds already.
  private var taken: Set<Int> = []
  /// Names whose making the record holds already.
  private var made: Set<String> = []
  /// Whether the record holds the whole lineage.
  private var holdsAll = false
  /// The settings in force at the end of the record so far.
  private var settings: NotebookSettings

  init(
    lineage: [LineageEntry], folder: String, settings: NotebookSettings, grammar: Grammar
  ) {
    self.lineage = lineage
    var writers: [String: [Int]] = [:]
    for (place, entry) in lineage.enumerated() {
      for name in Set(entry.writes) { writers[name, default: []].append(place) }
    }
    self.writers = writers
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
  /// - Complexity: O(names), and O(entries · their names) once for the entries that it gives.
  mutating func entries(before names: Set<String>, settings current: NotebookSettings)
    -> [SessionEntry]
  {
    defer { settings = current }
    let chosen = takeSlice(for: names)
    guard !chosen.isEmpty else { return [] }
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

  /// Takes the places in the lineage of all that some names stand on, ascending, each once for all
  /// statements.
  private mutating func takeSlice(for names: Set<String>) -> [Int] {
    guard !holdsAll else { return [] }
    var chosen: Set<Int> = []
    if StatementWords.readsEverything(names) {
      holdsAll = true
      chosen = Set(lineage.indices.filter { !lineage[$0].writes.isEmpty }).subtracting(taken)
    } else {
      // What several names stand on is what each of them does.
      for name in names where writers[name] != nil && made.insert(name).inserted {
        takeMaking(of: name, into: &chosen)
      }
    }
    taken.formUnion(chosen)
    return chosen.sorted()
  }

  /// Goes back from the end of the lineage over what made a name, and what that read.
  private func takeMaking(of name: String, into chosen: inout Set<Int>) {
    var needed: [String: Int] = [:]
    func need(_ name: String, before place: Int) {
      guard needed[name] == nil, let last = writers[name]?.last(below: place) else { return }
      needed[name] = last
    }
    need(name, before: lineage.count)
    while let place = needed.values.max() {
      let entry = lineage[place]
      for name in needed.filter({ $0.value == place }).keys {
        needed[name] = nil
        if !entry.creates.contains(name) { need(name, before: place) }
      }
      // What an entry of the record reads is made there too.
      guard !taken.contains(place), chosen.insert(place).inserted else { continue }
      for read in entry.reads { need(read, before: place) }
    }
  }

  /// The statement with its relative paths told from this session's folder.
  private func moved(_ entry: LineageEntry) -> String {
    guard entry.folder != folder else { return entry.source }
    let parser = StatementParser(grammar: grammar, mode: .script)
    guard
      case .success(let statement)? = parser.statements(of: SourceText(entry.source)).first,
      let command = statement.command
    else { return entry.source }
    let moved = command.mappingPaths { path in
      path.hasPrefix("/")
        ? nil : FilePath.relative(FilePath.absolute(path, in: entry.folder), from: folder)
    }
    return moved == command ? entry.source : statement.with(moved).canonical
  }
}

extension NotebookSettings {
  /// The settings that a journal begins with.
  init(begin: JournalBegin) {
    self.init(seed: begin.seed, changed: begin.rules)
  }
}

extension [Int] {
  /// The last number below a bound in an ascending list; nil where there is none.
  ///
  /// - Complexity: O(log n).
  fileprivate func last(below bound: Int) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < bound { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? self[low - 1] : nil
  }
}
