/// A table that an SQL statement names.
public struct SQLTableReference: Hashable, Sendable {
  public var name: String
  /// The name that the statement gives it, where it does.
  public var alias: String?
}

/// What may stand at the cursor within SQL.
public struct SQLCompletion: Hashable, Sendable {
  /// True after `from`, `join`, `into`, `update` and the like, where a table's name stands.
  public var expectsTable: Bool
  /// The tables that the whole statement names, in its order; their columns may stand here.
  public var tables: [SQLTableReference]
  /// The name before the dot where one stands before the cursor: a table or an alias.
  public var qualifier: String?

  /// The tables whose columns may stand at the cursor: those of the qualifier, or all.
  public var columnTables: [String] {
    guard let qualifier else { return tables.map(\.name) }
    let folded = NameRules.folded(qualifier)
    let named = tables.filter { NameRules.folded($0.alias ?? $0.name) == folded }
    return named.isEmpty ? [qualifier] : named.map(\.name)
  }
}

/// A word, a quoted text or a mark of SQL, as completion sees it.
private struct SQLWord {
  var text: String
  var span: SourceSpan
  var quote: UInt8?
  var isClosed: Bool

  var keyword: String { quote == nil ? text.lowercased() : "" }
  /// True for a bare word or a quoted name; strings in single quotes name nothing.
  var isName: Bool {
    quote.map { $0 != Ascii.quote } ?? (text.utf8.first.map(SQLToken.isIdentifierByte) ?? false)
  }
}

extension StatementParser {
  /// What may stand at the cursor of SQL; `slice` ends at the cursor, `source` is the whole text.
  func sqlCompletions(
    _ slice: StatementSlice, _ cursor: Int, _ source: SourceText
  ) -> CompletionContext {
    var context = CompletionContext.nothing(at: cursor)
    let (before, isInComment) = Self.words(source, from: slice.content.start, to: cursor)
    guard !isInComment else { return context }
    var words = before
    if let last = words.last, last.span.end == cursor, last.isName || last.quote != nil,
      last.quote == nil || !last.isClosed
    {
      words.removeLast()
      context.replaced = last.span
      context.partial = last.text
      context.quote = last.quote.map { Character(Unicode.Scalar($0)) }
      // A string in single quotes is a value, not a name.
      if last.quote == Ascii.quote { return context }
    }
    let whole = StatementSplitter.split(source, isFinal: true).last {
      $0.content.start == slice.content.start
    }
    let all = Self.words(source, from: slice.content.start, to: whole?.content.end ?? cursor).0
    var qualifier: String?
    if words.last?.text == ".", words.count > 1, words[words.count - 2].isName {
      qualifier = words[words.count - 2].text
    }
    context.sql = SQLCompletion(
      expectsTable: qualifier == nil && Self.expectsTable(words), tables: Self.tables(all),
      qualifier: qualifier)
    return context
  }

  private static func words(
    _ source: SourceText, from start: Int, to end: Int
  ) -> ([SQLWord], isInComment: Bool) {
    let bytes = source.bytes
    var words: [SQLWord] = []
    var at = start
    while at < end {
      let token = SQLToken.next(in: bytes, at: at, end: end)
      at = token.span.end
      guard token.kind != .space else {
        let isOpenLine = bytes[token.span.start] == Ascii.minus && bytes[at - 1] != Ascii.newline
        if at == end, !token.isClosed || isOpenLine { return (words, true) }
        continue
      }
      let first = bytes[token.span.start]
      let isQuoted =
        Ascii.isQuote(first) || first == Ascii.backtick || first == Ascii.bracket
      let inner = SourceSpan(token.span.start + 1, token.isClosed ? at - 1 : at)
      words.append(
        SQLWord(
          text: source[isQuoted ? inner : token.span], span: token.span,
          quote: isQuoted ? first : nil, isClosed: token.isClosed))
    }
    return (words, false)
  }

  private static let tableWords = ["from", "join", "into", "update", "table"]
  /// Words that may stand between a table word and the name: `create table if not exists x`.
  private static let fillers = ["if", "not", "exists", "or", "replace", "ignore"]

  private static func expectsTable(_ words: [SQLWord]) -> Bool {
    guard let last = words.last else { return false }
    if tableWords.contains(last.keyword) { return true }
    if fillers.contains(last.keyword) {
      let table = words.last { !fillers.contains($0.keyword) }
      return table.map { tableWords.contains($0.keyword) } ?? false
    }
    // `from a, ` names another table as long as nothing but names and commas came since.
    guard last.text == ",", last.quote == nil else { return false }
    let list = words.reversed().prefix { word in
      word.keyword == "as" || word.text == "," || word.isName && !isKeyword(word)
    }
    let front = words.dropLast(list.count).last
    return front?.keyword == "from"
  }

  private static func isKeyword(_ word: SQLWord) -> Bool {
    word.quote == nil
      && (SQLWords.keywords.contains(word.keyword) || SQLWords.leads.contains(word.keyword))
  }

  private static func tables(_ words: [SQLWord]) -> [SQLTableReference] {
    var tables: [SQLTableReference] = []
    var at = 0
    while at < words.count {
      let word = words[at]
      at += 1
      guard tableWords.contains(word.keyword) else { continue }
      while at < words.count, fillers.contains(words[at].keyword) { at += 1 }
      // The list goes on as long as commas do.
      repeat {
        if at < words.count, words[at].text == ",", words[at].quote == nil { at += 1 }
        guard at < words.count, words[at].isName, !isKeyword(words[at]) else { break }
        var reference = SQLTableReference(name: words[at].text, alias: nil)
        at += 1
        if at < words.count, words[at].keyword == "as" { at += 1 }
        if at < words.count, words[at].isName, !isKeyword(words[at]) {
          reference.alias = words[at].text
          at += 1
        }
        if !tables.contains(reference) { tables.append(reference) }
      } while at < words.count && words[at].text == "," && words[at].quote == nil
        && word.keyword == "from"
    }
    return tables
  }
}
