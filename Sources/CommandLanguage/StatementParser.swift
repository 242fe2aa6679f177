/// Reads statements by a grammar.
///
///     let parser = StatementParser(grammar: grammar, mode: .script)
///     let source = SourceText("busy = select 1;\ntables")
///     for result in parser.statements(of: source) { … }
public struct StatementParser: Sendable {
  public enum Mode: Hashable, Sendable {
    /// Verbs may be cut to an unambiguous beginning.
    case prompt
    /// Verbs stand in full.
    case script
  }

  public let grammar: Grammar
  public let mode: Mode
  /// Names that no statement may give, folded.
  let reservedNames: Set<String>

  /// Takes a grammar.
  ///
  /// - Parameters:
  ///   - grammar: The commands.
  ///   - mode: Where the statements come from.
  ///   - reservedNames: Names of built-in tables, which no statement may give to its result.
  ///     Verbs, the words that begin SQL, `note` and `_` are refused in any case.
  public init(grammar: Grammar, mode: Mode, reservedNames: [String] = []) {
    self.grammar = grammar
    self.mode = mode
    let builtIn = ["note", "_"] + grammar.verbs + SQLWords.leads + SQLWords.refusedLeads
    self.reservedNames = Set((reservedNames + builtIn).map { NameRules.folded($0) })
  }

  /// Reads each statement of a whole text; a mistake costs only its own statement.
  public func statements(of source: SourceText) -> [Result<Statement, Diagnostic>] {
    StatementSplitter.split(source, isFinal: true).map { parse($0, in: source) }
  }

  /// Reads one statement.
  ///
  /// - Parameters:
  ///   - slice: The statement as the splitter found it in `source`.
  ///   - source: The text; spans of the outcome count its bytes.
  /// - Returns: The statement, or the one mistake that keeps it from being one.
  /// - Complexity: linear in the statement for SQL and notes; for commands also in the number of
  ///   the verb's forms.
  public func parse(
    _ slice: StatementSlice, in source: SourceText
  ) -> Result<Statement, Diagnostic> {
    do throws(Diagnostic) {
      return .success(try statement(slice, in: source))
    } catch {
      return .failure(error)
    }
  }

  private func statement(
    _ slice: StatementSlice, in source: SourceText
  ) throws(Diagnostic) -> Statement {
    let span = source.clamped(slice.span)
    if let offset = source.bytes[span.range].firstIndex(of: 0) {
      throw SyntaxProblem.nulCharacter.diagnostic(at: SourceSpan(offset, offset + 1))
    }
    if !slice.isComplete, let opening = slice.opening {
      let place = slice.openingSpan ?? SourceSpan(at: slice.span.end)
      let problem =
        opening == .commandQuote ? SyntaxProblem.unclosedQuote : .unfinished(opening)
      throw problem.diagnostic(at: place)
    }
    let name = try resultName(slice, in: source)
    return Statement(
      span: slice.span, content: slice.content, resultName: name,
      resultNameSpan: slice.resultName, body: try body(slice, in: source, name: name))
  }

  private func resultName(
    _ slice: StatementSlice, in source: SourceText
  ) throws(Diagnostic) -> String? {
    guard let span = slice.resultName else { return nil }
    guard slice.kind != .note else {
      throw SyntaxProblem.namedNote.diagnostic(at: span)
    }
    let token = CommandLexer.tokens(of: source, in: span).first
    guard let token, token.span == span, !token.text.isEmpty,
      token.kind == .quoted || NameRules.isBareName(token.text)
    else {
      let text = token?.kind == .quoted ? token?.text ?? "" : source[span]
      throw SyntaxProblem.badResultName(text).diagnostic(at: span)
    }
    guard !reservedNames.contains(NameRules.folded(token.text)) else {
      throw SyntaxProblem.reservedResultName(token.text).diagnostic(at: span)
    }
    return token.text
  }

  private func body(
    _ slice: StatementSlice, in source: SourceText, name: String?
  ) throws(Diagnostic) -> Statement.Body {
    switch slice.kind {
    case .sql:
      if let verb = assertSpan(of: slice, in: source) {
        return try assertion(verb: verb, slice, in: source)
      }
      return .sql(source[slice.content] + ";")
    case .note:
      return .note(try noteText(slice, in: source))
    case .command:
      if let name, slice.content.isEmpty {
        throw SyntaxProblem.emptyResult(name: name).diagnostic(
          at: slice.resultName ?? slice.content)
      }
      let tokens = CommandLexer.tokens(of: source, in: slice.content)
      return try command(tokens, slice, in: source, isNamed: name != nil)
    }
  }

  // MARK: Notes

  private func noteText(
    _ slice: StatementSlice, in source: SourceText
  ) throws(Diagnostic) -> String {
    let bytes = source.bytes
    let end = slice.content.end
    var at = min(slice.content.start + "note".utf8.count, end)
    let wordEnd = at
    while at < end, Ascii.isBlank(bytes[at]) { at += 1 }
    guard at < end else {
      throw SyntaxProblem.emptyNote.diagnostic(at: SourceSpan(slice.content.start, wordEnd))
    }
    if Ascii.isQuote(bytes[at]) {
      let tokens = CommandLexer.tokens(of: source, in: SourceSpan(at, end))
      if tokens.count > 1 {
        throw SyntaxProblem.afterNote(source[tokens[1].span]).diagnostic(at: tokens[1].span)
      }
      let text = NoteText.normalised(tokens.first?.text ?? "")
      guard !text.isEmpty else {
        throw SyntaxProblem.emptyNote.diagnostic(at: SourceSpan(at, end))
      }
      return text
    }
    let lineEnd = bytes[at..<end].firstIndex(of: Ascii.newline) ?? end
    guard at == lineEnd || bytes[at] == Ascii.hash && at > wordEnd else {
      throw SyntaxProblem.bareNote.diagnostic(at: SourceSpan(at, end))
    }
    let text = NoteText.block(bytes[min(lineEnd + 1, end)..<end])
    guard !text.isEmpty else {
      throw SyntaxProblem.emptyNote.diagnostic(at: SourceSpan(slice.content.start, wordEnd))
    }
    return text
  }

  // MARK: Commands

  private func command(
    _ tokens: [CommandToken], _ slice: StatementSlice, in source: SourceText, isNamed: Bool
  ) throws(Diagnostic) -> Statement.Body {
    guard let first = tokens.first else {
      throw SyntaxProblem.unknownVerb("", verbs: grammar.verbs).diagnostic(at: slice.span)
    }
    try checkCharacters(of: tokens)
    let verb = try verb(first, in: source)
    // Only the full word reads as a note before the grammar is asked; `not "…"` at the prompt too.
    if verb == "note", tokens.count == 2, tokens[1].kind == .quoted, !isNamed {
      let text = NoteText.normalised(tokens[1].text)
      guard !text.isEmpty else { throw SyntaxProblem.emptyNote.diagnostic(at: tokens[1].span) }
      return .note(text)
    }
    if verb == Self.assertVerb {
      return try assertion(verb: first.span, slice, in: source)
    }
    let forms = grammar.forms(of: verb)
    let matcher = matcher(for: verb, tokens: Array(tokens.dropFirst()), in: source)
    guard let (index, leaves) = matcher.match(forms) else {
      let analysis = FailureAnalysis(
        verb: verb, verbs: grammar.verbs, tokens: Array(tokens.dropFirst()),
        failure: matcher.failure, end: slice.content.end)
      throw analysis.diagnostic(in: source)
    }
    return .command(
      ParsedCommand(form: forms[index], leaves: leaves, verbSpan: first.span))
  }

  /// Refuses what a word processor puts in the place of quotes and blanks.
  private func checkCharacters(of tokens: [CommandToken]) throws(Diagnostic) {
    for token in tokens where token.kind == .word {
      var offset = token.span.start
      for scalar in token.text.unicodeScalars {
        let span = SourceSpan(offset, offset + scalar.utf8.count)
        if "“”„«»".unicodeScalars.contains(scalar) {
          throw SyntaxProblem.curlyQuote(String(scalar)).diagnostic(at: span)
        }
        if scalar == "\u{A0}" || scalar == "\u{202F}" {
          throw SyntaxProblem.hardBlank.diagnostic(at: span)
        }
        offset = span.end
      }
    }
  }

  func matcher(
    for verb: String, tokens: [CommandToken], in source: SourceText
  ) -> FormMatcher {
    let keywords = grammar.forms(of: verb).first?.keywords ?? []
    let reader = SlotReader(reservedNames: reservedNames, keywords: keywords)
    return FormMatcher(tokens: tokens, source: source, reader: reader)
  }

  /// The full verb that a token stands for.
  private func verb(
    _ token: CommandToken, in source: SourceText
  ) throws(Diagnostic) -> String {
    let word = token.text.lowercased()
    let isWord = token.kind == .word
    if isWord, grammar.verbs.contains(word) { return word }
    let candidates = isWord && !word.isEmpty ? grammar.verbs(beginningWith: word) : []
    let problem: SyntaxProblem
    switch (candidates.count, mode) {
    case (1, .prompt): return candidates[0]
    case (1, .script): problem = .cutVerb(token.text, full: candidates[0])
    case (2..., .prompt): problem = .ambiguousVerb(token.text, candidates)
    default:
      let known = grammar.verbs + ["note"] + SQLWords.leads
      problem = .unknownVerb(isWord ? token.text : source[token.span], verbs: known)
    }
    throw problem.diagnostic(at: token.span)
  }
}

extension NoteText {
  /// The text of a block's lines: without the dot that ends it, line endings as LF.
  static func block(_ bytes: ArraySlice<UInt8>) -> String {
    var lines = bytes.split(separator: Ascii.newline, omittingEmptySubsequences: false)
    if let last = lines.last, last.isEmpty || endsBlock(last) { lines.removeLast() }
    let text = lines.map { line in
      String(
        decoding: line.last == Ascii.carriageReturn ? line.dropLast() : line, as: UTF8.self)
    }
    return normalised(text.joined(separator: "\n"))
  }
}
