import CommandLanguage
import Tabular
import TerminalText

/// Goes through a session file's text: statements, and the lines between them.
struct SessionFileReader {
  let text: SessionText
  private(set) var file = SessionFile()
  private var header = SessionHeaderReader(format: 1)
  private var remarks: [String] = []
  /// The fact lines of the last statement, with their line numbers from 0.
  private var factLines: [(text: String, line: Int)] = []
  private var comments = BlockCommentLines()
  /// Whether only blank lines and comments have come.
  private var isAtTop = true
  /// The line, from 0, of `#end`.
  private var endLine: Int?

  var format: Int { header.header.format }

  init(_ text: String) { self.text = SessionText(text) }

  mutating func read() throws(SessionRecordError) -> SessionFile {
    let slices = StatementSplitter.split(
      String(decoding: text.bytes, as: UTF8.self), isFinal: true)
    try refuseConflict(slices)
    file.hasFormatLine = false
    var end = 0
    for slice in slices {
      try readGap(end, slice.span.start)
      if isTorn(slice) {
        end = text.bytes.count
        break
      }
      try begin(slice)
      end = slice.span.end
    }
    try readGap(end, text.bytes.count)
    try finishFacts(isAtEnd: true)
    file.header = header.header
    file.isCutShort = format > 1 && endLine == nil
    file.closingRemarks = remarks
    return file
  }

  private func refuseConflict(_ slices: [StatementSlice]) throws(SessionRecordError) {
    let found = text.conflictLine { line in
      let start = text.lineStarts[line]
      guard let slice = slices.last(where: { $0.span.start <= start }) else { return .other }
      if slice.span.start == start { return .statementStart }
      return slice.kind == .note && start < slice.span.end ? .note : .other
    }
    guard let line = found else { return }
    throw SessionRecordError(
      .conflictMarkers, "merge conflict markers", place: text.place(line: line, 0),
      expected: "one side of the conflict, without its markers",
      remedy: "resolve the conflict, then replay")
  }

  // MARK: Statements

  /// Whether a file of format 2 was cut inside its last statement, which then says something else.
  private func isTorn(_ slice: StatementSlice) -> Bool {
    guard format > 1, !slice.isTerminated, slice.nextOffset >= text.bytes.count else {
      return false
    }
    return text.lastLine.map { text.lineText($0) != Self.endMark } ?? false
  }

  private mutating func begin(_ slice: StatementSlice) throws(SessionRecordError) {
    try finishFacts()
    let line = text.lineIndex(of: slice.span.start)
    try refuseUnfinished(slice, line: line)
    try refuseBehindEnd(line)
    isAtTop = false
    file.entries.append(
      SessionEntry(
        text.text(slice.span.start, slice.span.end), remarksAbove: remarks, line: line + 1))
    remarks = []
  }

  /// Refuses a statement that does not end, or ends only behind the lines that speak of it.
  private func refuseUnfinished(_ slice: StatementSlice, line: Int) throws(SessionRecordError) {
    if !slice.isComplete {
      let place = slice.openingSpan?.start ?? slice.span.start
      throw SessionRecordError(
        .unfinishedStatement, "a statement is not finished", place: text.place(of: place),
        expected: Self.ending(of: slice.opening))
    }
    guard slice.kind == .sql else { return }
    let last = text.lineIndex(of: max(slice.span.start, slice.span.end - 1))
    for index in (line + 1)..<max(line + 1, last + 1) where Mark(of: text.lineText(index)) != nil {
      let before = text.text(slice.span.start, text.lineStarts[index]) + ";"
      guard StatementSplitter.split(before, isFinal: false).allSatisfy(\.isComplete) else {
        continue
      }
      throw SessionRecordError(
        .unfinishedStatement, "the SQL above this line is not finished",
        place: text.place(line: index, 0),
        expected: "a ; that ends the statement of line \(line + 1)")
    }
  }

  private static func ending(of opening: StatementSlice.Opening?) -> String {
    switch opening {
    case .noteQuote, .commandQuote, .sqlQuote: "the quote that closes it"
    case .noteBlock: "a line with only a dot"
    case .sqlComment: "*/ that closes the comment"
    case .trigger: "end; that closes the trigger"
    case .sql, nil: "a ; that ends it"
    }
  }

  // MARK: The lines between statements

  private mutating func readGap(_ start: Int, _ end: Int) throws(SessionRecordError) {
    guard start < end else { return }
    let bytes = text.bytes
    let first = text.lineIndex(of: start)
    let last = text.lineIndex(of: end)
    for line in first...last {
      let from = max(start, text.lineStarts[line])
      var to = min(end, text.end(ofLine: line))
      if to > from, bytes[to - 1] == SessionText.carriageReturn { to -= 1 }
      let isWhole = from == text.lineStarts[line]
      let isFileEnd = isWhole && from == bytes.count
      // What stands before a statement on its own line is blanks or a lone semicolon.
      let isBeforeStatement = line == last && end < bytes.count
      let content = text.text(from, max(from, to))
      if isFileEnd { continue }
      if !isWhole || isBeforeStatement, isEmptyStatement(content) { continue }
      try readLine(content, line: line)
    }
  }

  private func isEmptyStatement(_ text: String) -> Bool {
    text.allSatisfy { $0.isWhitespace || $0 == ";" }
  }

  private mutating func readLine(_ line: String, line number: Int) throws(SessionRecordError) {
    if comments.takes(line) { return remarks.append(line) }
    if try readFrame(line, line: number) { return }
    // What a cut left of a line is not what was written.
    if isTornLine(number), line.hasPrefix("#") { return }
    guard let mark = Mark(of: line) else {
      try refuseUnknown(line, line: number)
      if !isEmptyStatement(line) { try refuseBehindEnd(number) }
      return remarks.append(isEmptyStatement(line) ? "" : line)
    }
    try refuseBehindEnd(number)
    try read(mark, Mark.content(of: line), text: line, line: number)
  }

  /// Whether a file of format 2 was cut inside this line: it is the last and has no line break.
  private func isTornLine(_ line: Int) -> Bool {
    format > 1 && endLine == nil && line == text.lineStarts.count - 1
  }

  private func refuseBehindEnd(_ line: Int) throws(SessionRecordError) {
    guard let endLine else { return }
    throw SessionRecordError(
      .misplacedLine, "this line is after `\(Self.endMark)`", place: text.place(line: line, 0),
      expected: "nothing after the \(Self.endMark) of line \(endLine + 1)",
      remedy: "remove one of the two")
  }

  // MARK: The first line and the last

  static let endMark = "#end"

  /// Reads `#carnet N` and `#end`; false where the line is another.
  private mutating func readFrame(
    _ line: String, line number: Int
  ) throws(SessionRecordError) -> Bool {
    guard line.hasPrefix("#carnet") || line.hasPrefix(Self.endMark) else { return false }
    let words = line.split(whereSeparator: \.isWhitespace)
    if words.first == "#carnet" {
      guard isAtTop, !file.hasFormatLine else {
        // In format 1 it was a comment.
        if format == 1 { return false }
        throw SessionRecordError(
          .misplacedLine, "there are two `#carnet` lines", place: text.place(line: number, 0),
          expected: "one, at the top of the file")
      }
      header = SessionHeaderReader(format: try readFormat(words, line: number))
      file.hasFormatLine = true
      return true
    }
    guard format > 1, words.count == 1, words.first == Self.endMark[...] else { return false }
    try refuseBehindEnd(number)
    endLine = number
    return true
  }

  private func readFormat(
    _ words: [Substring], line: Int
  ) throws(SessionRecordError) -> Int {
    guard words.count == 2, let format = Int(words[1]), format >= 1 else {
      throw SessionRecordError(
        .malformedHeader, "the format's number is missing", place: text.place(line: line, 8),
        expected: "#carnet \(SessionHeader.latestFormat)")
    }
    guard format <= SessionHeader.latestFormat else {
      throw SessionRecordError(
        .laterFormat, "a later version of Carnet wrote this session (format \(format))",
        place: text.place(line: line, 8),
        expected: "format \(SessionHeader.latestFormat) at most",
        remedy: "open it with the version of Carnet that wrote it, or a later one")
    }
    return format
  }

  // MARK: Marks

  private mutating func read(
    _ mark: Mark, _ content: String, text line: String, line number: Int
  ) throws(SessionRecordError) {
    if mark == .header { return try readHeader(content, text: line, line: number) }
    guard let last = file.entries.indices.last else {
      throw SessionRecordError(
        .misplacedLine, "this line belongs to no statement", place: text.place(line: number, 0),
        expected: "a statement above it", remedy: "a comment has no mark after its #")
    }
    // Comments above a mark speak of the statement that the mark belongs to.
    file.entries[last].remarks += remarks.filter { !$0.isEmpty }
    remarks = []
    try refuseSecondRecord(mark, of: file.entries[last], line: number)
    switch mark {
    case .header: break
    case .fact: factLines.append((content, number))
    case .picture: file.entries[last].picture.append(ScreenLine(content))
    case .block: file.entries[last].add(try block(content, line: number))
    case .volatile: file.entries[last].volatile.append(content)
    case .error: try readError(content, of: last, line: number)
    }
  }

  /// Refuses facts behind what a statement showed: a record ends with that, and what begins again is the
  /// record of a statement that was taken out.
  private func refuseSecondRecord(
    _ mark: Mark, of entry: SessionEntry, line: Int
  ) throws(SessionRecordError) {
    guard format > 1, mark == .fact, !entry.picture.isEmpty || !entry.blocks.isEmpty else { return }
    throw SessionRecordError(
      .misplacedLine, "there is a second record under the statement of line \(entry.line)",
      place: text.place(line: line, 0),
      expected: "the statement that this record belongs to, above it",
      remedy: "put the statement back, or remove its record, too")
  }

  private func block(
    _ content: String, line: Int
  ) throws(SessionRecordError) -> RecordedBlock {
    let block = RecordedBlock(line: content)
    if format > 1, case .other = block, !Self.isJSONObject(content) {
      throw SessionRecordError(
        .malformedBlock, "a block is not a JSON object", place: text.place(line: line, 3),
        expected: "#^ and one line of JSON", remedy: "write the record again: replay --update")
    }
    // What another hand wrote says more than what is read of it.
    return format > 1 && block.line != content ? .other(content) : block
  }

  private static func isJSONObject(_ text: String) -> Bool {
    // Whatever is no JSON is refused, with this reason.
    if case .object? = try? JSONValue(parsing: Array(text.utf8), name: "") { true } else { false }
  }

  private mutating func readError(
    _ content: String, of entry: Int, line: Int
  ) throws(SessionRecordError) {
    guard file.entries[entry].expectedError == nil else {
      throw SessionRecordError(
        .malformedError, "an expected error is given twice", place: text.place(line: line, 3),
        expected: "one line #x CODE: MESSAGE under a statement")
    }
    guard let error = RecordedError(content) else {
      throw SessionRecordError(
        .malformedError, "an expected error is not CODE: MESSAGE",
        place: text.place(line: line, 3),
        expected: "one line #x CODE: MESSAGE under a statement")
    }
    file.entries[entry].expectedError = error
  }

  private mutating func finishFacts(
    isAtEnd: Bool = false
  ) throws(SessionRecordError) {
    guard let last = file.entries.indices.last, !factLines.isEmpty else { return }
    defer { factLines = [] }
    do throws(FactParser.Failure) {
      let facts = FactSet(groups: try FactParser.groups(of: factLines.map(\.text)))
      if format == 1 { try refuseLater(facts) }
      file.entries[last].facts = facts
    } catch {
      // A fact over several lines may have been cut between them.
      if isAtEnd, format > 1, endLine == nil { return }
      let (content, line) = factLines[min(error.line, factLines.count - 1)]
      let offset = max(0, text.lineText(line).count - content.count)
      throw SessionRecordError(
        .malformedFact, error.headline, place: text.place(line: line, offset + error.column),
        expected: error.expected)
    }
  }

  /// Refuses facts that format 1 never held: a file of it that has them is one of format 2 whose first
  /// line was edited, by which most of it would go uncompared.
  private func refuseLater(_ facts: FactSet) throws(FactParser.Failure) {
    guard let later = facts.facts.first(where: { $0.value.isOfFormat2 }) else { return }
    let line = factLines.firstIndex { $0.text.contains(FactNotation.text(ofKey: later.key)) } ?? 0
    throw FactParser.Failure(
      headline: "the fact `\(later.key)` belongs to format 2, but the file states format 1",
      line: line, column: 0,
      expected: "#carnet 2 as the first line")
  }

  private mutating func readHeader(
    _ content: String, text line: String, line number: Int
  ) throws(SessionRecordError) {
    guard file.entries.isEmpty else {
      throw SessionRecordError(
        .misplacedLine, "a header line is below a statement",
        place: text.place(line: number, 0), expected: "#: lines above the first statement")
    }
    isAtTop = false
    let offset = max(0, line.count - content.count)
    do throws(SessionHeaderReader.Failure) {
      try header.read(fieldsOf: content) { [text] in text.place(line: number, offset + $0) }
    } catch {
      throw SessionRecordError(
        .malformedHeader, error.headline, place: text.place(line: number, offset + error.column),
        expected: error.expected)
    }
  }
}

extension SessionEntry {
  /// Takes a block in; that of an error completes what `#x` states, unless the two disagree: then the
  /// words of `#x` stand alone, and the block beside them.
  fileprivate mutating func add(_ block: RecordedBlock) {
    guard case .error(let error) = block else { return blocks.append(block) }
    guard let stated = expectedError else {
      // Its line for readers was struck out.
      blocks.append(block)
      return expectedError = error
    }
    let isSameMessage = stated.message.isEmpty || stated.message == error.message
    if stated.code != error.code || !isSameMessage { blocks.append(block) }
    guard isSameMessage else { return }
    expectedError = RecordedError(
      code: stated.code, error.sentence, sqlite: error.sqlite, object: error.object)
  }
}
