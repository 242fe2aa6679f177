extension StatementScanner {
  // MARK: Commands

  func command(at start: Int) -> StatementSlice {
    line(from: start, start: start, kind: .command)
  }

  /// Reads on to the end of a command's line or to its `;`.
  func line(from offset: Int, start: Int, kind: StatementSlice.Kind) -> StatementSlice {
    var at = offset
    var contentEnd = offset
    var openingSpan: SourceSpan?
    var isTerminated = false
    var next = bytes.count
    scan: while at < bytes.count {
      switch bytes[at] {
      case Ascii.newline:
        isTerminated = true
        next = at + 1
        break scan
      case Ascii.semicolon:
        isTerminated = true
        next = at + 1
        break scan
      case Ascii.hash where at == 0 || Ascii.isBlank(bytes[at - 1]):
        at = lineEnd(at)
      case let byte where Ascii.isBlank(byte): at += 1
      case let byte where Ascii.isQuote(byte):
        if let end = closingQuote(from: at, stopsAtLineEnd: true) {
          at = end
        } else {
          openingSpan = SourceSpan(at, trimmedLineEnd(at))
          at = lineEnd(at)
        }
        contentEnd = min(at, openingSpan?.end ?? at)
      default:
        at += 1
        contentEnd = at
      }
    }
    let hasSemicolon = at < bytes.count && bytes[at] == Ascii.semicolon
    return StatementSlice(
      kind: kind, span: SourceSpan(start, hasSemicolon ? at + 1 : contentEnd),
      content: SourceSpan(start, contentEnd), resultName: nil, isComplete: openingSpan == nil,
      isTerminated: isTerminated, opening: openingSpan == nil ? nil : .commandQuote,
      openingSpan: openingSpan, nextOffset: next)
  }

  private func trimmedLineEnd(_ offset: Int) -> Int {
    var end = lineEnd(offset)
    while end > offset + 1, Ascii.isBlank(bytes[end - 1]) { end -= 1 }
    return end
  }

  // MARK: SQL

  /// Reads SQL to the `;` that completes it; a refused word ends with its line already.
  func sql(at start: Int, endsWithLine: Bool = false) -> StatementSlice {
    var machine = SQLCompletenessMachine()
    var at = start
    var contentEnd = start
    while at < bytes.count {
      let token = SQLToken.next(in: bytes, at: at, end: bytes.count)
      guard token.isClosed else {
        let isComment = token.kind == .space
        return openSQL(
          start, contentEnd: trimmed(start, bytes.count),
          opening: isComment ? .sqlComment : .sqlQuote, at: token.span)
      }
      machine.advance(token.kind)
      if token.kind == .semicolon, machine.state == .start {
        return closedSQL(start, contentEnd: contentEnd, end: token.span.end, next: token.span.end)
      }
      if endsWithLine, token.kind == .space, holdsNewline(token.span) {
        return closedSQL(start, contentEnd: contentEnd, end: contentEnd, next: token.span.end)
      }
      if token.kind != .space { contentEnd = token.span.end }
      at = token.span.end
    }
    if endsWithLine {
      return closedSQL(
        start, contentEnd: contentEnd, end: contentEnd, next: at, isTerminated: false)
    }
    let opening: StatementSlice.Opening = machine.isInTrigger ? .trigger : .sql
    return openSQL(start, contentEnd: contentEnd, opening: opening, at: SourceSpan(at: contentEnd))
  }

  private func holdsNewline(_ span: SourceSpan) -> Bool {
    bytes[span.range].contains(Ascii.newline)
  }

  private func closedSQL(
    _ start: Int, contentEnd: Int, end: Int, next: Int, isTerminated: Bool = true
  ) -> StatementSlice {
    StatementSlice(
      kind: .sql, span: SourceSpan(start, end), content: SourceSpan(start, contentEnd),
      resultName: nil, isComplete: true, isTerminated: isTerminated, opening: nil,
      openingSpan: nil, nextOffset: next)
  }

  private func openSQL(
    _ start: Int, contentEnd: Int, opening: StatementSlice.Opening, at place: SourceSpan
  ) -> StatementSlice {
    // The text's end may stand for the `;`, but not for a quote's, comment's or trigger's end.
    let isComplete = isFinal && opening == .sql
    return StatementSlice(
      kind: .sql, span: SourceSpan(start, contentEnd), content: SourceSpan(start, contentEnd),
      resultName: nil, isComplete: isComplete, isTerminated: false,
      opening: isComplete ? nil : opening, openingSpan: isComplete ? nil : place,
      nextOffset: bytes.count)
  }

  private func trimmed(_ start: Int, _ offset: Int) -> Int {
    var end = offset
    while end > start, Ascii.isBlank(bytes[end - 1]) || bytes[end - 1] == Ascii.newline {
      end -= 1
    }
    return end
  }

  // MARK: Notes

  func note(at start: Int, afterWord: Int) -> StatementSlice {
    let at = skipBlanks(after: afterWord)
    guard at < bytes.count else { return noteBlock(at: start, firstLine: bytes.count) }
    switch bytes[at] {
    case let byte where Ascii.isQuote(byte):
      if let end = closingQuote(from: at, stopsAtLineEnd: false) {
        return line(from: end, start: start, kind: .note)
      }
      let end = trimmed(start, bytes.count)
      return StatementSlice(
        kind: .note, span: SourceSpan(start, end), content: SourceSpan(start, end),
        resultName: nil, isComplete: false, isTerminated: false, opening: .noteQuote,
        openingSpan: SourceSpan(at, at + 1), nextOffset: bytes.count)
    case Ascii.newline: return noteBlock(at: start, firstLine: at + 1)
    case Ascii.hash where at > afterWord:
      return noteBlock(at: start, firstLine: min(lineEnd(at) + 1, bytes.count))
    default: return line(from: afterWord, start: start, kind: .note)
    }
  }

  private func noteBlock(at start: Int, firstLine: Int) -> StatementSlice {
    var at = firstLine
    while at < bytes.count {
      let end = lineEnd(at)
      if NoteText.endsBlock(bytes[at..<end]) {
        let span = SourceSpan(start, at + 1)
        return StatementSlice(
          kind: .note, span: span, content: span, resultName: nil, isComplete: true,
          isTerminated: true, opening: nil, openingSpan: nil,
          nextOffset: min(end + 1, bytes.count))
      }
      at = end + 1
    }
    // A text that ends here would have swallowed all statements behind the note. A bare `note`, which
    // swallows none, is told to be empty.
    let isBare =
      isFinal
      && bytes[min(firstLine, bytes.count)...].allSatisfy {
        Ascii.isBlank($0) || $0 == Ascii.newline
      }
    let span = SourceSpan(start, bytes.count)
    return StatementSlice(
      kind: .note, span: span, content: span, resultName: nil, isComplete: isBare,
      isTerminated: false, opening: isBare ? nil : .noteBlock,
      openingSpan: isBare ? nil : SourceSpan(start, min(start + 4, bytes.count)),
      nextOffset: bytes.count)
  }
}

/// The text of a note and its two written forms.
enum NoteText {
  /// True for the line that ends a note's block: a dot, and nothing after it but blanks.
  static func endsBlock(_ line: ArraySlice<UInt8>) -> Bool {
    line.first == Ascii.dot && line.dropFirst().allSatisfy(Ascii.isBlank)
  }

  /// The text with line endings as LF alone.
  static func normalised(_ text: String) -> String {
    var bytes: [UInt8] = []
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == Ascii.carriageReturn {
        bytes.append(Ascii.newline)
      } else if !(byte == Ascii.newline && previous == Ascii.carriageReturn) {
        bytes.append(byte)
      }
      previous = byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The statement that holds a note: quoted on one line, as a block over several.
  static func canonical(_ text: String) -> String {
    let lines = Array(text.utf8).split(
      separator: Ascii.newline, omittingEmptySubsequences: false)
    if lines.count == 1 || lines.contains(where: endsBlock) {
      return "note " + NameRules.quoted(text)
    }
    return "note\n" + text + "\n."
  }
}
