/// Which select each word of a statement belongs to, and which tables each select names.
///
/// A parenthesis that begins with `select`, `with` or `values` opens a scope of its own, and so does
/// each part of a compound select; any other parenthesis belongs to what is around it.
struct SQLScopes {
  /// One select, or the statement outside any.
  struct Scope {
    /// The scope around it; nil for the statement itself.
    var parent: Int?
    /// The words in it, those of inner scopes left out.
    var words: [Int] = []
    var tables: [SQLTableReference] = []
  }

  private(set) var scopes = [Scope(parent: nil)]
  /// The names that `with` defines, for the whole statement.
  private(set) var commonTables: [SQLTableReference] = []

  private let words: [SQLWord]
  /// The scope of each word, and how deep in parentheses it stands.
  private var scopeOf: [Int] = []
  private var depthOf: [Int] = []
  /// The word after the parenthesis that a word opens; nil where it opens none.
  private var ends: [Int: Int] = [:]

  init(_ words: [SQLWord]) {
    self.words = words
    findScopes()
    findCommonTables()
    for scope in scopes.indices { scopes[scope].tables = tables(of: scope) }
  }

  /// The tables whose columns may stand at a place: those of its own select, then of those around it.
  func tables(at offset: Int) -> [SQLTableReference] {
    var scope: Int? = self.scope(at: offset)
    var found: [SQLTableReference] = []
    while let place = scope {
      for table in scopes[place].tables where !found.contains(table) { found.append(table) }
      scope = scopes[place].parent
    }
    return found
  }

  private func scope(at offset: Int) -> Int {
    guard let last = words.lastIndex(where: { $0.span.end <= offset }) else {
      return scopeOf.first ?? 0
    }
    // Behind `(` the scope is the one that begins there, behind `)` the one around it.
    if words[last].isMark("("), last + 1 < words.count { return scopeOf[last + 1] }
    return scopeOf[last]
  }
}

// MARK: - Finding scopes

extension SQLScopes {
  private static let compounds = ["union", "except", "intersect"]

  private mutating func findScopes() {
    var open: [(scope: Int, word: Int)] = []
    var current = 0
    for (index, word) in words.enumerated() {
      if word.isMark(")"), let last = open.popLast() {
        current = last.scope
        ends[last.word] = index + 1
      }
      if Self.compounds.contains(word.keyword) {
        scopes.append(Scope(parent: scopes[current].parent))
        current = scopes.count - 1
      }
      scopeOf.append(current)
      depthOf.append(open.count)
      scopes[current].words.append(index)
      guard word.isMark("(") else { continue }
      open.append((current, index))
      if index + 1 < words.count, SQLWords.queryLeads.contains(words[index + 1].keyword) {
        scopes.append(Scope(parent: current))
        current = scopes.count - 1
      }
    }
  }

  /// `with NAME [(COLUMNS)] as [not] [materialized] (SELECT)`, wherever it stands.
  private mutating func findCommonTables() {
    for (index, word) in words.enumerated() where word.keyword == "as" && index > 0 {
      var body = index + 1
      while body < words.count, ["not", "materialized"].contains(words[body].keyword) { body += 1 }
      guard body < words.count, words[body].isMark("("), body + 1 < words.count,
        SQLWords.queryLeads.contains(words[body + 1].keyword)
      else { continue }
      var name = index - 1
      var columns: [String]?
      if words[name].isMark(")"), let opening = ends.first(where: { $0.value == name + 1 })?.key,
        opening > 0
      {
        columns = words[opening..<name].filter(\.isName).map(\.text)
        name = opening - 1
      }
      guard words[name].isName, !words[name].isReserved else { continue }
      let inner = derived(scopeOf[body + 1])
      commonTables.append(
        SQLTableReference(
          name: words[name].text, alias: nil, columns: columns ?? inner.columns,
          origins: columns == nil ? inner.origins : []))
    }
  }
}

// MARK: - Tables and columns of a scope

extension SQLScopes {
  private func tables(of scope: Int) -> [SQLTableReference] {
    let own = scopes[scope].words
    var tables: [SQLTableReference] = []
    for place in own where SQLWords.tableWords.contains(words[place].keyword) {
      var at = place + 1
      while at < words.count, SQLWords.tableFillers.contains(words[at].keyword) { at += 1 }
      // The list goes on as long as commas do.
      while let (reference, after) = self.reference(at: at) {
        if !tables.contains(reference) { tables.append(reference) }
        guard words[place].keyword == "from", after < words.count, words[after].isMark(",") else {
          break
        }
        at = after + 1
      }
    }
    return tables
  }

  /// A table's name or a select in parentheses, with its alias, and the word after it.
  private func reference(at start: Int) -> (SQLTableReference, after: Int)? {
    guard start < words.count else { return nil }
    var reference: SQLTableReference
    var at = start + 1
    if words[start].isMark("(") {
      guard at < words.count, SQLWords.queryLeads.contains(words[at].keyword), let end = ends[start]
      else { return nil }
      let inner = derived(scopeOf[at])
      reference = SQLTableReference(
        name: "", alias: nil, columns: inner.columns, origins: inner.origins)
      at = end
    } else {
      guard words[start].isName, !words[start].isReserved else { return nil }
      reference = SQLTableReference(name: words[start].text, alias: nil)
      if let common = common(words[start].text) {
        (reference.columns, reference.origins) = (common.columns, common.origins)
      }
    }
    if at < words.count, words[at].keyword == "as" { at += 1 }
    if at < words.count, words[at].isName, !words[at].isReserved {
      reference.alias = words[at].text
      at += 1
    }
    return (reference, at)
  }

  private func common(_ name: String) -> SQLTableReference? {
    commonTables.first { NameRules.folded($0.name) == NameRules.folded(name) }
  }

  /// What a select gives: the columns that it names, and the tables of which it takes all.
  private func derived(_ scope: Int) -> (columns: [String], origins: [String]) {
    let own = scopes[scope].words
    guard let select = own.first(where: { words[$0].keyword == "select" }) else { return ([], []) }
    let depth = depthOf[select]
    let list = own.drop { $0 <= select }.prefix {
      !(words[$0].keyword == "from" && depthOf[$0] == depth)
        && !Self.compounds.contains(
          words[$0].keyword)
    }
    let items = list.filter { !["distinct", "all"].contains(words[$0].keyword) }
      .split { words[$0].isMark(",") && depthOf[$0] == depth }
    var columns: [String] = []
    var origins: [String] = []
    for item in items {
      guard let last = item.last else { continue }
      if words[last].isMark("*") {
        for table in tables(of: scope) {
          columns += table.columns
          origins += table.columns.isEmpty && table.origins.isEmpty ? [table.name] : table.origins
        }
      } else if words[last].isName, !words[last].isReserved, depthOf[last] == depth {
        columns.append(words[last].text)
      }
    }
    return (columns, origins)
  }
}
