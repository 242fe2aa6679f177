import CommandLanguage
import FleetModel
import SessionRecord
import Store

/// Replays a session file: runs its statements in a fresh notebook and judges each by its record.
public struct SessionReplay {
  let context: NotebookContext
  let depth: Int
  let options: ReplayOptions

  /// How deep replays may stand inside replays: a script that replays itself must end.
  private static let depthLimit = 3

  /// A replay in the world of a context; `depth` counts the replays around it.
  public init(
    context: NotebookContext, depth: Int = 1, options: ReplayOptions = ReplayOptions()
  ) {
    self.context = context
    self.depth = depth
    self.options = options
  }

  /// One statement that ran again.
  struct Step {
    let entry: SessionEntry
    let evaluation: Evaluation
    let verdict: ReplayVerdict
    let cause: ReplayCause?
    let session: NotebookSession
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
    var report = ReplayReport()
    try forEachStep(of: try SessionFile.read(path), at: path) { step in
      report.add(step.entry, step.verdict, cause: step.cause)
      try show(step.session, step.evaluation, step.verdict)
    }
    return report
  }

  /// Runs the statements of a session file one by one.
  ///
  /// - Parameters:
  ///   - file: The session.
  ///   - path: Where it lies, absolute; its folder is what the header's folder is relative to.
  ///   - body: Is given each statement as it has run.
  /// - Throws: As ``run(_:show:)``, and what the body throws.
  func forEachStep(
    of file: SessionFile, at path: String, _ body: (Step) throws -> Void
  ) throws {
    guard depth <= Self.depthLimit else {
      throw SessionRecordError(
        .unreadableFile, "replays stand \(depth) deep inside one another", file: path,
        expected: "at most \(Self.depthLimit)",
        remedy: "take the `replay` statement out of the script")
    }
    let own = Self.context(for: file.header, at: path, in: context)
    let session = try NotebookSession(
      .memory, context: own, settings: options.settings(NotebookSettings(header: file.header)),
      replayDepth: depth)
    let parser = session.parser(.script)
    session.resumesTrainings = options.resumes
    var beginning = options.episodes.map { TrainingBeginnings(episodes: $0) }
    var causes = CauseFinder(header: file.header, context: own)
    for entry in file.entries {
      if let until = options.until, entry.line > until { break }
      let source = SourceText(options.changed(entry.source, by: parser))
      for result in parser.statements(of: source) {
        let begun = try beginning?.verdict(of: result, entry, in: session)
        let evaluation =
          begun == nil
          ? session.evaluate(result, in: source)
          : Evaluation(canonical: source.text, outcome: nil, failure: nil, seconds: 0)
        if evaluation.failure?.code == "E-stopped", context.isInterrupted() {
          throw StoreError.interrupted
        }
        let verdict = begun ?? Self.verdict(entry, evaluation)
        let cause = causes.cause(
          of: CauseFinder.Step(
            entry: entry, statement: try? result.get(), evaluation: evaluation, verdict: verdict,
            session: session))
        try body(
          Step(
            entry: entry, evaluation: evaluation, verdict: verdict, cause: cause,
            session: session))
      }
    }
  }

  private static func verdict(_ entry: SessionEntry, _ evaluation: Evaluation) -> ReplayVerdict {
    let verdict = ReplayVerdict(recorded: entry, found: ReplayOutcome(evaluation))
    // What did not run again is not verified, whatever its facts.
    guard evaluation.outcome?.isResumed == true, case .verified(let facts, _) = verdict else {
      return verdict
    }
    return .resumed(facts: facts)
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
  /// One row a statement: its line in the file, the statement, the verdict, the cause of one that
  /// diverged, and what the verdict rests on.
  public static func table(of report: ReplayReport) -> ResultTable {
    ResultTable(
      ["line", "statement", "verdict", "cause", "because"],
      report.lines.map {
        [
          .integer(Int64($0.fileLine)), .text($0.source), .text($0.verdict.word),
          .text($0.cause?.explanation ?? ""), .text($0.verdict.explanation),
        ]
      })
  }

  /// A sentence for each cause that is no consequence, which a narrow table would cut.
  private static func causes(of report: ReplayReport) -> [String] {
    let roots = report.lines.filter { line in
      guard let cause = line.cause else { return false }
      if case .consequence = cause { return false }
      return true
    }
    let sentences = roots.prefix(mostSentences).map { line in
      "line \(line.fileLine): \(line.cause?.explanation ?? "")"
    }
    let rest = roots.count - sentences.count
    return sentences + (rest > 0 ? ["and \(counted(rest, "more cause"))"] : [])
  }

  private static let mostSentences = 5

  /// The verdicts of a replay and their summary, as `replay` shows them wherever it is called.
  static func outcome(of report: ReplayReport) -> Outcome {
    var outcome = Outcome.showing(table(of: report))
    outcome.blocks += causes(of: report).map(Outcome.Block.warning)
    outcome.blocks.append(report.isVerified ? .talk(report.summary) : .warning(report.summary))
    outcome.hasDiverged = !report.isVerified
    return outcome
  }
}
