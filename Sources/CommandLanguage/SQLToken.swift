/// The kinds of token that decide where an SQL statement ends.
enum SQLTokenKind: Int {
  case semicolon, space, other, explain, create, temporary, trigger, end
}

/// One token of SQL, as `sqlite3_complete` sees it.
struct SQLToken {
  var kind: SQLTokenKind
  var span: SourceSpan
  /// False for a string, a quoted name or a comment whose end is missing.
  var isClosed: Bool

  /// The token at a byte; comments are space, as in SQLite.
  ///
  /// - Precondition: `start` is within `bytes`.
  static func next(in bytes: [UInt8], at start: Int, end: Int) -> SQLToken {
    func token(_ kind: SQLTokenKind, _ after: Int, isClosed: Bool = true) -> SQLToken {
      SQLToken(kind: kind, span: SourceSpan(start, min(after, end)), isClosed: isClosed)
    }
    func follows(_ byte: UInt8) -> Bool { start + 1 < end && bytes[start + 1] == byte }
    switch bytes[start] {
    case Ascii.semicolon: return token(.semicolon, start + 1)
    case Ascii.blank, Ascii.tab, Ascii.newline, Ascii.carriageReturn, 0x0C:
      return token(.space, start + 1)
    case Ascii.slash where follows(Ascii.star):
      var at = start + 2
      while at < end, !(bytes[at] == Ascii.star && at + 1 < end && bytes[at + 1] == Ascii.slash) {
        at += 1
      }
      return token(.space, at + 2, isClosed: at < end)
    case Ascii.minus where follows(Ascii.minus):
      var at = start + 2
      while at < end, bytes[at] != Ascii.newline { at += 1 }
      return token(.space, at + 1)
    case Ascii.bracket: return quoted(in: bytes, at: start, end: end, by: Ascii.closingBracket)
    case Ascii.backtick, Ascii.doubleQuote, Ascii.quote:
      return quoted(in: bytes, at: start, end: end, by: bytes[start])
    case let byte where isIdentifierByte(byte):
      var at = start + 1
      while at < end, isIdentifierByte(bytes[at]) { at += 1 }
      return token(keyword(bytes[start..<at]), at)
    default: return token(.other, start + 1)
    }
  }

  /// A doubled quote is two strings side by side here, which ends in the same place.
  private static func quoted(
    in bytes: [UInt8], at start: Int, end: Int, by closing: UInt8
  ) -> SQLToken {
    var at = start + 1
    while at < end, bytes[at] != closing { at += 1 }
    return SQLToken(
      kind: .other, span: SourceSpan(start, min(at + 1, end)), isClosed: at < end)
  }

  static func isIdentifierByte(_ byte: UInt8) -> Bool {
    Ascii.isNameByte(byte) || byte == 0x24
  }

  private static func keyword(_ word: ArraySlice<UInt8>) -> SQLTokenKind {
    guard word.count <= 9 else { return .other }
    switch String(decoding: word, as: UTF8.self).lowercased() {
    case "create": return .create
    case "temp", "temporary": return .temporary
    case "trigger": return .trigger
    case "end": return .end
    case "explain": return .explain
    default: return .other
    }
  }
}

/// What stands where in the text of a statement.
public enum SQLText {
  /// Whether each byte stands within quotes or a comment, their first and last ones counted.
  ///
  /// - Complexity: linear in the text.
  public static func quotedBytes(in code: String) -> [Bool] {
    let bytes = Array(code.utf8)
    var result: [Bool] = []
    while result.count < bytes.count {
      let token = SQLToken.next(in: bytes, at: result.count, end: bytes.count)
      let first = bytes[token.span.start]
      let isQuoted =
        Ascii.isQuote(first) || first == Ascii.backtick || first == Ascii.bracket
        || token.kind == .space && (first == Ascii.slash || first == Ascii.minus)
      result += repeatElement(isQuoted, count: token.span.end - token.span.start)
    }
    return result
  }
}
