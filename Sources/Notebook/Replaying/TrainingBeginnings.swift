import CommandLanguage
import DispatchLearning
import Naming
import SessionRecord
import Store
import TerminalText

/// Verifies the first episodes of the trainings of a session, in place of running them whole.
///
/// A training that was cut has no agent. What depends on it is skipped, and reported as skipped.
struct TrainingBeginnings {
  let episodes: Int
  /// Agents that were not trained to their end, and what depends on them.
  private var missing: Set<Subject> = []

  init(episodes: Int) { self.episodes = episodes }

  /// The verdict of a training's beginning or of what stands on one; nil for all other statements.
  ///
  /// - Throws: `StoreError.interrupted` on Ctrl-C.
  mutating func verdict(
    of result: Result<Statement, Diagnostic>, _ entry: SessionEntry, in session: NotebookSession
  ) throws -> ReplayVerdict? {
    guard case .success(let statement) = result else { return nil }
    if let skipped = try skipping(statement, in: session) { return skipped }
    guard let command = statement.command, command.does(.trains) else { return nil }
    missing.formUnion([.single(.agents), .name(command[CommandCall.name] ?? "")])
    guard case .list(let recorded)? = entry.facts["curve"] else {
      return .skipped("its record contains no points of the curve")
    }
    do {
      return try compare(recorded, command, statement, session)
    } catch let diagnostic as Diagnostic {
      return .failed(RecordedError(diagnostic))
    }
  }

  private func compare(
    _ recorded: [String], _ command: ParsedCommand, _ statement: Statement,
    _ session: NotebookSession
  ) throws -> ReplayVerdict {
    let call = CommandCall(command, of: statement, in: session)
    let plan = try TrainingRequest(call).plan()
    let context = session.context
    let line = TrainingLine(name: plan.name)
    let started = context.seconds()
    defer { context.progress(nil) }
    let run = try plan.beginning(episodes) { progress in
      context.progress(line.text(progress, elapsed: context.seconds() - started))
      return !context.isInterrupted()
    }
    if context.isInterrupted() { throw StoreError.interrupted }
    let found = CurvePrint.marks(of: run.curve)
    let expected = recorded.filter { mark in
      mark.split(separator: ":").first.flatMap { Int($0) }.map { $0 <= run.episodes } ?? false
    }
    guard !expected.isEmpty else { return .skipped("no recorded point of its curve is that early") }
    if let missing = expected.first(where: { !found.contains($0) }) {
      let episode = missing.prefix { $0 != ":" }
      return .diverged([Movement("the curve differs at episode \(episode)")])
    }
    return .begun(episodes: run.episodes, points: expected.count)
  }

  /// Skips a statement that needs what was not made; what it would make is missing too.
  private mutating func skipping(_ statement: Statement, in session: NotebookSession) throws
    -> ReplayVerdict?
  {
    if case .note = statement.body { return nil }
    guard try !session.dependencies(of: statement).isDisjoint(with: missing) else { return nil }
    if let name = statement.resultName { missing.insert(.name(name)) }
    switch statement.body {
    case .command(let command):
      let names = session.catalogue.grammar.newNames(of: command)
      missing.formUnion(names.map { Subject.name($0) })
    case .sql(let sql):
      if let made = StatementWords.made(in: sql) { missing.insert(made) }
    case .note: break
    }
    return .skipped("it depends on a training that was only begun")
  }
}

extension TrainingPlan {
  /// Trains the first seed as far as an episode.
  func beginning(_ episodes: Int, _ proceeds: @escaping (Progress) -> Bool) throws
    -> AgentTraining.Result
  {
    let training = AgentTraining(
      settings: settings, training: self.training, validation: validation, seed: seeds[0],
      threads: threads, parent: parentCheckpoint)
    return try training.run { progress in
      proceeds(
        Progress(seed: 1, seeds: 1, training: progress, episodesDone: progress.episode))
        && progress.episode < episodes
    }
  }
}
