import CivilTime
import CommandLanguage
import Documents
import Planning
import SessionRecord
import TerminalText

/// What replays in this session found of which records, the last of each content.
struct ReplayedRecords {
  private var replays: [ContentHash: Provenance.Replay] = [:]

  /// Keeps what a replay found; one that ran only part of a record says nothing of the whole,
  /// unless that part diverged.
  ///
  /// - Parameters:
  ///   - report: The verdicts.
  ///   - record: What was replayed.
  ///   - isWhole: Whether it was asked to run all statements.
  ///   - context: The day and the version.
  mutating func keep(
    _ report: ReplayReport, of record: SessionFile, isWhole: Bool, in context: NotebookContext
  ) {
    let replay = Self.replay(report, of: record, in: context)
    let isPartial = !isWhole || report.lines.contains(where: \.verdict.isOpen)
    let known = replays[record.contentHash]
    if replay.holds, isPartial, !isWhole || known?.holds == true { return }
    replays[record.contentHash] = replay
  }

  /// The verdicts as a document states them.
  static func replay(
    _ report: ReplayReport, of record: SessionFile, in context: NotebookContext
  ) -> Provenance.Replay {
    let verdicts = report.lines.map { line in
      let verdict = line.verdict
      let kind: DocumentVerdict.Kind =
        switch verdict {
        case .verified, .close: .verified
        case .weaker: .weaker
        case .prose: .prose
        default: verdict.isDivergence ? .broken : .open
        }
      return DocumentVerdict(
        ScreenLine(verdict.word), because: ScreenLine(verdict.explanation), kind: kind)
    }
    return Provenance.Replay(
      verdicts, of: record.entries.count, holds: report.isVerified,
      date: context.today().description, carnet: context.version)
  }

  /// What the last replay of a record's very content found, or nil where none ran.
  ///
  /// The `replay` statements behind that content are not part of it: they came after.
  ///
  /// - Complexity: linear in the record for each `replay` at its end.
  func replay(of record: SessionFile, parser: StatementParser) -> Provenance.Replay? {
    guard !replays.isEmpty else { return nil }
    var content = record
    while let last = content.entries.last {
      if var replay = replays[content.contentHash] {
        replay.statements = record.entries.count
        replay.isEarlier = true
        return replay
      }
      guard case .success(let statement)? = parser.statements(of: SourceText(last.source)).first,
        let command = statement.command, command.does(.replays)
      else { return nil }
      content.entries.removeLast()
    }
    return nil
  }
}
