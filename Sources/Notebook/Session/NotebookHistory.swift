import CommandLanguage
import FleetModel
import Naming
import SessionRecord
import Store

/// What a session uses from before it began, and the statements that make it again.
///
/// A kept notebook holds its history: every statement that changed it, with its effects. What the
/// session's statements read in the version that it had when the session began is made by a slice of
/// that history, which stands in front of the session's script, in its original order.
struct NotebookHistory {
  private let entries: [LineageEntry]
  private let slice: HistorySlice
  /// Everything that the history changed.
  private let changed: Set<Subject>
  private let folder: String
  private let parser: StatementParser
  /// What the session read of the notebook that it began with.
  private var wanted: Set<Subject> = []
  /// What was not there when the session began, and which it made.
  private var absent: Set<Subject> = []
  /// What the session made or removed itself.
  private var own: Set<Subject> = []
  /// The places of the entries that were given.
  private var taken: Set<Int> = []

  /// - Parameters:
  ///   - entries: The statements, the oldest first.
  ///   - folder: The folder that the script's paths start from, absolute.
  ///   - grammar: The language that they are written in.
  init(_ entries: [LineageEntry], folder: String, grammar: Grammar) {
    self.entries = entries
    self.folder = folder
    parser = StatementParser(grammar: grammar, mode: .script)
    let effects = entries.map(\.effects)
    slice = HistorySlice(of: effects)
    changed = effects.reduce(into: []) { $0.formUnion($1.writes) }
  }

  /// An entry at its place in the history.
  typealias Placed = (place: Int, entry: LineageEntry)

  /// The entries that a statement of the session needs and that were not given yet, in their order.
  ///
  /// - Complexity: O(subjects); O(entries · subjects) where it reads something for the first time.
  mutating func entries(for effects: Effects) -> [Placed] {
    let (before, missing) = (wanted, absent)
    let used = effects.reads.union(effects.changes).union(effects.removes)
      // What is replaced was there; the last result always is.
      .union(effects.replaces.subtracting([.single(.lastResult)]))
    wanted.formUnion(used.subtracting(own).intersection(changed))
    // What it makes without having read it was not there.
    absent.formUnion(
      effects.creates.subtracting(own).subtracting(wanted).intersection(changed))
    own.formUnion(effects.makes)
    own.formUnion(effects.removes)
    guard wanted != before || absent != missing else { return [] }
    let places = slice.places(of: wanted, without: absent).filter { taken.insert($0).inserted }
    return places.map { ($0, moved(entries[$0])) }
  }

  /// The agents of before the session that it uses as they were, by folded name, each with the place
  /// of the statement that made it.
  var agents: [String: Int] {
    var makers: [String: Int] = [:]
    for (place, entry) in entries.enumerated()
    where entry.effects.adds.contains(.single(.agents)) {
      for case .named(let name) in entry.effects.creates.union(entry.effects.replaces) {
        makers[name] = place
      }
    }
    return makers.filter { taken.contains($0.value) && !own.contains(.named($0.key)) }
  }

  /// The places that the session needs where some statements read nothing, for what they made is given.
  func places(given: Set<Int>) -> Set<Int> {
    var effects = entries.map(\.effects)
    for place in given {
      effects[place].reads = []
      effects[place].changes = []
    }
    return Set(HistorySlice(of: effects).places(of: wanted, without: absent))
  }

  /// The entries that make some subjects as they are now, in their order.
  func entries(making subjects: Set<Subject>) -> [Placed] {
    slice.places(of: subjects).map { ($0, moved(entries[$0])) }
  }

  /// The entry with relative paths that start from the session's folder.
  private func moved(_ entry: LineageEntry) -> LineageEntry {
    guard entry.folder != folder else { return entry }
    guard
      case .success(let statement)? = parser.statements(of: SourceText(entry.source)).first,
      let command = statement.command
    else { return entry }
    let changed = command.mappingPaths { path in
      path.hasPrefix("/") || path == LoadSource.inputPath
        ? nil : FilePath.relative(FilePath.absolute(path, in: entry.folder), from: folder)
    }
    guard changed != command else { return entry }
    var moved = entry
    moved.source = statement.with(changed).canonical
    return moved
  }
}

extension LineageEntry {
  /// The statement's facts; none where a later version wrote them in a way that cannot be read.
  var factSet: FactSet { (try? FactSet(lines: facts)) ?? FactSet() }

  /// The settings in the form of journals; none where the statement does not depend on them.
  var settingsList: [String] { NotebookSettings.list(settings) }
}

extension NotebookSettings {
  /// The settings that a journal begins with.
  init(begin: JournalBegin) {
    self.init(seed: begin.seed, changed: begin.rules)
  }

  /// Settings as one text in the form of journals, a list.
  static func list(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

  /// What leads from the settings of one recorded statement to those of another; nil for the settings
  /// that the record begins with.
  static func settling(
    _ begin: JournalBegin?
  ) -> (_ from: [String]?, _ to: [String]?) -> [String] {
    let beginning = begin.map { NotebookSettings(begin: $0) } ?? NotebookSettings()
    func settings(_ texts: [String]?) -> NotebookSettings {
      texts.map { NotebookSettings(text: $0.joined(separator: " ")) } ?? beginning
    }
    return { settings($0).statements(towards: settings($1)) }
  }
}
