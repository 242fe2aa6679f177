import CommandLanguage
import Files
import FleetModel
import Naming
import Planning
import Plotting
import SessionRecord
import Store
import TerminalText

/// A session over a notebook: it reads statements, runs them one by one, and records them.
///
/// A session is a pure function of script, data and seed; the clock, the width and the colours
/// come in through its context and reach nothing that is compared.
public final class NotebookSession {
  public let database: NotebookDatabase
  public let context: NotebookContext
  /// Reading this during a statement marks the statement as depending on the settings.
  public internal(set) var settings: NotebookSettings {
    get {
      running.hasAskedForSettings = true
      return settingsInForce
    }
    set {
      settingsInForce = newValue
      if newValue.seed != seeds.root { seeds = StatementSeeds(root: newValue.seed) }
    }
  }
  private(set) var settingsInForce: NotebookSettings
  private var seeds: StatementSeeds
  /// How often the statement that runs stood in the session that it is of, where that is an earlier one;
  /// nil for statements of this session, which counts them.
  var earlierOccurrence: Int?
  /// How results are shown; no part of any record.
  public internal(set) var display = DisplaySettings() {
    didSet { if display != oldValue { keepDisplay(display) } }
  }
  /// Whether somebody types, so that a statement may ask for an editor.
  var isInteractive = false
  /// Whether `set network off` holds.
  var isNetworkOff = false
  /// Keeps how results are shown for the next session, where somebody sits at a terminal.
  var keepDisplay: (DisplaySettings) -> Void = { _ in }
  /// Whether the notebook has its drivers and places.
  private var isFurnished = false
  /// The folder that relative paths start from, absolute.
  public let folder: String
  /// Keeps what happens; nil where nothing is kept, as in a replay.
  public internal(set) var recorder: SessionRecorder?
  let catalogue: CommandCatalogue
  /// Trainings that run beside the session.
  let jobs = JobBoard()
  /// The gate that statements write through: in a replay it leaves all files alone.
  var files: FileGate { context.files }
  /// The replay that this session runs; nil for one that somebody types or a script of theirs.
  let replay: ReplayPlace?
  /// Whether trainings that ran before are taken from what they kept.
  var resumesTrainings = false
  /// Results of this session whose values another run may not repeat, folded.
  private(set) var volatileRelations: Set<String> = []
  /// What replays in this session found, which exports state.
  var replayedRecords = ReplayedRecords()
  /// What a replay compares the facts of the statement at hand with; nil outside replays.
  var comparison: FactComparison?
  /// What neither pictures nor documents show.
  let privacy: PrivateRegister
  /// What is known of the statement that runs.
  var running = RunningStatement()
  /// How the last result was made.
  var lastResult = LastResultOrigin()

  /// Opens a session over a notebook.
  ///
  /// - Parameters:
  ///   - location: Where the notebook is; it is created where there is none.
  ///   - context: The world.
  ///   - settings: What to start from in place of what the notebook keeps.
  /// - Throws: `StoreError` where the notebook cannot be opened.
  public convenience init(
    _ location: NotebookLocation, context: NotebookContext, settings: NotebookSettings? = nil
  ) throws {
    try self.init(location, context: context, settings: settings, replay: nil)
  }

  /// Opens a session that may be a replay's.
  init(
    _ location: NotebookLocation, context: NotebookContext, settings: NotebookSettings?,
    replay: ReplayPlace?
  ) throws {
    catalogue = try CommandCatalogue()
    database = try NotebookDatabase(
      location, through: context.files, isInterrupted: context.isInterrupted)
    privacy = PrivateRegister(database, catalogue: catalogue)
    self.context = context
    self.replay = replay
    folder = context.folder
    settingsInForce = settings ?? NotebookSettings()
    seeds = StatementSeeds(root: settingsInForce.seed)
    if location != .memory { try furnish() }
    if settings == nil {
      for (name, value) in try database.settings() {
        self.settings.set(name, to: value)
        if name == SetCommand.network { isNetworkOff = value == "off" }
      }
    }
  }

  /// A parser of this session's language.
  public func parser(_ mode: StatementParser.Mode) -> StatementParser {
    StatementParser(
      grammar: catalogue.grammar, mode: mode,
      // A plan of a method's name could not be compared: the name would mean the method.
      // `load … as roads` names what it adds to; whatever else takes the name is refused as it runs.
      reservedNames: NotebookDatabase.builtInNames.filter { $0 != "roads" }
        + DispatchMethod.reserved)
  }

  /// Runs one statement and records it.
  ///
  /// A statement succeeds whole or leaves the notebook as it was; a mistake comes back as a value.
  public func evaluate(_ statement: Statement, in source: SourceText) -> Evaluation {
    let started = context.seconds()
    var statement = statement
    var mark: SQLDependence.Mark?
    running = RunningStatement()
    do {
      // Work that is short asks for Ctrl-C too late, or never.
      if context.isInterrupted() { throw StoreError.interrupted }
      if needsFurniture(statement) { try furnish() }
      statement = try settled(statement)
      let canonical = statement.canonical
      try recorder?.willRun(canonical, in: self)
      running = RunningStatement(
        effects: Effects(reads: try reads(of: statement)), observed: try observed(by: statement))
      let occurrence = earlierOccurrence ?? seeds.occurrence(of: canonical)
      running.occurrence = occurrence
      running.seed = StatementSeeds.seed(
        root: settingsInForce.seed, content: canonical, occurrence: occurrence)
      mark = database.beginDependence(drawingFrom: running.seed)
      var outcome = try run(statement, canonical: canonical, in: source)
      if !isRecorded(statement) { outcome.isRecorded = false }
      outcome.blocks += try staleWarnings()
      state(mark.map(database.dependence), in: &outcome)
      noteVolatile(outcome, of: statement)
      try completeFacts(of: &outcome, after: statement)
      outcome.rowHashesAsRecorded = comparison?.rowHashes ?? []
      stateSettings(in: &outcome, of: statement)
      if outcome.result != nil { running.effects.replaces.insert(.single(.lastResult)) }
      var evaluation = Evaluation(
        canonical: outcome.source ?? canonical, outcome: outcome, failure: nil,
        seconds: context.seconds() - started)
      evaluation.effects = running.effects
      keepResult(of: evaluation)
      evaluation.effects.reads.formUnion(running.observed)
      try recorder?.didRun(evaluation, isRecorded: outcome.isRecorded, in: self)
      return warned(evaluation, of: statement)
    } catch {
      let failure = diagnostic(for: error, in: statement, of: source)
      var evaluation = Evaluation(
        canonical: statement.canonical, outcome: nil, failure: failure,
        seconds: context.seconds() - started)
      evaluation.effects = Effects(
        reads: running.effects.reads.union(running.observed).union(mentioned(by: statement)))
      evaluation.unverifiable = mark.map(database.dependence).flatMap(Self.unverifiable)
      // What cannot be drawn for the record is the failure already; saying it twice helps nobody.
      try? recorder?.didRun(evaluation, isRecorded: isRecorded(statement), in: self)
      return evaluation
    }
  }

  /// A warning for each plan that the statement reads and that was made before its rides were corrected.
  private func staleWarnings() throws -> [Outcome.Block] {
    let reads = running.effects.reads
    let readsAll = reads.contains(.single(.plans))
    guard readsAll || reads.contains(where: { if case .named = $0 { true } else { false } }) else {
      return []
    }
    return try database.stalePlans().filter { readsAll || reads.contains(.name($0.plan)) }.map {
      .warning(
        "\($0.plan) was planned before \(words: $0.reason); `dispatch` plans its days again")
    }
  }

  /// Whether records hold a statement, as far as its form says.
  private func isRecorded(_ statement: Statement) -> Bool {
    statement.command?.syntax.isRecorded ?? true
  }

  /// Whether a statement may look at drivers or places.
  ///
  /// A notebook in memory gets them when the first such statement comes: reading the bundled files
  /// is a third of the time that `carnet -c "select 1;"` would take.
  private func needsFurniture(_ statement: Statement) -> Bool {
    guard !isFurnished else { return false }
    switch statement.body {
    case .note(let note):
      return !NoteRunner.references(of: note).isDisjoint(with: NotebookDatabase.builtInNames)
    case .command: return true
    case .sql(let sql):
      return !SQLPieces(sql).names.isDisjoint(with: NotebookDatabase.builtInNames)
    }
  }

  private func furnish() throws {
    // One that may not be changed has them, or does without.
    guard database.readOnlyReason == nil else {
      isFurnished = true
      return
    }
    try BundledData.install(in: database)
    isFurnished = true
  }

  private func settled(_ statement: Statement) throws -> Statement {
    guard let command = statement.command, let definition = catalogue.command(of: command.verb)
    else { return statement }
    return statement.with(
      try definition.settled(CommandCall(command, of: statement, in: self)))
  }

  private func run(
    _ statement: Statement, canonical: String, in source: SourceText
  ) throws -> Outcome {
    switch statement.body {
    case .note(let note):
      return try NoteRunner(session: self).run(note, statement, in: source)
    case .sql(let sql):
      return try SQLRunner(session: self).run(sql, statement: statement, source: canonical)
    case .command(let command):
      guard let definition = catalogue.command(of: command.verb) else { return Outcome() }
      let call = CommandCall(command, of: statement, in: self)
      if call.resultName != nil, definition.namesItsObject, command[CommandCall.name] != nil {
        throw call.mistake(
          .name, "the result is named twice", at: CommandCall.name,
          remedy: "leave one of the names out")
      }
      var outcome = try definition.run(call)
      if let table = outcome.result, table.relation == nil {
        try database.setLastResult(columns: table.columns.map(\.name), rows: table.rows)
      }
      if let name = call.resultName, !definition.namesItsObject {
        try keep(&outcome, as: name, call)
      }
      return outcome
    }
  }

  /// Keeps the table that a command showed under the statement's name.
  private func keep(_ outcome: inout Outcome, as name: String, _ call: CommandCall) throws {
    guard let table = outcome.result else {
      throw call.mistake(
        .name, "`\(call.command.verb)` returns no table that `\(name)` could name",
        remedy: "leave `\(name) =` out")
    }
    let isNew = try database.object(named: name) == nil
    try database.keepLastResult(
      as: name, columns: table.columns, entry: call.lineage(.making(name, isNew: isNew)))
    outcome.blocks.append(.talk("\(name): \(counted(table.rowCount, "row")), kept"))
  }

  /// Adds the facts of the statement's table after those that the command stated.
  ///
  /// - Throws: `StoreError.interruptedAfterwards` where Ctrl-C comes when something is changed already.
  private func completeFacts(of outcome: inout Outcome, after statement: Statement) throws {
    guard outcome.isRecorded else { return }
    addPlotFacts(to: &outcome)
    guard outcome.hasTableFacts else { return }
    do {
      try addTableFacts(to: &outcome)
    } catch StoreError.interrupted
      where statement.resultName != nil || outcome.factsRelation != nil
    {
      throw StoreError.interruptedAfterwards
    }
  }

  /// The facts of what is shown beside the result: a plot's data.
  private func addPlotFacts(to outcome: inout Outcome) {
    let plots = outcome.blocks.compactMap { block in
      if case .plot(let plot) = block { plot } else { nil }
    }
    for (index, plot) in plots.enumerated() {
      let key = index == 0 ? "plot" : "plot \(index + 1)"
      outcome.facts.beginGroup([Fact(key, .hash(.sha256(of: plot.json)))])
    }
  }

  private func addTableFacts(to outcome: inout Outcome) throws {
    if let relation = outcome.factsRelation {
      let columns = try database.resultColumns(of: relation).columns
      outcome.facts.append(
        try TableFacts(of: columns, comparison: comparison).facts(of: relation, in: database))
    } else if let table = factsTable(of: outcome) {
      outcome.facts.append(try table.facts(in: database, comparison: comparison))
    }
    for (owner, table) in outcome.furtherTables {
      outcome.facts.append(try table.facts(in: database, owner: owner, comparison: comparison))
    }
  }

  /// The table whose facts are the statement's; records of the first form count what every notebook
  /// has, too.
  private func factsTable(of outcome: Outcome) -> ResultTable? {
    comparison?.isOfFirstForm == true ? outcome.result : outcome.factsTable ?? outcome.result
  }

  /// Notes whether the relations that a statement makes contain unrepeatable values.
  private func noteVolatile(_ outcome: Outcome, of statement: Statement) {
    guard let result = outcome.result else { return }
    let made = [NotebookDatabase.lastResult] + (statement.resultName.map { [$0] } ?? [])
    for name in made.map(NameRules.folded) {
      if result.isVolatile || outcome.isUnverifiable {
        volatileRelations.insert(name)
      } else {
        volatileRelations.remove(name)
      }
    }
  }

  /// States what of the outcome depends on more than its data, by what SQL called.
  private func state(_ dependence: SQLDependence?, in outcome: inout Outcome) {
    guard let dependence else { return }
    if dependence.usesMathLibrary { outcome.dependsOnMathLibrary = true }
    if let reason = Self.unverifiable(dependence) { outcome.unverifiable = reason }
  }

  /// Why another run of what SQL did need not give the same; nil where it must.
  private static func unverifiable(_ dependence: SQLDependence) -> Sentence? {
    if dependence.readsClock {
      return
        "this reads the clock: a replay on another day differs; write the date itself, "
        + "such as '2025-10-22'"
    }
    if dependence.readsTimeZone {
      return
        "this reads the machine's time zone: a replay on another machine may differ; leave out "
        + "'localtime' and 'utc'"
    }
    return dependence.unstableFunction.map {
      "`\($0)()` depends on the connection or the library, not on the data"
    }
  }

  /// Adds the settings that a statement depended on, so that a replay can name the cause.
  private func stateSettings(in outcome: inout Outcome, of statement: Statement) {
    guard dependsOnSettings, !outcome.facts.isEmpty else { return }
    let text = settingsText(for: statement)
    outcome.facts.beginGroup([Fact(FactEvidence.settings, .text(text))])
  }

  /// An evaluation with warnings of what a replay may not give again, for whoever typed the
  /// statement: they are about the record, so it does not hold them.
  private func warned(_ evaluation: Evaluation, of statement: Statement) -> Evaluation {
    guard replay == nil, var outcome = evaluation.outcome else { return evaluation }
    outcome.blocks += FaithfulnessWarnings(session: self, seconds: evaluation.seconds)
      .sentences(for: statement, outcome).map(Outcome.Block.warning)
    var warned = Evaluation(
      canonical: evaluation.canonical, outcome: outcome, failure: nil, seconds: evaluation.seconds)
    warned.effects = evaluation.effects
    return warned
  }

  /// The pseudonyms of everybody that the notebook has seen; for one statement.
  func pseudonyms() throws -> Pseudonyms { try privacy.pseudonyms() }

  /// The seed that a statement draws from, its own where it names one, and the changed rules.
  func settingsText(for statement: Statement) -> String {
    var seed = "\(settingsInForce.seed)"
    if case .command(let command) = statement.body, let own = command[CommandCall.seed] {
      seed = "\(own)"
    }
    return (["seed \(seed)"] + settingsInForce.changedRules).joined(separator: " ")
  }

  /// Whether another seed or other rules may change what the statement that runs gives.
  var dependsOnSettings: Bool { running.hasAskedForSettings || database.hasDrawn }
}

/// What came of one statement: an outcome, or the mistake that kept it from having one.
public struct Evaluation: Sendable {
  /// The statement as recorded.
  public let canonical: String
  public let outcome: Outcome?
  public let failure: Diagnostic?
  /// Wall seconds; never compared.
  public let seconds: Double
  /// What the statement read and changed; of one that failed, what its words name.
  var effects = Effects()
  /// Why no other run need fail as this one did; nil where it must, or did not fail.
  public var unverifiable: Sentence?
}
