/// One thing that may stand at the cursor.
public enum CompletionItem: Hashable, Sendable {
  /// A command, or a word that begins SQL or a note.
  case verb(String)
  /// A word of the command's form, of a slot's choices or of its phrases.
  case keyword(String)
  /// A value for this slot, whose candidates the host knows by its kind.
  case value(CommandParameter)
}

/// What may stand at the cursor and what a completion would replace.
public struct CompletionContext: Hashable, Sendable {
  /// The word or quoted text before the cursor, with its opening quote; empty between words.
  public var replaced: SourceSpan
  /// What is typed of it, without the quote.
  public var partial: String
  /// The quote that is open at the cursor, or nil outside quotes.
  public var quote: Character?
  /// What may stand there; empty within SQL, comments and notes.
  public var items: [CompletionItem]
  /// Set within SQL.
  public var sql: SQLCompletion?
  /// The full verb of the command at the cursor, once it is typed.
  public var verb: String?
  /// What the command's slots were given before the cursor, as far as it can be read.
  public var words: [String]

  /// The words among the items that go on with what is typed, in the order of the grammar.
  public var matchingWords: [String] {
    guard quote == nil else { return [] }
    let start = NameRules.folded(partial)
    return items.compactMap { item in
      switch item {
      case .verb(let word), .keyword(let word):
        NameRules.folded(word).hasPrefix(start) ? word : nil
      case .value: nil
      }
    }
  }

  static func nothing(at offset: Int) -> CompletionContext {
    CompletionContext(
      replaced: SourceSpan(at: offset), partial: "", quote: nil, items: [], sql: nil, verb: nil,
      words: [])
  }
}

extension StatementParser {
  /// What may stand at the cursor.
  ///
  ///     parser.completions(of: "load x a", cursor: 8)
  ///     // replaces "a"; items: keyword "as", keyword "sheet", …
  ///
  /// - Parameters:
  ///   - text: Everything typed so far, over all lines of the statement.
  ///   - cursor: The cursor's place in UTF-8 bytes; a place beyond the text means its end.
  /// - Returns: The items, and the stretch before the cursor that a completion replaces.
  public func completions(of text: String, cursor: Int) -> CompletionContext {
    let source = SourceText(text)
    let cursor = min(max(cursor, 0), source.bytes.count)
    let before = SourceText(String(decoding: source.bytes[..<cursor], as: UTF8.self))
    // A cursor within a character decodes to another length; no editor stops there.
    guard before.bytes.count == cursor else { return .nothing(at: cursor) }
    let last = StatementSplitter.split(before, isFinal: false).last
    guard let slice = last, !slice.isTerminated else {
      let start = last?.nextOffset ?? 0
      return Self.isComment(before, from: start)
        ? .nothing(at: cursor) : commandCompletions([], cursor, before, isNamed: false)
    }
    switch slice.kind {
    case .note: return noteCompletions(slice, cursor, before)
    case .sql:
      let lead = CommandLexer.tokens(of: before, in: slice.content)
      if lead.count == 1, lead[0].span.end == cursor {
        return commandCompletions(lead, cursor, before, isNamed: slice.resultName != nil)
      }
      return sqlCompletions(slice, cursor, source)
    case .command:
      guard !Self.isComment(before, from: slice.content.end) else { return .nothing(at: cursor) }
      let tokens = CommandLexer.tokens(of: before, in: slice.content)
      return commandCompletions(tokens, cursor, before, isNamed: slice.resultName != nil)
    }
  }

  /// True where something other than blanks stands between the last word and the cursor.
  private static func isComment(_ source: SourceText, from offset: Int) -> Bool {
    let rest = source.bytes[min(offset, source.bytes.count)...]
    let line = rest.split(separator: Ascii.newline, omittingEmptySubsequences: false).last ?? []
    return line.contains { !Ascii.isBlank($0) && $0 != Ascii.semicolon }
  }

  private func noteCompletions(
    _ slice: StatementSlice, _ cursor: Int, _ source: SourceText
  ) -> CompletionContext {
    // The word itself may still be completed.
    guard slice.content.end == cursor, slice.content.count == "note".utf8.count else {
      return .nothing(at: cursor)
    }
    let tokens = CommandLexer.tokens(of: source, in: slice.content)
    return commandCompletions(tokens, cursor, source, isNamed: slice.resultName != nil)
  }

  private func commandCompletions(
    _ tokens: [CommandToken], _ cursor: Int, _ source: SourceText, isNamed: Bool
  ) -> CompletionContext {
    var context = CompletionContext.nothing(at: cursor)
    var tokens = tokens
    // The token that touches the cursor is being typed; after a closed quote it is done.
    if let last = tokens.last, last.span.end == cursor,
      last.kind == .word || last.kind == .quoted && !last.isClosed
    {
      tokens.removeLast()
      context.replaced = last.span
      context.partial = last.text
      if last.kind == .quoted {
        context.quote = source.bytes[last.span.start] == Ascii.quote ? "'" : "\""
      }
    }
    context.words = tokens.dropFirst().map(\.text)
    guard let first = tokens.first else {
      context.items = verbItems(isNamed: isNamed)
      return context
    }
    let word = first.text.lowercased()
    let candidates = grammar.verbs.contains(word) ? [word] : grammar.verbs(beginningWith: word)
    guard candidates.count == 1, first.kind == .word else { return context }
    context.verb = candidates[0]
    let matcher = matcher(for: candidates[0], tokens: Array(tokens.dropFirst()), in: source)
    let failure = matcher.expectationsAtEnd(grammar.forms(of: candidates[0]))
    guard failure.index == tokens.count - 1 else { return context }
    context.items = Self.items(failure.expectations)
    // What goes on so is SQL, such as SQLite's own explain, which no form of a command describes.
    if tokens.count == 1, case .sql(let next, _)? = SQLWords.pairs[candidates[0]] {
      context.items.append(.keyword(next))
    }
    return context
  }

  private func verbItems(isNamed: Bool) -> [CompletionItem] {
    let others = (isNamed ? [] : ["note"]) + SQLWords.leads.filter { SQLWords.pairs[$0] == nil }
    return grammar.verbs.filter { !isNamed || $0 != "note" }.map { .verb($0) }
      + others.filter { !grammar.verbs.contains($0) }.map { .verb($0) }
  }

  private static func items(_ expectations: [Expectation]) -> [CompletionItem] {
    var items: [CompletionItem] = []
    func add(_ item: CompletionItem) {
      if !items.contains(item) { items.append(item) }
    }
    for expectation in expectations {
      switch expectation {
      case .keyword(let word): add(.keyword(word))
      case .mark, .end: break
      case .slot(let parameter):
        switch parameter.kind {
        case .word(let choices): choices.forEach { add(.keyword($0)) }
        case .phrase(let phrases):
          for phrase in phrases {
            if let word = phrase.split(separator: " ").first.map(String.init),
              UsageParser.isKeyword(word)
            {
              add(.keyword(word))
            }
          }
        default: add(.value(parameter))
        }
      }
    }
    return items
  }
}
