import TerminalText

extension StatementParser {
  /// The verb of assertions: `assert`, perhaps a message in quotes, and SQL up to its `;`.
  ///
  ///     assert "no ride is lost" select count(*) = 211 from october;
  ///     assert not exists (select 1 from rejects);
  static let assertVerb = "assert"

  /// Where the verb of an assertion stands, or nil where SQL begins otherwise.
  func assertSpan(of slice: StatementSlice, in source: SourceText) -> SourceSpan? {
    let start = slice.content.start
    let span = SourceSpan(start, start + Self.assertVerb.utf8.count)
    guard grammar.verbs.contains(Self.assertVerb), span.end <= slice.content.end,
      source[span].lowercased() == Self.assertVerb
    else { return nil }
    return span
  }

  /// Reads what stands behind the verb of an assertion.
  ///
  /// The message is a text in double quotes, which SQL has no use for there; one in single quotes
  /// is a message before a query only, for it may begin an expression.
  func assertion(
    verb: SourceSpan, _ slice: StatementSlice, in source: SourceText
  ) throws(Diagnostic) -> Statement.Body {
    let end = slice.content.end
    var start = skipSpace(verb.end, to: end, in: source)
    var leaves: [CommandLeaf] = []
    guard let form = grammar.forms(of: Self.assertVerb).first else {
      throw SyntaxProblem.unknownVerb(Self.assertVerb, verbs: grammar.verbs).diagnostic(at: verb)
    }
    func fill(_ slot: String, with argument: ParsedArgument) {
      guard let leaf = form.pattern.leaf(of: slot, in: form) else { return }
      leaves.append(
        CommandLeaf(
          leaf: leaf, written: argument.canonical, binding: .init(slot: slot, argument: argument)))
    }
    if let message = message(from: start, to: end, in: source) {
      fill("MESSAGE", with: message)
      start = skipSpace(message.span.end, to: end, in: source)
    }
    guard start < end else {
      throw Diagnostic(
        code: .syntax, headline: "`assert` needs something to check", span: verb,
        expected: "a query that returns one value, or an expression",
        remedy: "for example: assert select count(*) > 0 from october;")
    }
    let span = SourceSpan(start, try lastWordEnd(from: start, to: end, in: source))
    let sql = source[span]
    fill("SQL", with: ParsedArgument(value: .text(sql), span: span, canonical: sql))
    return .command(ParsedCommand(form: form, leaves: leaves, verbSpan: verb))
  }

  private func message(from start: Int, to end: Int, in source: SourceText) -> ParsedArgument? {
    guard start < end, Ascii.isQuote(source.bytes[start]),
      let token = CommandLexer.tokens(of: source, in: SourceSpan(start, end)).first, token.isClosed
    else { return nil }
    if source.bytes[start] == Ascii.quote {
      let next = skipSpace(token.span.end, to: end, in: source)
      let word = source.bytes[next..<end].prefix(while: Ascii.isLetter)
      // Before other words it is a text of SQL.
      guard SQLWords.queryLeads.contains(String(decoding: word, as: UTF8.self).lowercased()) else {
        return nil
      }
    }
    return ParsedArgument(
      value: .text(token.text), span: token.span, canonical: NameRules.quoted(token.text))
  }

  /// Where the last token ends that is neither blank nor a comment: what follows would swallow `;`.
  ///
  /// Where the verb is cut, the line was taken for a command, whose quotes are fewer than SQL's.
  private func lastWordEnd(
    from start: Int, to end: Int, in source: SourceText
  ) throws(Diagnostic) -> Int {
    var at = start
    var last = start
    while at < end {
      let token = SQLToken.next(in: source.bytes, at: at, end: end)
      at = token.span.end
      guard token.kind != .space else { continue }
      guard token.isClosed else {
        throw SyntaxProblem.unfinished(.sqlQuote).diagnostic(at: token.span)
      }
      last = at
    }
    return last
  }

  /// The first byte at or after an offset that is neither blank nor in a comment of SQL.
  private func skipSpace(_ offset: Int, to end: Int, in source: SourceText) -> Int {
    var at = offset
    while at < end {
      let token = SQLToken.next(in: source.bytes, at: at, end: end)
      guard token.kind == .space else { break }
      at = token.span.end
    }
    return at
  }
}
