import CommandLanguage
import Store

/// The notebook's names as completion asks for them, kept until the notebook changes.
///
/// A thousand tables of fifty columns take SQLite tens of milliseconds to describe: too long for
/// every press of Tab. What changed since the last one is read anew, the rest is kept.
final class CompletionNames {
  private let database: NotebookDatabase
  private var mark: SchemaMark?
  private var relations: [Relation] = []
  /// The columns of the tables and views that were asked for, by folded name.
  private var columns: [String: [String]] = [:]
  /// Every column of every table, sorted; made when it is first asked for.
  private var index: ColumnIndex?
  private var schema: Int64?

  init(database: NotebookDatabase) {
    self.database = database
  }

  /// Every table and view that can be named.
  func allRelations() -> [Relation] {
    refresh()
    return relations
  }

  /// The columns of a table or view, in order; empty where there is none.
  func columns(of relation: String) -> [String] {
    // Made anew by every statement.
    if relation == NotebookDatabase.lastResult { return read(relation) }
    refresh()
    let folded = NameRules.folded(relation)
    if let known = columns[folded] { return known }
    let found = read(relation)
    columns[folded] = found
    return found
  }

  /// The columns of all tables that begin with a text, each with the table that has it.
  func columns(beginningWith start: String) -> [(name: String, note: String)] {
    refresh()
    let index = self.index ?? ColumnIndex(pairs: allPairs())
    self.index = index
    return index.entries(beginningWith: NameRules.folded(start))
  }

  private func read(_ relation: String) -> [String] {
    (try? database.columnNames(of: relation)) ?? []
  }

  private func refresh() {
    guard let now = try? database.schemaMark(), now != mark else { return }
    mark = now
    relations = (try? database.relations()) ?? []
    guard now.schema != schema else { return }
    schema = now.schema
    columns = [:]
    index = nil
  }

  private func allPairs() -> [(column: String, relation: String)] {
    let shown = Set(relations.map(\.name))
    let tables = ((try? database.columnsOfTables()) ?? []).filter { shown.contains($0.relation) }
    let known = Set(tables.map(\.relation))
    // Views are described one by one: SQLite compiles each.
    let views = relations.map(\.name).filter { !known.contains($0) }
    return tables + views.flatMap { view in columns(of: view).map { ($0, view) } }
  }
}

/// Names of columns that can be looked up by their beginning.
private struct ColumnIndex {
  private struct Entry {
    let folded: [UInt8]
    let name: String
    var note: String
    var count: Int
  }

  private var entries: [Entry] = []

  /// - Complexity: O(*n* log *n*) in the number of pairs.
  init(pairs: [(column: String, relation: String)]) {
    var places: [String: Int] = [:]
    places.reserveCapacity(pairs.count)
    for pair in pairs {
      if let place = places[pair.column] {
        entries[place].count += 1
      } else {
        places[pair.column] = entries.count
        entries.append(
          Entry(
            folded: Array(NameRules.folded(pair.column).utf8), name: pair.column,
            note: pair.relation, count: 1))
      }
    }
    entries.sort { left, right in
      left.folded == right.folded
        ? left.name < right.name : left.folded.lexicographicallyPrecedes(right.folded)
    }
  }

  func entries(beginningWith start: String) -> [(name: String, note: String)] {
    let start = Array(start.utf8)
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].folded.lexicographicallyPrecedes(start) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return entries[low...].prefix { $0.folded.starts(with: start) }.map {
      ($0.name, $0.count == 1 ? $0.note : "\($0.count) tables")
    }
  }
}
