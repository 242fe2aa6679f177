import CommandLanguage
import FleetModel
import SessionRecord
import Store

/// Replays a session file: runs its statements in a fresh notebook and judges each by its record.
public struct SessionReplay {
  let context: NotebookContext
  let depth: Int

  /// How deep replays may stand inside replays: a script that replays itself must end.
  private static let depthLimit = 3

  /// A replay in the world of a context; `depth` counts the replays around it.
  public init(context: NotebookContext, depth: Int = 1) {
    self.context = context
    self.depth = depth
  }

  /// Replays a file.
  ///
  /// - Parameters:
  ///   - path: The session file, absolute.
  ///   - show: Is given each statement's session, evaluation and verdict as they come.
  /// - Returns: The verdicts.
  /// - Throws: `SessionRecordError` where the file cannot be read, `StoreError.interrupted` where
  ///   Ctrl-C stopped it.
  public func run(
    _ path: String, show: (NotebookSession, Evaluation, ReplayVerdict) throws -> Void
  ) throws -> ReplayReport {
    guard depth <= Self.depthLimit else {
      throw SessionRecordError(
        .unreadableFile, "replays stand \(depth) deep inside one another", file: path,
        expected: "at most \(Self.depthLimit)",
        remedy: "take the `replay` statement out of the script")
    }
    let file = try SessionFile.read(path)
    let session = try NotebookSession(
      .memory, context: Self.context(for: file.header, at: path, in: context),
      settings: NotebookSettings(header: file.header), replayDepth: depth)
    let parser = session.parser(.script)
    var report = ReplayReport()
    for entry in file.entries {
      let source = SourceText(entry.source)
      for result in parser.statements(of: source) {
        let evaluation = session.evaluate(result, in: source)
        if evaluation.failure?.code == "E-stopped", context.isInterrupted() {
          throw StoreError.interrupted
        }
        let verdict = ReplayVerdict(recorded: entry, found: ReplayOutcome(evaluation))
        report.add(entry, verdict)
        try show(session, evaluation, verdict)
      }
    }
    return report
  }

  /// The world of a script: its paths start from the folder that its header names.
  static func context(
    for header: SessionHeader, at path: String, in context: NotebookContext
  ) -> NotebookContext {
    var own = context
    own.today = { NotebookContext.fixedDay }
    own.folder = FilePath.absolute(header.folder ?? ".", in: FilePath.folder(of: path))
    return own
  }
}

extension NotebookSettings {
  /// The settings that a session file's header states.
  init(header: SessionHeader) {
    self.init(seed: header.seed, changed: header.rules ?? [])
  }
}

extension NotebookSession {
  /// Reads and runs one statement of a text; a mistake in its words is noted in the journal.
  func evaluate(_ slice: StatementSlice, in source: SourceText, by parser: StatementParser)
    -> Evaluation
  {
    let result = parser.parse(slice, in: source)
    if case .failure(let diagnostic) = result {
      recorder?.note(mistake: source[slice.span], diagnostic, in: self)
    }
    return evaluate(result, in: source)
  }

  /// Runs a statement as the parser read it; a mistake in its words is its failure.
  public func evaluate(_ result: Result<Statement, Diagnostic>, in source: SourceText)
    -> Evaluation
  {
    switch result {
    case .success(let statement): return evaluate(statement, in: source)
    case .failure(let diagnostic):
      return Evaluation(
        canonical: source.text, outcome: nil, failure: diagnostic, seconds: 0)
    }
  }
}

extension ReplayOutcome {
  init(_ evaluation: Evaluation) {
    if let failure = evaluation.failure {
      self = .failed(RecordedError(code: failure.code, message: failure.headline))
    } else {
      self = .succeeded(facts: evaluation.outcome?.facts ?? FactSet())
    }
  }
}

/// The verdicts of a replay as a table.
public enum ReplayTable {
  /// One row a statement: its line in the file, the statement, the verdict and what it rests on.
  public static func table(of report: ReplayReport) -> ResultTable {
    ResultTable(
      ["line", "statement", "verdict", "because"],
      report.lines.map {
        [
          .integer(Int64($0.fileLine)), .text($0.source), .text($0.verdict.word),
          .text($0.verdict.explanation),
        ]
      })
  }

  /// The verdicts of a replay and their summary, as `replay` shows them wherever it is called.
  static func outcome(of report: ReplayReport) -> Outcome {
    var outcome = Outcome.showing(table(of: report))
    outcome.blocks.append(report.isVerified ? .talk(report.summary) : .warning(report.summary))
    outcome.hasDiverged = !report.isVerified
    return outcome
  }
}
