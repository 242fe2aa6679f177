import CommandLanguage

/// The names of all columns, to be looked up by their beginning, and kept up with changes.
struct ColumnIndex {
  private struct Entry {
    let folded: String
    let name: String
    var relation: String
    var count = 1

    func precedes(_ folded: String, _ name: String) -> Bool {
      (self.folded, self.name) < (folded, name)
    }
  }

  /// Sorted without regard to case.
  private var entries: [Entry] = []
  private var columns: [String: [String]]
  private var statements: [String: String] = [:]

  /// Makes an index of tables' columns, each with its table.
  ///
  /// - Complexity: O(*n* log *n*) in the number of pairs.
  init(pairs: [(column: String, relation: String)]) {
    columns = [:]
    var places: [String: Int] = [:]
    for pair in pairs {
      columns[pair.relation, default: []].append(pair.column)
      if let place = places[pair.column] {
        entries[place].count += 1
      } else {
        places[pair.column] = entries.count
        entries.append(
          Entry(
            folded: NameRules.folded(pair.column), name: pair.column, relation: pair.relation))
      }
    }
    entries.sort { $0.precedes($1.folded, $1.name) }
  }

  /// Takes over the tables and views that there are now.
  ///
  /// - Parameters:
  ///   - tables: Each with the statement that made it: what has the same one has the same columns.
  ///   - views: Their columns may change with the tables that they read.
  ///   - describe: Gives the columns of one of them.
  /// - Complexity: O(tables), and O(log *n*) for each column that came or went.
  mutating func update(
    tables: [(name: String, sql: String)], views: [String], columns describe: (String) -> [String]
  ) {
    let isFirst = statements.isEmpty
    let names = Set(tables.map(\.name)).union(views)
    for gone in columns.keys.filter({ !names.contains($0) }).sorted() { set([], of: gone) }
    for (name, sql) in tables where statements[name] != sql {
      // What the index was made of is known; only its statements are not.
      if !isFirst || columns[name] == nil { set(describe(name), of: name) }
      statements[name] = sql
    }
    statements = statements.filter { names.contains($0.key) }
    for view in views { set(describe(view), of: view) }
  }

  /// The columns that begin with a folded text, each with the table that has it.
  func entries(beginningWith start: String) -> [(name: String, note: String)] {
    entries[place(of: start, "")...].prefix { $0.folded.hasPrefix(start) }
      .map { ($0.name, $0.count == 1 ? $0.relation : "\($0.count) tables") }
  }

  private mutating func set(_ new: [String], of relation: String) {
    let old = columns[relation] ?? []
    guard old != new else { return }
    columns[relation] = new.isEmpty ? nil : new
    for column in old { remove(column, of: relation) }
    for column in new { add(column, of: relation) }
  }

  private mutating func add(_ column: String, of relation: String) {
    let folded = NameRules.folded(column)
    let place = place(of: folded, column)
    if entries.indices.contains(place), entries[place].name == column {
      entries[place].count += 1
    } else {
      entries.insert(Entry(folded: folded, name: column, relation: relation), at: place)
    }
  }

  private mutating func remove(_ column: String, of relation: String) {
    let place = place(of: NameRules.folded(column), column)
    guard entries.indices.contains(place), entries[place].name == column else { return }
    entries[place].count -= 1
    if entries[place].relation == relation { entries[place].relation = "" }
    if entries[place].count == 0 { entries.remove(at: place) }
  }

  /// Where a name stands or would stand.
  private func place(of folded: String, _ name: String) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].precedes(folded, name) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
