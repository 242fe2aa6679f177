import CommandLanguage
import Files
import SessionRecord
import Store

/// Finds why statements of a replay diverged, following what each of them read.
struct CauseFinder {
  private let header: SessionHeader
  private let context: NotebookContext
  /// The line of the file where what a name stands for diverged first, by folded name.
  private var origins: [String: Int] = [:]
  /// How many entries of the lineage are known.
  private var lineageCount = 0

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
    let verdict: ReplayVerdict
    let session: NotebookSession
  }

  /// Why a statement diverged, or nil where it did not; what it made is remembered.
  ///
  /// - Complexity: O(bytes of the statement + entries of the lineage).
  mutating func cause(of step: Step) -> ReplayCause? {
    let origin = self.origin(of: step)
    let isFine = step.verdict.isVerified || step.verdict.isOpen
    let cause = isFine ? nil : find(step, origin: origin)
    remember(step, cause: cause, origin: origin)
    return cause
  }

  private func find(_ step: Step, origin: (name: String, line: Int)?) -> ReplayCause {
    if let file = fileCause(step) { return file }
    if let origin { return .consequence(line: origin.line, name: origin.name) }
    if case .expectedErrorVanished = step.verdict { return .errorGone }
    let changes = settingChanges(step)
    if !changes.isEmpty { return .settings(changes) }
    if let reason = unorderedReason(step) { return .unorderedSQL(reason) }
    if let recorded = header.kernel, recorded != context.kernel, dependsOnKernel(step) {
      return .environment(recorded: recorded, found: context.kernel)
    }
    if let recorded = header.carnet, recorded != context.version {
      return .version(recorded: recorded, found: context.version)
    }
    switch step.verdict {
    case .failed, .otherError: return .newError
    default: return .result
    }
  }

  // MARK: Files

  private func fileCause(_ step: Step) -> ReplayCause? {
    guard case .command(let command)? = step.statement?.body,
      command.verb == "load" || command.verb == "import",
      let typed = command.string("FILE")
    else { return nil }
    // What the session itself wrote lies in the replay's scratch folder.
    let path = step.session.pathToRead(typed).path
    guard FilePath.exists(path) else { return .missingFile(typed) }
    let change = FileChange(
      typed: typed, path: path, recorded: step.entry.facts,
      found: step.evaluation.outcome?.comparedFacts)
    return change.isOther == true ? .data(change.sentence) : nil
  }

  // MARK: Settings, environment

  private func settingChanges(_ step: Step) -> [SettingChange] {
    guard case .text(let recorded)? = step.entry.facts[FactEvidence.settings],
      let statement = step.statement
    else { return [] }
    return SettingChange.changes(
      from: recorded, to: step.session.settingsText(for: statement))
  }

  /// Whether last bits of floating-point figures can have moved this: what was learnt, and reals.
  private func dependsOnKernel(_ step: Step) -> Bool {
    let learns: Set<String> = [
      "train", "finetune", "evaluate", "wait", "stop", "agent", "policy", "auto", "import",
    ]
    if !StatementWords.names(in: step.entry.source).isDisjoint(with: learns) { return true }
    guard case .diverged(let differences) = step.verdict else { return false }
    return differences.allSatisfy { difference in
      guard case .real(let was, _)? = difference.recorded,
        case .real(let now, _)? = difference.found
      else { return false }
      return FactTolerance.relative(1e-6).accepts(was, now)
    }
  }

  // MARK: Order

  private func unorderedReason(_ step: Step) -> String? {
    guard case .diverged(let differences) = step.verdict,
      case .sql(let sql)? = step.statement?.body
    else { return nil }
    let order = RowOrder(of: sql)
    guard let looseness = order.looseness(in: step.session.database) else { return nil }
    if differences.allSatisfy({ $0.key == "ordered" }) {
      return "the same rows in another order; \(looseness)"
    }
    let isRowCountSame = !differences.contains { $0.key == "rows" || $0.key == "columns" }
    return order.hasLimit && isRowCountSame ? "other rows within the limit; \(looseness)" : nil
  }

  // MARK: Consequences

  /// The first name among those that a statement reads that stands for something that diverged.
  private func origin(of step: Step) -> (name: String, line: Int)? {
    guard !origins.isEmpty else { return nil }
    var names = StatementWords.names(in: step.entry.source).union(["_"])
    if case .note(let note)? = step.statement?.body { names = NoteRunner.references(of: note) }
    if case .command? = step.statement?.body {
      names.formUnion(["drivers", "places"])
      if !names.contains("show") { names.remove("_") }
    } else if case .sql? = step.statement?.body,
      !StatementWords.mentionsLastResult(step.entry.source)
    {
      names.remove("_")
    }
    let readsAll = StatementWords.readsEverything(names)
    // Sets have no order: the earliest line, then the first name.
    return origins.filter { readsAll || names.contains($0.key) }
      .map { (name: $0.key, line: $0.value) }
      .min { ($0.line, $0.name) < ($1.line, $1.name) }
  }

  private mutating func remember(
    _ step: Step, cause: ReplayCause?, origin: (name: String, line: Int)?
  ) {
    let lineage = (try? step.session.database.lineage()) ?? []
    let added = lineage.dropFirst(lineageCount)
    lineageCount = lineage.count
    var written = added.flatMap(\.writes)
    let created = added.flatMap(\.creates)
    let hasResult = step.evaluation.outcome?.result != nil
    if hasResult { written.append("_") }
    if step.evaluation.failure != nil { written += promisedNames(step) }
    let line: Int? =
      if case .consequence(let line, _)? = cause { line } else if cause != nil {
        step.entry.line
      } else { origin?.line }
    for name in written {
      if let line {
        origins[name] = min(origins[name] ?? line, line)
      } else if created.contains(name) || name == "_" {
        origins[name] = nil
      }
    }
  }

  /// The names that a statement would have made, had it not failed.
  private func promisedNames(_ step: Step) -> [String] {
    guard let statement = step.statement else { return [] }
    var names = statement.resultName.map { [$0] } ?? []
    switch statement.body {
    case .note: break
    case .sql(let sql): names += StatementWords.madeName(in: sql).map { [$0] } ?? []
    case .command(let command):
      if let name = command.string("NAME") {
        names.append(name)
      } else if command.verb == "load", let path = command.string("FILE") {
        names.append(ObjectName.made(of: ObjectName.stem(of: path)))
      }
    }
    return names.map(NameRules.folded)
  }
}
