import CommandLanguage
import DeepQ
import DispatchLearning
import Naming
import SessionRecord
import Store
import TerminalText

/// Takes what a training came to into the notebook, whole or not at all.
struct TrainingKeeper {
  let call: CommandCall
  let plan: TrainingPlan
  let run: TrainingPlan.Run
  /// The statement that started it.
  let statement: Statement

  /// Stores the agent of the best seed with the curves of all.
  ///
  /// - Returns: The outcome that reports it.
  /// - Throws: `StoreError`, such as for a full disk; the notebook is then as it was.
  func keep(remarks: [Sentence]) throws -> Outcome {
    guard let best = run.best else { throw AgentError.noDays }
    let bytes = best.result.checkpoint.encoded()
    let checkpoint = Store.AgentCheckpoint(
      bytes: bytes, sha256: ContentHash.sha256(of: bytes).digits)
    let report = TrainingReport(
      plan: plan, run: run, checkpoint: checkpoint, remarks: remarks,
      seed: call.session.settings.seed)
    let outcome = report.outcome()
    let record = record(best)
    let isNew = try call.database.object(named: plan.name) == nil
    try call.database.transaction { transaction in
      try transaction.insert(record, curve: curve, checkpoint: checkpoint)
      return call.session.lineage(
        of: source, effects(isNew: isNew), facts: outcome.facts.lines)
    }
    return outcome
  }

  /// The statement that makes the agent again by itself: in the foreground, and one that was stopped
  /// ends where it did.
  var source: String {
    guard var command = statement.command?.removing(TrainCommand.background) else {
      return statement.canonical
    }
    if run.isStopped, let last = run.seeds.last, plan.end == nil {
      if command[TrainCommand.count] != nil {
        command = command.setting(TrainCommand.count, to: .integer(run.seeds.count))
      }
      command = command.setting(TrainCommand.end, to: .integer(last.result.episodes))
    }
    return statement.with(command).canonical
  }

  /// What the training depended on when it began, and the agent that it makes.
  private func effects(isNew: Bool) -> Effects {
    var effects = Effects.making(plan.name, isNew: isNew, in: .agents)
    let names = plan.datasets + (plan.parent.map { [$0] } ?? [])
    effects.reads = Set(names.map { Subject.name($0) } + [.single(.roster), .single(.splits)])
    return effects
  }

  private func record(_ best: TrainingPlan.SeedResult) -> AgentRecord {
    AgentRecord(
      name: plan.name, parent: plan.parent, formulation: plan.settings.formulation.rawValue,
      settings: plan.settings.text, seed: best.seed, seeds: run.seeds.count,
      dataset: plan.dataset, fingerprint: plan.fingerprint,
      architecture: best.result.checkpoint.architecture,
      parameters: best.result.checkpoint.parameterCount, episodes: best.result.episodes,
      bestEpisode: best.result.best.episode, updates: best.result.updates,
      statement: source,
      validation: AgentValidation(best.result.best.quality), days: plan.days)
  }

  private var curve: [AgentCurvePoint] {
    run.seeds.flatMap { seed in
      seed.result.curve.map { point in
        AgentCurvePoint(
          seed: seed.seed, episode: point.episode, reward: point.reward, loss: point.loss,
          exploration: point.exploration, validation: AgentValidation(point.quality))
      }
    }
  }
}

extension AgentValidation {
  init(_ quality: QualityScore) {
    self.init(
      excessGap: quality.excessGap, equalDays: quality.equalShare * 100,
      kilometresAbove: quality.excessDistance.map { $0 * 100 })
  }
}
