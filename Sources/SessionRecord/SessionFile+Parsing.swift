import CommandLanguage
import Files
import TerminalText

extension SessionFile {
  /// Reads a session file, tolerant of what hands do to it.
  ///
  /// Blank lines, comments, CR LF, a byte order mark, a missing header and missing facts are
  /// fine. The statements are found by `StatementSplitter`, so a `#=` inside a note's Markdown or
  /// an SQL string is text.
  ///
  /// - Parameters:
  ///   - text: the file's text.
  ///   - name: the file's name for errors, or nil.
  /// - Throws: `SessionRecordError` with line and column: a later format, a malformed header, fact
  ///   or error line, a line that belongs to no statement, a statement that does not end.
  public init(_ text: String, name: String? = nil) throws(SessionRecordError) {
    do throws(SessionRecordError) {
      var reader = SessionFileReader(text)
      self = try reader.read()
    } catch {
      throw error.inFile(name)
    }
  }

  /// The most bytes that a session file may have.
  public static let mostBytes = 1 << 28

  /// Reads a session file from the disk; bytes that are not UTF-8 are repaired.
  ///
  /// - Parameter path: the file, which also names itself in errors.
  /// - Returns: the session.
  /// - Throws: `SessionRecordError` as parsing does, or where the file cannot be read.
  public static func read(_ path: String) throws(SessionRecordError) -> SessionFile {
    let bytes = try SessionRecordError.translating { () throws(FileError) in
      let file = try OpenFile.reading(path)
      defer { file.close() }
      return try file.readAll()
    }
    return try SessionFile(String(decoding: bytes, as: UTF8.self), name: path)
  }
}

extension SessionEntry {
  /// Takes a block in; that of an error completes what `#x` states.
  fileprivate mutating func add(_ block: RecordedBlock) {
    guard case .error(let error) = block else { return blocks.append(block) }
    // A hand edits `#x`: its code stands.
    expectedError = RecordedError(
      code: expectedError?.code ?? error.code, error.sentence, sqlite: error.sqlite,
      object: error.object)
  }
}

/// Goes through a session file's text: statements, and the lines between them.
private struct SessionFileReader {
  private let bytes: [UInt8]
  private let lineStarts: [Int]
  private var file = SessionFile()
  private var remarks: [String] = []
  /// The fact lines of the last statement, with their line numbers from 0.
  private var factLines: [(text: String, line: Int)] = []
  private var isInBlockComment = false
  private var isFirstLine = true

  init(_ text: String) {
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    // A file is of one kind: where its first line ends with CR LF, an editor made it so.
    if let end = bytes.firstIndex(of: Self.newline), end > 0, bytes[end - 1] == Self.carriageReturn
    {
      bytes = Self.withoutCarriageReturns(bytes)
    }
    self.bytes = bytes
    lineStarts = [0] + bytes.indices.filter { bytes[$0] == Self.newline }.map { $0 + 1 }
  }

  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private static func withoutCarriageReturns(_ bytes: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      let endsLine = index + 1 < bytes.count && bytes[index + 1] == newline
      if byte != carriageReturn || !endsLine { kept.append(byte) }
    }
    return kept
  }

  mutating func read() throws(SessionRecordError) -> SessionFile {
    var end = 0
    let slices = StatementSplitter.split(String(decoding: bytes, as: UTF8.self), isFinal: true)
    for slice in slices {
      try readGap(end, slice.span.start)
      try begin(slice)
      end = slice.span.end
    }
    try readGap(end, bytes.count)
    try finishFacts()
    file.closingRemarks = remarks
    return file
  }

  // MARK: Statements

  private mutating func begin(_ slice: StatementSlice) throws(SessionRecordError) {
    try finishFacts()
    let line = lineIndex(of: slice.span.start)
    try refuseUnfinished(slice, line: line)
    file.entries.append(
      SessionEntry(text(slice.span.start, slice.span.end), remarksAbove: remarks, line: line + 1))
    remarks = []
  }

  /// Refuses a statement that does not end, or ends only behind the lines that speak of it.
  private func refuseUnfinished(_ slice: StatementSlice, line: Int) throws(SessionRecordError) {
    if !slice.isComplete {
      let place = slice.openingSpan?.start ?? slice.span.start
      throw SessionRecordError(
        .unfinishedStatement, "a statement does not end", place: self.place(of: place),
        expected: Self.ending(of: slice.opening))
    }
    guard slice.kind == .sql else { return }
    let last = lineIndex(of: max(slice.span.start, slice.span.end - 1))
    for index in (line + 1)..<max(line + 1, last + 1) where mark(of: lineText(index)) != nil {
      let before = text(slice.span.start, lineStarts[index]) + ";"
      guard StatementSplitter.split(before, isFinal: false).allSatisfy(\.isComplete) else {
        continue
      }
      throw SessionRecordError(
        .unfinishedStatement, "the SQL above this line has no end", place: place(line: index, 0),
        expected: "a ; that ends the statement of line \(line + 1)")
    }
  }

  private static func ending(of opening: StatementSlice.Opening?) -> String {
    switch opening {
    case .noteQuote, .commandQuote, .sqlQuote: "the quote that closes it"
    case .noteBlock: "a line with . alone"
    case .sqlComment: "*/ that closes the comment"
    case .trigger: "end; that closes the trigger"
    case .sql, nil: "a ; that ends it"
    }
  }

  // MARK: The lines between statements

  private mutating func readGap(_ start: Int, _ end: Int) throws(SessionRecordError) {
    guard start < end else { return }
    let first = lineIndex(of: start)
    let last = lineIndex(of: end)
    for line in first...last {
      let from = max(start, lineStarts[line])
      var to = min(end, line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count)
      if to > from, bytes[to - 1] == Self.carriageReturn { to -= 1 }
      let isWhole = from == lineStarts[line]
      let isFileEnd = isWhole && from == bytes.count
      // What stands before a statement on its own line is blanks or a lone semicolon.
      let isBeforeStatement = line == last && end < bytes.count
      let text = text(from, max(from, to))
      if isFileEnd { continue }
      if !isWhole || isBeforeStatement, isEmptyStatement(text) { continue }
      try readLine(text, line: line)
    }
  }

  private func isEmptyStatement(_ text: String) -> Bool {
    text.allSatisfy { $0.isWhitespace || $0 == ";" }
  }

  private mutating func readLine(_ text: String, line: Int) throws(SessionRecordError) {
    let wasFirst = isFirstLine
    if !text.isEmpty { isFirstLine = false }
    if isInBlockComment || startsBlockComment(text) {
      isInBlockComment = !text.contains("*/")
      return remarks.append(text)
    }
    if wasFirst, try readFormat(text, line: line) { return }
    guard let mark = mark(of: text) else {
      try refuseUnparted(text, line: line)
      return remarks.append(isEmptyStatement(text) ? "" : text)
    }
    try read(mark, content(of: text), text: text, line: line)
  }

  private func startsBlockComment(_ text: String) -> Bool {
    text.drop(while: \.isWhitespace).hasPrefix("/*")
  }

  private enum Mark: String {
    case header = ":"
    case fact = "="
    case picture = "|"
    case block = "^"
    case volatile = "~"
    case error = "x"
  }

  /// The mark that a line begins with: `#`, the mark, and a blank or the line's end.
  ///
  /// Scalars are looked at, since a picture may begin with what would join the blank before it.
  private func mark(of text: String) -> Mark? {
    let rest = text.unicodeScalars.drop(while: \.properties.isWhitespace)
    guard rest.first == "#", let second = rest.dropFirst().first,
      let mark = Mark(rawValue: String(second))
    else { return nil }
    guard let third = rest.dropFirst(2).first else { return mark }
    return third == " " || third == "\t" ? mark : nil
  }

  /// Refuses a mark that no blank parts from what it marks.
  ///
  /// Taken for a comment, a fact would be compared with nothing. A row of signs is a comment's rule,
  /// `#xml` a comment's word.
  private func refuseUnparted(_ text: String, line: Int) throws(SessionRecordError) {
    let head = text.unicodeScalars.prefix(while: \.properties.isWhitespace)
    let rest = text.unicodeScalars.dropFirst(head.count)
    guard rest.first == "#", let second = rest.dropFirst().first,
      let mark = Mark(rawValue: String(second))
    else { return }
    let marked = rest.dropFirst(2)
    let isComment =
      mark == .error
      ? !marked.starts(with: "E-".unicodeScalars)
      : !marked.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    guard !isComment else { return }
    throw SessionRecordError(
      .misplacedLine, "no blank parts #\(second) from what it marks",
      place: place(line: line, head.count + 2), expected: "#\(second) and a blank",
      remedy: "a comment has a blank behind its #")
  }

  private func content(of text: String) -> String {
    let rest = text.unicodeScalars.drop(while: \.properties.isWhitespace).dropFirst(2)
    return String(rest.first == " " ? rest.dropFirst() : rest)
  }

  private mutating func read(
    _ mark: Mark, _ content: String, text: String, line: Int
  ) throws(SessionRecordError) {
    if mark == .header { return try readHeader(content, text: text, line: line) }
    guard let last = file.entries.indices.last else {
      throw SessionRecordError(
        .misplacedLine, "this line belongs to no statement", place: place(line: line, 0),
        expected: "a statement above it", remedy: "a comment has no mark behind its #")
    }
    // Comments above a mark speak of the statement that the mark belongs to.
    file.entries[last].remarks += remarks.filter { !$0.isEmpty }
    remarks = []
    switch mark {
    case .header: break
    case .fact: factLines.append((content, line))
    case .picture: file.entries[last].picture.append(ScreenLine(content))
    case .block: file.entries[last].add(RecordedBlock(line: content))
    case .volatile: file.entries[last].volatile.append(content)
    case .error:
      guard file.entries[last].expectedError == nil, let error = RecordedError(content) else {
        throw SessionRecordError(
          .malformedError, "an expected error is not CODE: MESSAGE", place: place(line: line, 3),
          expected: "one line #x CODE: MESSAGE under a statement")
      }
      file.entries[last].expectedError = error
    }
  }

  private mutating func finishFacts() throws(SessionRecordError) {
    guard let last = file.entries.indices.last, !factLines.isEmpty else { return }
    do throws(FactParser.Failure) {
      file.entries[last].facts = FactSet(
        groups: try FactParser.groups(of: factLines.map(\.text)))
    } catch {
      let (content, line) = factLines[min(error.line, factLines.count - 1)]
      let offset = max(0, lineText(line).count - content.count)
      throw SessionRecordError(
        .malformedFact, error.headline, place: place(line: line, offset + error.column),
        expected: error.expected)
    }
    factLines = []
  }

  // MARK: The header

  /// Reads `#carnet N`; false where the line is another.
  private func readFormat(_ text: String, line: Int) throws(SessionRecordError) -> Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.first == "#carnet" else { return false }
    guard words.count == 2, let format = Int(words[1]), format >= 1 else {
      throw SessionRecordError(
        .malformedHeader, "the format's number is missing", place: place(line: line, 8),
        expected: "#carnet \(SessionHeader.latestFormat)")
    }
    guard format <= SessionHeader.latestFormat else {
      throw SessionRecordError(
        .laterFormat, "a later version of Carnet wrote this session (format \(format))",
        place: place(line: line, 8),
        expected: "format \(SessionHeader.latestFormat) at most",
        remedy: "open it with a Carnet that is as new as the one that wrote it")
    }
    return true
  }

  private mutating func readHeader(
    _ content: String, text: String, line: Int
  ) throws(SessionRecordError) {
    guard file.entries.isEmpty else {
      throw SessionRecordError(
        .misplacedLine, "a header line stands below a statement", place: place(line: line, 0),
        expected: "#: lines above the first statement")
    }
    do throws(SessionHeader.Failure) {
      try file.header.read(fieldsOf: content)
    } catch {
      throw SessionRecordError(
        .malformedHeader, error.headline,
        place: place(line: line, max(0, text.count - content.count) + error.column),
        expected: error.expected)
    }
  }

  // MARK: Places

  private func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  private func lineText(_ line: Int) -> String {
    text(lineStarts[line], line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count)
  }

  private func place(line: Int, _ column: Int) -> SessionRecordError.Place {
    SessionRecordError.Place(line: line + 1, column: column + 1, text: lineText(line))
  }

  private func place(of offset: Int) -> SessionRecordError.Place {
    let line = lineIndex(of: offset)
    return place(line: line, text(lineStarts[line], offset).count)
  }

  /// The line that holds a byte, from 0, by bisection.
  private func lineIndex(of offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
