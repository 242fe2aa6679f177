import CommandLanguage
import Files
import TerminalText

/// Writes what statements gave into the text of a session file anew and leaves all else as it was
/// written: statements, remarks and notes are the same bytes.
///
/// What is written has the latest format, with `#end`, whatever format the text has.
public struct ReplayUpdate {
  private let text: SessionText
  private let slices: [StatementSlice]
  private let newline: String
  private let mark: String

  /// What one statement gave now.
  public struct Renewal: Sendable {
    public var facts: FactSet
    /// The picture, or nil to keep the one that stands.
    public var picture: [ScreenLine]?
    /// The blocks, or nil to keep those that stand.
    public var blocks: [RecordedBlock]?
    /// The error that it ended with, or nil where it succeeded.
    public var error: RecordedError?
    /// What differs from run to run, or nil to keep what stands.
    public var volatile: [String]?

    public init(
      facts: FactSet, picture: [ScreenLine]? = nil, blocks: [RecordedBlock]? = nil,
      error: RecordedError? = nil, volatile: [String]? = nil
    ) {
      self.facts = facts
      self.picture = picture
      self.blocks = blocks
      self.error = error
      self.volatile = volatile
    }
  }

  /// Takes a session file's text, which must have been read as one.
  public init(_ text: String) {
    self.text = SessionText(text)
    slices = StatementSplitter.split(
      String(decoding: self.text.bytes, as: UTF8.self), isFinal: true)
    mark = text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? "\u{FEFF}" : ""
    newline = self.text.hadCarriageReturns ? "\r\n" : "\n"
  }

  /// The text with what the statements gave.
  ///
  /// - Parameters:
  ///   - renewals: What statements gave, by their place in the file from 0.
  ///   - header: What the header says now; its fields that only format 1 knew become comments.
  /// - Returns: The whole text. Doing it again with the same gives the same.
  /// - Complexity: O(bytes).
  public func text(with renewals: [Int: Renewal], header: SessionHeader) -> String {
    var lines: [String] = []
    var end = 0
    for (index, slice) in slices.enumerated() {
      lines = Self.joined(
        lines, renewed(gap(end, slice.span.start), after: index - 1, renewals, header))
      lines = Self.joined(lines, Self.lines(text.text(slice.span.start, slice.span.end)))
      if index == slices.count - 1 {
        lines = Self.joined(lines, Self.lines(Self.missingEnd(of: slice, text)))
      }
      end = slice.span.end
    }
    lines = Self.joined(
      lines, renewed(gap(end, text.bytes.count), after: slices.count - 1, renewals, header))
    return mark + Self.ended(lines).joined(separator: newline) + newline
  }

  /// Writes the text into the session's file, larger tables into files beside it.
  ///
  /// - Parameters:
  ///   - renewals: What statements gave, by their place in the file from 0.
  ///   - header: What the header says now.
  ///   - path: The session's file.
  ///   - files: The gate that it is written through.
  /// - Returns: Whether anything was other than it stood.
  /// - Throws: `SessionRecordError` where the text cannot be one of the latest format, such as for a
  ///   comment that it takes for a mark, and where the file cannot be written.
  public func write(
    _ renewals: [Int: Renewal], header: SessionHeader, to path: String, through files: FileGate
  ) throws(SessionRecordError) -> Bool {
    var sidecars: [Sidecar] = []
    let packed = renewals.mapValues { renewal in
      var renewal = renewal
      let blocks = renewal.blocks?.map(\.packed)
      renewal.blocks = blocks?.map(\.block)
      sidecars += (blocks ?? []).compactMap(\.sidecar)
      return renewal
    }
    sidecars.sort { $0.reference.hash < $1.reference.hash }
    let written = text(with: packed, header: header)
    let file = try SessionFile(written, name: path)
    let folder = SidecarFolder(ofSession: path)
    let hasTables = sidecars.allSatisfy {
      if case .table = folder.read($0.reference, through: files) { true } else { false }
    }
    if hasTables, written == mark + whole { return false }
    try SessionFile.write(
      written, sidecars, naming: file.sidecars, to: path, replacing: true, through: files)
    return true
  }

  /// The text as it was given, without its byte order mark.
  private var whole: String {
    Self.lines(text.text(0, text.bytes.count)).joined(separator: newline)
  }

  private func gap(_ start: Int, _ end: Int) -> [String] { Self.lines(text.text(start, end)) }

  /// Lines by line feeds alone; CR LF would be one character of Swift.
  private static func lines(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Lines behind lines: the last of the one and the first of the other are one line.
  private static func joined(_ left: [String], _ right: [String]) -> [String] {
    guard let last = left.last, let first = right.first else { return left + right }
    var lines = left
    lines[lines.count - 1] = last + first
    lines += right.dropFirst()
    return lines
  }

  /// What ends the last statement of a text that only its end ended.
  private static func missingEnd(of slice: StatementSlice, _ text: SessionText) -> String {
    guard slice.span.end == text.bytes.count, !slice.isTerminated else { return "" }
    let source = text.text(slice.span.start, slice.span.end)
    return String(SessionFile.terminated(source).dropFirst(source.count))
  }

  /// The lines of a text, ended by `#end` alone.
  private static func ended(_ lines: [String]) -> [String] {
    var lines = lines
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    let isEnded =
      lines.last?.split(whereSeparator: \.isWhitespace) == [SessionFileReader.endMark[...]]
    if isEnded { lines.removeLast() }
    lines.append(SessionFileReader.endMark)
    return lines
  }

  // MARK: The lines between statements

  private func renewed(
    _ gap: [String], after index: Int, _ renewals: [Int: Renewal], _ header: SessionHeader
  ) -> [String] {
    if index < 0 { return Self.framed(gap, by: header) }
    guard let renewal = renewals[index] else { return gap }
    let marked = Marked(gap)
    let entry = SessionEntry(
      "", facts: renewal.facts, picture: renewal.picture ?? [], volatile: renewal.volatile ?? [],
      blocks: renewal.blocks ?? [], expectedError: renewal.error)
    var fresh = SessionFile.markedLines(of: entry)
    if renewal.picture == nil { fresh[.picture] = marked.lines(of: .picture) }
    if renewal.blocks == nil { fresh[.block] = (fresh[.block] ?? []) + marked.blockLines }
    if renewal.volatile == nil { fresh[.volatile] = marked.lines(of: .volatile) }
    return marked.replacing(SessionFileReader.Mark.order.flatMap { fresh[$0] ?? [] })
  }

  /// The lines above the first statement, with another header.
  private static func framed(_ gap: [String], by header: SessionHeader) -> [String] {
    let comments = header.others.map { "# \($0.key) \($0.value)" }.filter { !gap.contains($0) }
    let kept = gap.filter {
      SessionFileReader.Mark(of: $0) != .header && !$0.hasPrefix("#carnet ")
    }
    return header.upgraded().lines + comments + (kept.isEmpty ? [""] : kept)
  }
}

/// The lines between two statements, those that have a mark told from the others.
private struct Marked {
  /// The rest of the statement's own line first.
  private let lines: [String]
  private let marks: [SessionFileReader.Mark?]

  init(_ lines: [String]) {
    self.lines = lines
    var comments = BlockCommentLines()
    marks = lines.map { comments.takes($0) ? nil : SessionFileReader.Mark(of: $0) }
  }

  func lines(of mark: SessionFileReader.Mark) -> [String] {
    lines.indices.filter { marks[$0] == mark }.map { lines[$0] }
  }

  /// The lines of blocks, but for those of errors, which are written anew with them.
  var blockLines: [String] {
    lines(of: .block).filter { line in
      let block = RecordedBlock(line: SessionFileReader.Mark.content(of: line))
      if case .error = block { return false }
      return true
    }
  }

  /// The lines with others in place of those that have a mark.
  ///
  /// They stand where the first of them stood, else behind the statement's line.
  func replacing(_ fresh: [String]) -> [String] {
    let first = marks.firstIndex { $0 != nil } ?? 1
    var result: [String] = []
    for index in lines.indices {
      if index == max(1, first) { result += fresh }
      if marks[index] == nil {
        result.append(lines[index])
      } else if index == 0 {
        // The statement's line stays one.
        result.append("")
      }
    }
    return lines.count > max(1, first) ? result : result + fresh
  }
}
