/// A table that an SQL statement names, or a select in parentheses that stands as one.
public struct SQLTableReference: Hashable, Sendable {
  /// Empty for a select in parentheses.
  public var name: String
  /// The name that the statement gives it, where it does.
  public var alias: String?
  /// The columns that the statement itself gives it, for a select and a table of `with`.
  public var columns: [String] = []
  /// The tables of which such a select takes all columns.
  public var origins: [String] = []

  /// What stands before a dot to mean it.
  public var shownName: String { alias ?? name }
}

/// What may stand at the cursor within SQL.
public struct SQLCompletion: Hashable, Sendable {
  /// True after `from`, `join`, `into`, `update` and the like, where a table's name stands.
  public var expectsTable: Bool
  /// The tables that the select at the cursor names, then those of the selects around it.
  public var tables: [SQLTableReference]
  /// The names that `with` defines.
  public var commonTables: [String]
  /// The name before the dot where one stands before the cursor: a table or an alias.
  public var qualifier: String?
  /// The column that the text at the cursor is compared with: `date = '2025`.
  public var comparedColumn: String?

  /// The references whose columns may stand at the cursor: those of the qualifier, or all.
  public var columnReferences: [SQLTableReference] {
    guard let qualifier else { return tables }
    let folded = NameRules.folded(qualifier)
    let named = tables.filter { NameRules.folded($0.shownName) == folded }
    return named.isEmpty ? [SQLTableReference(name: qualifier, alias: nil)] : named
  }
}

extension StatementParser {
  /// What may stand at the cursor of SQL; `slice` ends at the cursor, `source` is the whole text.
  func sqlCompletions(
    _ slice: StatementSlice, _ cursor: Int, _ source: SourceText
  ) -> CompletionContext {
    var context = CompletionContext.nothing(at: cursor)
    let (before, isInComment) = SQLWord.words(of: source, from: slice.content.start, to: cursor)
    guard !isInComment else { return context }
    var words = before
    if let last = words.last, last.span.end == cursor, last.isName || last.quote != nil,
      last.quote == nil || !last.isClosed
    {
      words.removeLast()
      context.replaced = last.span
      context.partial = last.text
      context.quote = last.quote.map { Character(Unicode.Scalar($0)) }
    }
    let isText = context.quote == "'"
    let compared = Self.comparedColumn(words)
    // A text in single quotes is a value: of use where a column is known that it is held against.
    if isText, compared == nil { return context }
    let whole = StatementSplitter.split(source, isFinal: true).last {
      $0.content.start == slice.content.start
    }
    // A text that is still open would swallow what follows the cursor.
    let end = isText ? context.replaced.start : whole?.content.end ?? cursor
    let all = SQLWord.words(of: source, from: slice.content.start, to: end).words
    let scopes = SQLScopes(all)
    var qualifier: String?
    if words.last?.text == ".", words.count > 1, words[words.count - 2].isName {
      qualifier = words[words.count - 2].text
    }
    context.sql = SQLCompletion(
      expectsTable: qualifier == nil && !isText && Self.expectsTable(words),
      tables: scopes.tables(at: context.replaced.start),
      commonTables: scopes.commonTables.map(\.name), qualifier: qualifier,
      comparedColumn: isText ? compared : nil)
    return context
  }

  private static func expectsTable(_ words: [SQLWord]) -> Bool {
    guard let last = words.last else { return false }
    if SQLWords.tableWords.contains(last.keyword) { return true }
    if SQLWords.tableFillers.contains(last.keyword) {
      let table = words.last { !SQLWords.tableFillers.contains($0.keyword) }
      return table.map { SQLWords.tableWords.contains($0.keyword) } ?? false
    }
    // `from a, ` names another table as long as nothing but names and commas came since.
    guard last.isMark(",") else { return false }
    let list = words.reversed().prefix { word in
      word.keyword == "as" || word.text == "," || word.isName && !word.isReserved
    }
    let front = words.dropLast(list.count).last
    return front?.keyword == "from"
  }

  /// The column in front of `=`, `<>`, `in (` or `like` at the end of some words.
  private static func comparedColumn(_ words: [SQLWord]) -> String? {
    var front = words[...]
    // The values of a list in front of this one.
    while let last = front.last, last.isMark(",") || last.quote == Ascii.quote {
      front.removeLast()
    }
    if front.last?.isMark("(") == true {
      front.removeLast()
      guard front.last?.keyword == "in" else { return nil }
    }
    let operators = ["=", "<", ">", "!"]
    guard let last = front.last,
      operators.contains(where: last.isMark) || ["in", "like", "is", "not"].contains(last.keyword)
    else { return nil }
    while let last = front.last,
      operators.contains(where: last.isMark) || ["in", "like", "is", "not"].contains(last.keyword)
    {
      front.removeLast()
    }
    guard let column = front.last, column.isName, !column.isReserved else { return nil }
    return column.text
  }
}
