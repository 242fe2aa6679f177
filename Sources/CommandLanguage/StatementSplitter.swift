/// Cuts a text into statements, without knowing any command.
///
/// A command ends with its line or at `;` outside quotes, SQL and `assert` at a `;` that completes
/// them as SQLite judges, a note with its quote or with a line that holds `.` alone. Blanks, lone `;` and
/// comments between statements belong to none.
public enum StatementSplitter {
  /// Cuts a text into statements.
  ///
  /// - Parameters:
  ///   - text: Any text; line endings may be LF or CR LF.
  ///   - isFinal: True where no more text will come, so that its end ends a statement.
  /// - Returns: The statements in the order of the text; they do not overlap.
  /// - Complexity: linear in the text.
  public static func split(_ text: String, isFinal: Bool) -> [StatementSlice] {
    split(Array(text.utf8), isFinal: isFinal)
  }

  public static func split(_ source: SourceText, isFinal: Bool) -> [StatementSlice] {
    split(source.bytes, isFinal: isFinal)
  }

  static func split(_ bytes: [UInt8], isFinal: Bool) -> [StatementSlice] {
    let scanner = StatementScanner(bytes: bytes, isFinal: isFinal)
    var slices: [StatementSlice] = []
    var at = 0
    while let slice = scanner.statement(from: at) {
      slices.append(slice)
      at = max(slice.nextOffset, at + 1)
    }
    return slices
  }
}

/// Finds the next statement of a text.
struct StatementScanner {
  let bytes: [UInt8]
  let isFinal: Bool

  /// The first statement at or after an offset, or nil where only blanks and comments are left.
  func statement(from offset: Int) -> StatementSlice? {
    let start = skipBetween(offset)
    guard start < bytes.count else { return nil }
    let name = resultName(at: start)
    let body = name.map { skipBlanks(after: $0.end) } ?? start
    var slice = statement(at: body)
    slice.resultName = name.map { SourceSpan($0.start, $0.nameEnd) }
    slice.span = SourceSpan(start, slice.span.end)
    return slice
  }

  private func statement(at start: Int) -> StatementSlice {
    let (word, end) = self.word(at: start)
    switch word {
    case "note": return note(at: start, afterWord: end)
    // An assertion is a command whose words are SQL: it ends as SQL does.
    case StatementParser.assertVerb: return sql(at: start)
    case _ where isCommand(word, before: end): return command(at: start)
    case _ where SQLWords.refusedLeads.contains(word): return sql(at: start, endsWithLine: true)
    case _ where SQLWords.leads.contains(word): return sql(at: start)
    default: return startsComment(start) ? sql(at: start) : command(at: start)
    }
  }

  // MARK: Between statements

  /// Skips blanks, empty statements and whole comments.
  private func skipBetween(_ offset: Int) -> Int {
    var at = offset
    // A byte order mark is no part of the first statement.
    if at == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    while at < bytes.count {
      switch bytes[at] {
      case let byte where Ascii.isBlank(byte): at += 1
      case Ascii.newline, Ascii.semicolon: at += 1
      case Ascii.hash: at = lineEnd(at)
      case Ascii.minus where at + 1 < bytes.count && bytes[at + 1] == Ascii.minus:
        at = lineEnd(at)
      case Ascii.slash where startsComment(at):
        let comment = SQLToken.next(in: bytes, at: at, end: bytes.count)
        guard comment.isClosed else { return at }
        at = comment.span.end
      default: return at
      }
    }
    return at
  }

  private func startsComment(_ at: Int) -> Bool {
    at + 1 < bytes.count && bytes[at] == Ascii.slash && bytes[at + 1] == Ascii.star
  }

  func lineEnd(_ offset: Int) -> Int {
    var at = offset
    while at < bytes.count, bytes[at] != Ascii.newline { at += 1 }
    return at
  }

  func skipBlanks(after offset: Int) -> Int {
    var at = offset
    while at < bytes.count, Ascii.isBlank(bytes[at]) { at += 1 }
    return at
  }

  // MARK: The beginning of a statement

  /// A `NAME =` at an offset; `==` is not one.
  private func resultName(at start: Int) -> (start: Int, nameEnd: Int, end: Int)? {
    var at = start
    if Ascii.isQuote(bytes[start]) {
      guard let end = closingQuote(from: start, stopsAtLineEnd: true) else { return nil }
      at = end
    } else {
      while at < bytes.count, !Ascii.endsWord(bytes[at]) { at += 1 }
    }
    guard at > start else { return nil }
    let equals = skipBlanks(after: at)
    guard equals < bytes.count, bytes[equals] == Ascii.equals else { return nil }
    if equals + 1 < bytes.count, bytes[equals + 1] == Ascii.equals { return nil }
    return (start, at, equals + 1)
  }

  /// The lower-case ASCII word at an offset, empty where a longer name or none stands there.
  private func word(at start: Int) -> (String, Int) {
    var at = start
    while at < bytes.count, Ascii.isNameByte(bytes[at]) { at += 1 }
    let word = bytes[start..<at]
    guard word.allSatisfy(Ascii.isLetter) else { return ("", at) }
    return (String(decoding: word, as: UTF8.self).lowercased(), at)
  }

  /// Whether a word that may begin SQL begins a command before what follows it.
  private func isCommand(_ lead: String, before offset: Int) -> Bool {
    guard let pair = SQLWords.pairs[lead] else { return false }
    return !pair.isSQL(before: word(at: skipBlanks(after: offset)).0)
  }

  /// The offset after the quote that closes the one at `start`, a doubled one being text.
  func closingQuote(from start: Int, stopsAtLineEnd: Bool) -> Int? {
    let quote = bytes[start]
    var at = start + 1
    while at < bytes.count {
      if bytes[at] == quote {
        guard at + 1 < bytes.count, bytes[at + 1] == quote else { return at + 1 }
        at += 1
      } else if stopsAtLineEnd, bytes[at] == Ascii.newline {
        return nil
      }
      at += 1
    }
    return nil
  }
}
