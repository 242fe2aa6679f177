import CommandLanguage
import Files
import FleetModel
import SessionRecord
import Store
import TerminalText

/// Replays a session file: runs its statements in a fresh notebook and judges each by its record.
public struct SessionReplay {
  let context: NotebookContext
  /// The replay whose statement asks for this one; nil for an outermost one.
  let outer: ReplayPlace?
  let options: ReplayOptions
  /// Minutes of processor time that an outermost replay may take; nil for no bounds.
  let minutes: Int?
  /// Learns what the replayed notebook held as private, since verdicts quote it; nil where nothing
  /// of the replay is kept.
  var register: PrivateRegister?

  /// A replay in the world of a context.
  ///
  /// - Parameters:
  ///   - context: The world.
  ///   - options: How it differs from the script.
  ///   - minutes: Of processor time that it may take; nil for no bounds.
  public init(
    context: NotebookContext, options: ReplayOptions = ReplayOptions(),
    minutes: Int? = SessionReplay.defaultMinutes
  ) {
    self.init(context: context, inside: nil, options: options, minutes: minutes)
  }

  /// A replay that a statement of another one may ask for, whose budget it shares.
  init(
    context: NotebookContext, inside outer: ReplayPlace?, options: ReplayOptions = ReplayOptions(),
    minutes: Int? = SessionReplay.defaultMinutes
  ) {
    self.context = context
    self.outer = outer
    self.options = options
    self.minutes = minutes
  }

  /// Minutes of processor time that a replay may take where nobody says otherwise.
  public static let defaultMinutes = ReplayBudget.defaultMinutes

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
    let file = try read(path)
    report.leftOut = options.until.map { until in file.entries.count { $0.line > until } } ?? 0
    report.isCutShort = file.isCutShort && options.until == nil
    report.differences = ReplayBasis(of: file.header, in: context).differences
    do {
      try forEachStep(of: file, at: path) { step in
        report.add(step.entry, step.verdict, cause: step.cause)
        try show(step.session, step.evaluation, step.verdict)
      }
    } catch let stop as ReplayStopped {
      let left = options.until.map { until in file.entries.filter { $0.line <= until } }
      for (index, entry) in (left ?? file.entries).dropFirst(report.lines.count).enumerated() {
        report.add(entry, index == 0 ? .stopped(stop.excess) : .notRun("the replay was stopped"))
      }
    }
    return report
  }

  /// Reads a session file: where a replay around this one wrote it, what it wrote.
  ///
  /// - Throws: `SessionRecordError`.
  func read(_ path: String) throws(SessionRecordError) -> SessionFile {
    do throws(SessionRecordError) {
      let file = try SessionFile.read(context.files.pathToRead(path))
      guard file.hasFormatLine else { throw .notARecord(path, isEmpty: file.isEmpty) }
      return file.withTables(ofSession: path, through: context.files)
    } catch {
      var error = error
      error.file = path
      throw error
    }
  }

  /// Runs the statements of a session file one by one.
  ///
  /// - Parameters:
  ///   - file: The session.
  ///   - path: Where it lies, absolute; its folder is what the header's folder is relative to.
  ///   - body: Is given each statement as it has run.
  /// - Throws: `ReplayStopped` where it takes more than its budget, else as ``run(_:show:)``, and
  ///   what the body throws.
  func forEachStep(
    of file: SessionFile, at path: String, _ body: (Step) throws -> Void
  ) throws {
    let place = try ReplayPlace.entering(
      context.files.pathToRead(path), from: outer, budget: ReplayBudget(minutes: minutes))
    var own = Self.context(for: file.header, at: path, in: context)
    own.files = context.files.forReplay()
    own.network = .none
    own.isInterrupted = { [context] in context.isInterrupted() || place.budget.isExceeded }
    let session = try NotebookSession(
      .memory, context: own,
      settings: try options.settings(NotebookSettings(header: file.header, named: path)),
      replay: place)
    // What the index of the notebook in memory cannot give, it never told anybody.
    defer { try? register?.adopt(session.privacy) }
    let parser = session.parser(.script)
    session.resumesTrainings = options.resumes
    var beginning = options.episodes.map { TrainingBeginnings(episodes: $0) }
    var verifier = StatementVerifier(file: file, context: own)
    for (index, entry) in file.entries.enumerated() {
      if let until = options.until, entry.line > until { break }
      if index == file.ownBeginning { try session.forgetLastResult() }
      let source = SourceText(options.changed(entry.source, by: parser))
      for result in parser.statements(of: source) {
        if let excess = place.budget.excess { throw ReplayStopped(excess: excess) }
        session.comparison = FactComparison(with: entry.facts)
        session.earlierOccurrence = entry.facts.earlierOccurrence
        let begun = try beginning?.verdict(of: result, entry, in: session)
        let evaluation =
          begun == nil
          ? session.evaluate(result, in: source)
          : Evaluation(canonical: source.text, outcome: nil, failure: nil, seconds: 0)
        if let excess = place.budget.excess { throw ReplayStopped(excess: excess) }
        if evaluation.failure?.code == .stopped, context.isInterrupted() {
          throw StoreError.interrupted
        }
        let (verdict, cause) = try verifier.verdict(
          entry, try? result.get(), evaluation, in: session, given: begun)
        try body(
          Step(
            entry: entry, evaluation: evaluation, verdict: verdict, cause: cause,
            session: session))
      }
    }
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
  ///
  /// - Parameters:
  ///   - header: The header.
  ///   - name: The file, for errors.
  /// - Throws: `SessionRecordError` at the rule that is not known or cannot have its value.
  init(header: SessionHeader, named name: String) throws(SessionRecordError) {
    self.init()
    seed = header.seed ?? seed
    for rule in header.rules ?? [] {
      do throws(RuleError) {
        rules = try rules.setting(rule.name, to: rule.value)
      } catch {
        throw SessionRecordError(
          .unknownRule, "\(error)", file: name, place: rule.place,
          expected: "a rule of `rules` and a value in its range")
      }
    }
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
