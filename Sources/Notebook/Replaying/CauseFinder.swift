import CommandLanguage
import Files
import Naming
import SessionRecord
import Store
import TerminalText

/// Finds why statements of a replay diverged, following what each of them read.
struct CauseFinder {
  private let header: SessionHeader
  private let context: NotebookContext
  /// Where what a name stands for diverged first.
  private var origins = SubjectOrigins()
  /// Where what a name stands for was made under another seed or other rules.
  private var settings = SubjectOrigins()
  /// What these were, by line.
  private var changes: [Int: [SettingChange]] = [:]

  init(header: SessionHeader, context: NotebookContext) {
    self.header = header
    self.context = context
  }

  /// What one statement came to.
  struct Step {
    let entry: SessionEntry
    /// Nil where its words could not be read.
    let statement: Statement?
    let evaluation: Evaluation
    let session: NotebookSession
    /// What it read and changed.
    let effects: StepEffects

    /// What it depends on.
    var reads: Set<Subject> { effects.reads }

    /// Why no other run need give what this one did; nil where it must.
    var unverifiable: Sentence? { evaluation.outcome?.unverifiable ?? evaluation.unverifiable }
  }

  /// A statement's verdict, as far as its cause depends on it.
  struct Finding {
    let verdict: ReplayVerdict
    /// What of the record itself was edited; nil where nothing seems to be.
    var edited: String?
    /// Why the order of rows, or the choice of a limit, is open; nil where it is not.
    var openOrder: String?
    /// Whether its reals were compared within a tolerance.
    var isClose = false
  }

  /// Why a statement diverged, or nil where it did not.
  ///
  /// - Complexity: O(bytes of the statement + names that it reads).
  func cause(of step: Step, _ finding: Finding) -> ReplayCause? {
    guard finding.verdict.isDivergence else { return nil }
    if let line = unreadableLine(step) { return line }
    if step.evaluation.failure?.code == NotebookSession.scratchCode { return .noScratchFolder }
    if let file = fileCause(step), !isOwnFile(step) { return file }
    // Where its facts hold, no other line is to blame.
    if case .pictureEdited = finding.verdict, let edited = finding.edited {
      return .recordEdited(edited)
    }
    if let origin = origins.origin(of: step.reads) {
      return .consequence(line: origin.line, name: Self.name(of: origin.subject, step))
    }
    return ownCause(of: step, finding)
  }

  private func ownCause(of step: Step, _ finding: Finding) -> ReplayCause {
    if case .expectedErrorVanished = finding.verdict { return .errorGone }
    let changes = settingChanges(step)
    if !changes.isEmpty { return .settings(changes) }
    if let line = settings.origin(of: step.reads)?.line, let changes = self.changes[line] {
      return .settings(changes)
    }
    if let edited = finding.edited { return .recordEdited(edited) }
    if let reason = finding.openOrder { return .unorderedSQL(reason) }
    if let recorded = header.libm ?? header.kernel, recorded != context.kernel,
      finding.isClose || movesWithMachine(step, finding)
    {
      return .libm(recorded: recorded, found: context.kernel)
    }
    if let recorded = header.carnet, recorded != context.version {
      return .version(
        recorded: recorded, found: context.version, cure: step.evaluation.failure?.remedy)
    }
    switch finding.verdict {
    case .failed: return .newError
    case .otherError: return .otherError
    default: return .result
    }
  }

  /// Notes what a statement wrote, with the line that it diverged in or depends on.
  mutating func note(_ effects: Effects, of step: Step, _ cause: ReplayCause?) {
    let line: Int? =
      switch cause {
      case .consequence(let line, _)?: line
      // What the statement gave is as it was.
      case .recordEdited?, nil: origins.origin(of: step.reads)?.line
      case _?: step.entry.line
      }
    origins.note(effects, from: line)
    let own = settingChanges(step)
    if !own.isEmpty { changes[step.entry.line] = own }
    settings.note(
      effects, from: own.isEmpty ? settings.origin(of: step.reads)?.line : step.entry.line)
  }

  /// A subject as a cause names it.
  private static func name(of subject: Subject, _ step: Step) -> String {
    switch subject {
    case .named(let name), .trigger(let name): name
    case .file(let path): FilePath.relative(path, from: step.session.folder)
    case .single(.lastResult): NotebookDatabase.lastResult
    case .single(.roster): "drivers"
    case .single(let single): single.rawValue
    }
  }

  // MARK: Lines

  /// What is wrong with a line that is not a statement where one was expected to succeed.
  private func unreadableLine(_ step: Step) -> ReplayCause? {
    guard step.statement == nil, step.evaluation.failure != nil, step.entry.expectedError == nil
    else { return nil }
    return .unreadableLine("it is not a statement")
  }

  // MARK: Files

  /// Whether a file that the statement reads was written by the session itself, or would have been.
  private func isOwnFile(_ step: Step) -> Bool {
    guard case .command(let command)? = step.statement?.body, let typed = command[CommandCall.file]
    else { return false }
    let files = step.session.files
    let path = FilePath.absolute(typed, in: step.session.folder)
    if origins.origin(of: [.file(path)]) != nil { return true }
    return files.pathToRead(path) != path
  }

  private func fileCause(_ step: Step) -> ReplayCause? {
    guard case .command(let command)? = step.statement?.body, let typed = command[CommandCall.file]
    else { return nil }
    let reads = command.does(.loads)
    let failure = step.evaluation.failure?.code
    guard reads || failure == .file || failure == .record else { return nil }
    // Where a failure was expected, that one came is no news.
    guard failure == nil || step.entry.expectedError == nil else { return nil }
    // What the session itself wrote lies in the replay's scratch folder.
    let source =
      reads
      ? LoadSource(typed, in: step.session)
      : .file(path: step.session.pathToRead(typed).path, isBundled: false)
    switch source {
    case .file(let path, _):
      guard FilePath.exists(path) else { return .missingFile(typed) }
      guard FilePath.isRegular(path) else { return .folder(typed) }
    case .files(let matched):
      guard !matched.files.isEmpty else { return .missingFile(typed) }
    case .input:
      guard source.hash != nil else {
        return .missingFile("standard input: give it again, `carnet replay FILE < DATA`")
      }
    }
    guard reads else { return nil }
    let change = FileChange(
      typed: typed, source: source, recorded: step.entry.facts,
      found: step.evaluation.outcome?.comparedFacts)
    return change.isOther == true ? .data(change.sentence) : nil
  }

  // MARK: The machine

  /// Whether another machine can have moved this of a record of format 1: what was learnt, and reals
  /// in their last digits.
  private func movesWithMachine(_ step: Step, _ finding: Finding) -> Bool {
    guard header.format == 1 else { return false }
    if dependsOnAgents(step) { return true }
    let movements = finding.verdict.movements
    return !movements.isEmpty
      && movements.allSatisfy { movement in
        guard case .real(let was)? = movement.recorded, case .real(let now)? = movement.found
        else { return false }
        return FactTolerance.relative(1e-6).accepts(was, now)
      }
  }

  /// Whether a statement trains an agent, names one, or reads or changes what agents there are.
  private func dependsOnAgents(_ step: Step) -> Bool {
    let effects = step.evaluation.effects
    let agents: Set<Subject> = [.single(.agents), .single(.activeAgent)]
    if !effects.reads.union(effects.writes).isDisjoint(with: agents) { return true }
    guard let command = step.statement?.command else { return false }
    return command.does(.trains)
      || step.session.catalogue.grammar.bindings(of: command).contains {
        $0.parameter.kind == .object([.agent])
      }
  }

  // MARK: Settings

  /// Whether the statement reads what diverged before it.
  func readsDiverged(_ step: Step) -> Bool { origins.origin(of: step.reads) != nil }

  /// Whether the statement ran under another seed or other rules than its record says.
  func hasOtherSettings(_ step: Step) -> Bool { !settingChanges(step).isEmpty }

  private func settingChanges(_ step: Step) -> [SettingChange] {
    guard case .text(let recorded)? = step.entry.facts[FactEvidence.settings],
      let statement = step.statement
    else { return [] }
    return SettingChange.changes(
      from: recorded, to: step.session.settingsText(for: statement))
  }
}
