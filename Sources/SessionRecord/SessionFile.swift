import CommandLanguage
import TerminalText

/// A recorded session: text made to be read, kept in git, edited by hand and run again.
///
///     let file = try SessionFile(text, name: "october.carnet")
///     file.entries.map(\.source)
///     file.text                    // the same session in canonical form
///
/// Under each statement stand lines that begin with a mark and a blank: `#=` facts, `#|` the
/// picture for readers, `#^` what it shows as data, `#~` what differs from run to run, `#x` an expected
/// error. A line of `#` and a blank is a comment and kept. `#end` is the last line: a file of format 2
/// without it was cut.
public struct SessionFile: Equatable, Sendable {
  public var header: SessionHeader
  public var entries: [SessionEntry]
  /// Blank lines and comments after the last statement, as written.
  public var closingRemarks: [String]
  /// Whether a `#carnet` line stated the format; a text without one is a script and no record.
  public var hasFormatLine = true
  /// Whether the `#end` of a file of format 2 is missing: the file was cut, or is still written.
  public var isCutShort = false

  public init(
    header: SessionHeader = SessionHeader(), entries: [SessionEntry] = [],
    closingRemarks: [String] = []
  ) {
    self.header = header
    self.entries = entries
    self.closingRemarks = closingRemarks
  }
}

extension SessionFile {
  /// A hash of what a replay runs and compares: header, statements, facts and expected errors.
  ///
  /// Pictures, blocks and remarks are no part of it.
  public var contentHash: ContentHash {
    let lines = entries.flatMap { entry in
      [entry.source] + entry.facts.lines + (entry.expectedError.map(Self.lines) ?? [])
    }
    let stands = [header.seed.map { "\($0)" } ?? ""] + (header.rules ?? []).map(\.description)
    return ContentHash.sha256(of: (stands + lines).joined(separator: "\n"))
  }
}

extension SessionFile {
  /// Whether the text held neither statements nor remarks.
  public var isEmpty: Bool { entries.isEmpty && closingRemarks.allSatisfy(\.isEmpty) }
}

// MARK: Printing

extension SessionFile {
  /// The session as text, ending with a line break.
  ///
  /// Parsing it gives an equal session. A statement that only the end of a text would end gets
  /// what ends it: SQL its `;`, a note's block its `.`.
  public var text: String {
    var lines = header.lines
    for entry in entries { lines += Self.lines(of: entry) }
    lines += closingRemarks
    if header.format > 1, !isCutShort { lines.append(SessionFileReader.endMark) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The lines of one entry, as the file holds them.
  public static func lines(of entry: SessionEntry) -> [String] {
    let marked = markedLines(of: entry)
    return entry.remarksAbove + [terminated(entry.source)] + entry.remarks
      + SessionFileReader.Mark.order.flatMap { marked[$0] ?? [] }
  }

  /// The lines below a statement, by their mark; an error's block stands with the error.
  static func markedLines(of entry: SessionEntry) -> [SessionFileReader.Mark: [String]] {
    let error = entry.expectedError.map(lines) ?? []
    return [
      .error: error, .fact: entry.facts.lines,
      .picture: entry.picture.map { marked("#|", $0.text) },
      .block: entry.blocks.map { marked("#^", $0.line) },
      .volatile: entry.volatile.map { marked("#~", $0) },
    ]
  }

  private static func lines(of error: RecordedError) -> [String] {
    ["#x \(error)"] + (error.hasPayload ? [marked("#^", RecordedBlock.error(error).line)] : [])
  }

  private static func marked(_ mark: String, _ text: String) -> String {
    text.isEmpty ? mark : "\(mark) \(text)"
  }

  /// A statement with what ends it, so that the lines below it are not taken for its own.
  static func terminated(_ source: String) -> String {
    let slices = StatementSplitter.split(source + "\n", isFinal: true)
    guard slices.count == 1, let slice = slices.first, !slice.isTerminated else { return source }
    switch slice.kind {
    case .note where slice.isComplete || slice.opening == .noteBlock: return source + "\n."
    case .sql where slice.isComplete:
      // A comment behind the statement would swallow the `;` on its line.
      return slice.span.end == source.utf8.count ? source + ";" : source + "\n;"
    default: return source
    }
  }
}
