import CommandLanguage
import Naming
import SessionRecord
import Store
import TerminalText

/// Holds each statement of a replay against its record: the verdict, and the cause of a divergence.
struct StatementVerifier {
  private let basis: ReplayBasis
  private var causes: CauseFinder
  /// Where what a name stands for depends on the clock or on another unstable function.
  private var unstable = SubjectOrigins()
  /// Where what a name stands for depends on the math library.
  private var mathematical = SubjectOrigins()
  /// Whether another math library made the record.
  private let isOtherLibm: Bool
  /// Where the order of what a name stands for is open.
  private var unordered = SubjectOrigins()

  init(file: SessionFile, context: NotebookContext) {
    let recorded = file.header
    basis = ReplayBasis(of: recorded, in: context)
    isOtherLibm = recorded.libm.map { $0 != context.kernel } ?? false
    causes = CauseFinder(header: file.header, context: context)
  }

  /// The verdict on a statement that ran, and why it diverged.
  ///
  /// - Parameters:
  ///   - entry: What the record holds.
  ///   - statement: The statement; nil where its words could not be read.
  ///   - evaluation: What it gave.
  ///   - session: The replay's session, whose last result is the statement's.
  ///   - given: A verdict that was found in another way, such as of a training's beginning.
  /// - Returns: The verdict and its cause.
  /// - Throws: `StoreError` where the replay's notebook cannot be read.
  /// - Complexity: O(facts + cells of the blocks); O(n log n) in its rows where only their order is
  ///   another.
  mutating func verdict(
    _ entry: SessionEntry, _ statement: Statement?, _ evaluation: Evaluation,
    in session: NotebookSession, given: ReplayVerdict?
  ) throws -> (verdict: ReplayVerdict, cause: ReplayCause?) {
    let step = CauseFinder.Step(
      entry: entry, statement: statement, evaluation: evaluation, session: session,
      effects: try StepEffects(entry, statement, evaluation, in: session))
    let order = StatementOrder(
      step: step, inherited: unordered.origin(of: step.reads)?.line,
      hasOtherData: causes.readsDiverged(step))
    var finding = try given.map { CauseFinder.Finding(verdict: $0) } ?? finding(step, order)
    let unstableLine = unstableLine(step)
    if let unstableLine {
      finding = CauseFinder.Finding(
        verdict: .notVerifiable(Self.reason(line: unstableLine, step)))
    }
    // What a message says under other settings is no edited record.
    if case .pictureEdited(let what) = finding.verdict, causes.hasOtherSettings(step) {
      finding = CauseFinder.Finding(verdict: .diverged([Movement(what)]))
    }
    let cause = causes.cause(of: step, finding)
    let effects = step.effects.effects
    causes.note(effects, of: step, cause)
    unstable.note(effects, from: unstableLine)
    mathematical.note(effects, from: usesMathLibrary(step) ? entry.line : nil)
    let isOpen = finding.verdict.evidence?.multiset != nil
    unordered.note(effects, from: isOpen ? entry.line : nil)
    return (finding.verdict, cause)
  }

  private func finding(_ step: CauseFinder.Step, _ order: StatementOrder) throws
    -> CauseFinder.Finding
  {
    let outcome = step.evaluation.outcome
    // A statement that replays another session stands on what that one says.
    if step.entry.expectedError == nil, let divergence = outcome?.divergence {
      return CauseFinder.Finding(verdict: .innerDiverged(divergence))
    }
    var basis = basis
    basis.isClose = isOtherLibm && usesMathLibrary(step)
    let comparison = ReplayComparison(
      with: step.entry, on: basis, openOrder: { order.open },
      draw: BlockPicture.lines, found: { try Self.found(step) })
    let (verdict, edited) = try comparison.verdict(
      on: ReplayOutcome(step.evaluation, in: step.session))
    if verdict == .notCompared, case .note? = step.statement?.body,
      outcome?.comparedFacts.isEmpty == true
    {
      return CauseFinder.Finding(verdict: .prose)
    }
    if basis.isSameVersion, step.entry.isEarlier, let struck = try Self.struck(step) {
      return CauseFinder.Finding(verdict: .diverged([Movement(struck)]), edited: struck)
    }
    // What did not run again is not verified, whatever its facts.
    if outcome?.isResumed == true, let evidence = verdict.evidence {
      return CauseFinder.Finding(verdict: .resumed(facts: evidence.facts))
    }
    var finding = CauseFinder.Finding(verdict: verdict, edited: edited)
    finding.isClose = basis.isClose
    if case .diverged = verdict { finding.openOrder = order.openChoice }
    return finding
  }

  /// Whether figures of a statement depend on the math library, by itself or by what it reads.
  private func usesMathLibrary(_ step: CauseFinder.Step) -> Bool {
    step.evaluation.outcome?.dependsOnMathLibrary == true
      || mathematical.origin(of: step.reads) != nil
  }

  /// What is missing of the record of a statement that was made before the session: a notebook keeps of
  /// it the facts that its command stated, all of which the record holds; nil where nothing is.
  private static func struck(_ step: CauseFinder.Step) throws -> String? {
    guard let outcome = step.evaluation.outcome else { return nil }
    // Another file may state other facts: that is the cause then.
    if case .hash(let was)? = step.entry.facts["file"],
      case .hash(let now)? = outcome.facts["file"],
      !was.agrees(with: now)
    {
      return nil
    }
    let kept: FactSet
    if let entry = try step.session.database.lastLineage(),
      entry.source == step.evaluation.canonical
    {
      kept = entry.factSet
    } else if step.evaluation.effects.writes == [.single(.lastResult)] {
      // A query whose rows a later statement read.
      kept = outcome.comparedFacts
    } else {
      return "it changes nothing but is marked as made before the session"
    }
    let missing = kept.compared.first { step.entry.facts[$0.key] == nil }
    return missing.map { "the fact `\($0.key)` was removed from the record" }
  }

  /// What the statement shows now, as its record would hold it and as it is.
  private static func found(_ step: CauseFinder.Step) throws -> FoundBlocks {
    guard let outcome = step.evaluation.outcome else { return FoundBlocks() }
    return try FoundBlocks { form in
      let presenter =
        form.isTrue
        ? OutcomePresenter.truth(of: step.session) : try OutcomePresenter.record(of: step.session)
      return try presenter.recordedBlocks(
        of: outcome, limit: form.isWhole ? nil : RecordedTable.mostRows)
    }
  }

  // MARK: What no record holds

  /// The line whose values no other run need give and that this statement depends on; nil where none.
  private func unstableLine(_ step: CauseFinder.Step) -> Int? {
    if let origin = unstable.origin(of: step.reads) { return origin.line }
    return step.unverifiable == nil ? nil : step.entry.line
  }

  private static func reason(line: Int, _ step: CauseFinder.Step) -> String {
    guard line == step.entry.line else {
      return "it depends on line \(line), which is not verifiable"
    }
    return step.unverifiable?.text ?? ""
  }
}

extension ReplayOutcome {
  /// What an evaluation came to, as a record of its session holds it.
  ///
  /// - Throws: `StoreError` where the notebook's private values cannot be read.
  init(_ evaluation: Evaluation, in session: NotebookSession) throws {
    if let failure = evaluation.failure {
      self = .failed(
        try SessionRecorder.error(failure, in: session), truth: RecordedError(failure))
    } else {
      let facts = evaluation.outcome?.comparedFacts ?? FactSet()
      self = .succeeded(facts, holds: facts["holds"] == .boolean(true))
    }
  }
}

extension ReplayBasis {
  /// What a record was made by, beside this program.
  init(of header: SessionHeader, in context: NotebookContext) {
    self.init(
      format: header.format,
      isSameVersion: header.carnet.map { $0 == context.version } ?? true,
      isSameSQLite: header.sqlite.map { $0 == NotebookDatabase.sqliteVersion } ?? true)
    guard format > 1 else { return }
    if !isSameVersion, let version = header.carnet {
      differences.append(
        "recorded by Carnet \(version), this is \(context.version): wording was not compared")
    }
    if !isSameSQLite, let version = header.sqlite {
      differences.append(
        "recorded with SQLite \(version), this is \(NotebookDatabase.sqliteVersion): the wording "
          + "of its errors was not compared")
    }
  }
}

/// Whether a statement of a replay decides the order of its rows.
struct StatementOrder {
  let step: CauseFinder.Step
  /// The line that leaves the order of what the statement reads open; nil where none does.
  let inherited: Int?
  /// Whether what it reads is other than when it was recorded.
  let hasOtherData: Bool

  private var order: RowOrder? {
    guard case .sql(let sql)? = step.statement?.body else { return nil }
    return RowOrder(of: sql)
  }

  /// What the statement leaves open of its rows' order; nil where it decides it.
  ///
  /// - Complexity: O(n log n) in the rows.
  var open: ReplayComparison.OpenOrder? {
    let order = order
    let database = step.session.database
    let reason: String
    switch order?.judgement(in: database) {
    case .loose(let loose)?: reason = loose
    case .unknown?: reason = RowOrder.unknownReason
    case .total?, nil:
      guard order?.terms == nil, let inherited else { return nil }
      return .init("line \(inherited) leaves the order open")
    }
    guard order?.terms != nil else { return .init(reason) }
    let groups = order?.groups(in: database)
    // Of rows whose order nobody can tell, and whose data are others, nobody can say which changed places.
    if groups == nil, hasOtherData { return nil }
    // Each row is a group of its own.
    if let groups, groups.last == groups.count - 1 { return nil }
    return .init(reason, groups: groups)
  }

  /// Why the choice of the rows within a `limit` is SQLite's; nil where it is not.
  var openChoice: String? {
    guard order?.hasLimit == true, let open else { return nil }
    return "other rows within the limit, as \(open.reason)"
  }
}
