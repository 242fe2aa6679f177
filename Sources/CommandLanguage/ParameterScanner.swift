/// Finds the parameters of a script, outside comments and single quotes.
public struct ParameterScanner {
  private let source: SourceText
  private var bytes: [UInt8] { source.bytes }
  private var uses: [ParameterUse] = []

  /// The parameters of a script, in its order.
  ///
  /// - Complexity: linear in the text.
  public static func uses(in source: SourceText) -> [ParameterUse] {
    guard source.bytes.contains(dollar) else { return [] }
    var scanner = ParameterScanner(source: source)
    for slice in StatementSplitter.split(source, isFinal: true) { scanner.scan(slice) }
    return scanner.uses
  }

  /// The text with each parameter replaced by what a body gives for it.
  public static func replacing(
    _ uses: [ParameterUse], in source: SourceText, with text: (ParameterUse) -> String
  ) -> String {
    var result: [UInt8] = []
    var at = 0
    for use in uses {
      result += source.bytes[at..<use.span.start]
      result += text(use).utf8
      at = use.span.end
    }
    result += source.bytes[at...]
    return String(decoding: result, as: UTF8.self)
  }

  /// Whether a text may name a parameter: an ASCII letter or `_`, then digits too.
  public static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(isNameByte) && !Ascii.isDigit(text.utf8.first ?? 0)
  }

  private static let dollar = UInt8(ascii: "$")

  private init(source: SourceText) { self.source = source }

  private mutating func scan(_ slice: StatementSlice) {
    if let name = slice.resultName { scanWords(name) }
    switch slice.kind {
    case .sql: scanSQL(slice.content)
    case .command:
      scanWords(slice.content)
      refuseLead(of: slice.content)
    case .note:
      // The lines of a note are prose; only its quoted form has a place for a value.
      let text = SourceSpan(slice.content.start + "note".utf8.count, slice.content.end)
      let first = source.bytes[text.range].first { !Ascii.isBlank($0) }
      if first.map(Ascii.isQuote) == true { scanWords(text) }
    }
  }

  // MARK: Commands

  /// Marks what stands in the place of the words that tell what a statement is.
  private mutating func refuseLead(of span: SourceSpan) {
    func wordEnd(from start: Int) -> Int {
      var at = start
      while at < span.end, !Ascii.endsWord(bytes[at]) { at += 1 }
      return at
    }
    var end = wordEnd(from: span.start)
    let verb = String(decoding: bytes[span.start..<end], as: UTF8.self).lowercased()
    if SQLWords.pairs[verb] != nil {
      while end < span.end, Ascii.isBlank(bytes[end]) { end += 1 }
      end = wordEnd(from: end)
    }
    for index in uses.indices where uses[index].span.start >= span.start {
      if uses[index].span.start < end { uses[index].place = .verb }
    }
  }

  private mutating func scanWords(_ span: SourceSpan) {
    var at = span.start
    while at < span.end {
      switch bytes[at] {
      case Ascii.doubleQuote: at = scanQuoted(from: at, to: span.end)
      case Ascii.quote:
        at += 1
        while at < span.end, bytes[at] != Ascii.quote { at += 1 }
        at += 1
      case let byte where Ascii.endsWord(byte): at += 1
      default: at = scanWord(from: at, to: span.end)
      }
    }
  }

  private mutating func scanWord(from start: Int, to end: Int) -> Int {
    var wordEnd = start
    while wordEnd < end, !Ascii.endsWord(bytes[wordEnd]) { wordEnd += 1 }
    var at = start
    while at < wordEnd {
      guard let (name, after) = reference(at: at, to: wordEnd) else {
        at += 1
        continue
      }
      let isWhole = at == start && after == wordEnd
      add(name, at, after, isWhole ? .word : .piece)
      at = after
    }
    return wordEnd
  }

  /// Reads on to the closing quote; a doubled one opens the next at once, which comes to the same.
  private mutating func scanQuoted(from start: Int, to end: Int) -> Int {
    var at = start + 1
    while at < end, bytes[at] != Ascii.doubleQuote {
      if let (name, after) = reference(at: at, to: end) {
        add(name, at, after, .quoted)
        at = after
      } else {
        at += 1
      }
    }
    return at + 1
  }

  // MARK: SQL

  private mutating func scanSQL(_ span: SourceSpan) {
    var at = span.start
    while at < span.end {
      let token = SQLToken.next(in: bytes, at: at, end: span.end)
      if bytes[at] == Ascii.doubleQuote {
        _ = scanQuoted(from: at, to: token.span.end)
      } else if let (name, after) = reference(at: at, to: span.end) {
        add(name, at, after, .sql)
        at = after
        continue
      }
      at = max(token.span.end, at + 1)
    }
  }

  // MARK: Names

  /// The name of a `$NAME` or `${NAME}` at an offset, and the offset after it.
  private func reference(at start: Int, to end: Int) -> (String, Int)? {
    guard bytes[start] == Self.dollar else { return nil }
    let isBraced = start + 1 < end && bytes[start + 1] == UInt8(ascii: "{")
    let first = start + (isBraced ? 2 : 1)
    var at = first
    while at < end, Self.isNameByte(bytes[at]) { at += 1 }
    guard at > first, !Ascii.isDigit(bytes[first]) else { return nil }
    let name = String(decoding: bytes[first..<at], as: UTF8.self)
    guard isBraced else { return (name, at) }
    guard at < end, bytes[at] == UInt8(ascii: "}") else { return nil }
    return (name, at + 1)
  }

  private mutating func add(_ name: String, _ start: Int, _ end: Int, _ place: ParameterUse.Place) {
    uses.append(ParameterUse(name: name, span: SourceSpan(start, end), place: place))
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    Ascii.isLetter(byte) || Ascii.isDigit(byte) || byte == 0x5F
  }
}
