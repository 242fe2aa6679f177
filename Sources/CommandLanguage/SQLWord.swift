/// A word, a quoted text or a mark of SQL, as completion sees it.
struct SQLWord {
  var text: String
  var span: SourceSpan
  var quote: UInt8?
  var isClosed: Bool

  /// The word in lower case; empty for what is quoted.
  var keyword: String { quote == nil ? text.lowercased() : "" }

  /// True for a bare word or a quoted name; strings in single quotes name nothing.
  var isName: Bool {
    quote.map { $0 != Ascii.quote } ?? (text.utf8.first.map(SQLToken.isIdentifierByte) ?? false)
  }

  /// Whether SQL itself uses the word, so that it names no table.
  var isReserved: Bool {
    quote == nil && (SQLWords.keywords.contains(keyword) || SQLWords.leads.contains(keyword))
  }

  func isMark(_ mark: String) -> Bool { quote == nil && text == mark }

  /// The words of a stretch of SQL, without comments.
  ///
  /// - Returns: The words, and whether the stretch ends within a comment.
  /// - Complexity: O(bytes).
  static func words(
    of source: SourceText, from start: Int, to end: Int
  ) -> (words: [SQLWord], endsInComment: Bool) {
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
}
