/// One token of a command.
public struct CommandToken: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A bare word; slots read numbers, dates, names and paths out of it.
    case word
    /// A text in `"…"` or `'…'`.
    case quoted
    case comma, open, close, equals

    /// The mark as written; empty for words.
    var mark: String {
      switch self {
      case .word, .quoted: ""
      case .comma: ","
      case .open: "("
      case .close: ")"
      case .equals: "="
      }
    }
  }

  public var kind: Kind
  /// The word, or the text without its quotes, doubled ones halved.
  public var text: String
  public var span: SourceSpan
  /// False for a quoted text without its closing quote.
  public var isClosed = true

  /// True for a bare word that equals a lower-case ASCII word, without case.
  func isWord(_ word: String) -> Bool {
    kind == .word && text.utf8.count == word.utf8.count && text.lowercased() == word
  }
}

/// Cuts a command into tokens.
public enum CommandLexer {
  /// The tokens of a stretch of a source; never fails.
  ///
  /// - Complexity: linear in the stretch.
  public static func tokens(of source: SourceText, in span: SourceSpan) -> [CommandToken] {
    let bytes = source.bytes
    let end = min(span.end, bytes.count)
    var tokens: [CommandToken] = []
    var at = max(span.start, 0)
    while at < end {
      let byte = bytes[at]
      if Ascii.isBlank(byte) || byte == Ascii.newline || byte == Ascii.semicolon {
        at += 1
        continue
      }
      let token = token(in: bytes, at: at, end: end)
      tokens.append(token)
      at = max(token.span.end, at + 1)
    }
    return tokens
  }

  private static func token(in bytes: [UInt8], at start: Int, end: Int) -> CommandToken {
    func mark(_ kind: CommandToken.Kind) -> CommandToken {
      CommandToken(kind: kind, text: kind.mark, span: SourceSpan(start, start + 1))
    }
    switch bytes[start] {
    case Ascii.comma: return mark(.comma)
    case Ascii.open: return mark(.open)
    case Ascii.close: return mark(.close)
    case Ascii.equals: return mark(.equals)
    case let byte where Ascii.isQuote(byte): return quoted(in: bytes, at: start, end: end)
    default:
      var at = start
      while at < end, !Ascii.endsWord(bytes[at]) { at += 1 }
      return CommandToken(
        kind: .word, text: String(decoding: bytes[start..<at], as: UTF8.self),
        span: SourceSpan(start, at))
    }
  }

  private static func quoted(in bytes: [UInt8], at start: Int, end: Int) -> CommandToken {
    let quote = bytes[start]
    var text: [UInt8] = []
    var at = start + 1
    while at < end {
      if bytes[at] == quote {
        guard at + 1 < end, bytes[at + 1] == quote else {
          return CommandToken(
            kind: .quoted, text: String(decoding: text, as: UTF8.self),
            span: SourceSpan(start, at + 1))
        }
        at += 1
      }
      text.append(bytes[at])
      at += 1
    }
    return CommandToken(
      kind: .quoted, text: String(decoding: text, as: UTF8.self), span: SourceSpan(start, end),
      isClosed: false)
  }
}
