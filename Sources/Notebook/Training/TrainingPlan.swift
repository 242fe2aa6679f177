import CivilTime
import DeepQ
import DispatchLearning
import FleetModel
import Store

/// A training as a statement asks for it, everything looked up: it runs without the notebook.
struct TrainingPlan: Sendable {
  let name: String
  /// The agent that it goes on from.
  let parent: String?
  let parentCheckpoint: DeepQ.AgentCheckpoint?
  let datasets: [String]
  /// The datasets in words.
  var dataset: String { datasets.joined(separator: ", ") }
  let settings: AgentSettings
  let seeds: [UInt64]
  let threads: Int
  /// The episode at which the last seed ends before the settings' own, as a training that was
  /// stopped is recorded; nil for none.
  let end: Int?
  let training: [ServiceDay]
  let validation: [ScoredDay]
  /// Held-out days, on which every seed is scored when it is done; nothing is chosen by them.
  let holdout: [ScoredDay]
  /// Days that the parent learnt from, for what is lost on them.
  let formerDays: [ScoredDay]
  /// The days of the whole lineage with their roles.
  let days: [AgentRecord.Day]
  /// A hash over the hashes of the training days.
  let fingerprint: String

  /// What a training is doing.
  struct Progress: Sendable {
    let seed: Int
    let seeds: Int
    let training: AgentTraining.Progress
    /// Episodes done, over all seeds.
    let episodesDone: Int
  }

  /// One seed's result, scored on the days that it did not choose by.
  struct SeedResult: Sendable {
    let seed: UInt64
    let result: AgentTraining.Result
    let holdout: QualityScore?
    let former: QualityScore?
  }

  /// A finished training; the best seed's checkpoint becomes the agent.
  struct Run: Sendable {
    let seeds: [SeedResult]
    /// How the parent scores on the same days, where there is one.
    let parent: (validation: QualityScore, holdout: QualityScore?, former: QualityScore?)?

    /// The seed that scores best on the validation days, the first of equals.
    var best: SeedResult? {
      seeds.min { $0.result.best.quality.regret < $1.result.best.quality.regret }
    }

    /// Whether it was stopped before its end.
    var isStopped: Bool { seeds.contains { $0.result.end == .stopped } }
  }

  /// Trains one seed after the other.
  ///
  /// - Parameters:
  ///   - goesOn: Asked before each decision; false ends the training within an episode, which counts
  ///     as none.
  ///   - proceeds: Told of every episode; false ends the training and keeps the best so far.
  /// - Returns: The results of all seeds, and how the parent scores beside them.
  /// - Throws: What the network's library or a checkpoint of another shape throws.
  /// - Complexity: `AgentTraining.run`, a seed.
  func run(
    goesOn: @escaping () -> Bool = { true }, _ proceeds: @escaping (Progress) -> Bool
  ) throws -> Run {
    var results: [SeedResult] = []
    var isStopped = false
    for (index, seed) in seeds.enumerated() where !isStopped {
      let before = results.reduce(0) { $0 + $1.result.episodes }
      let training = AgentTraining(
        settings: settings, training: self.training, validation: validation, seed: seed,
        threads: threads, parent: parentCheckpoint)
      let end = index == seeds.count - 1 ? end : nil
      // An end of no episodes is one before the first decision.
      let result = try training.run(goesOn: { end != 0 && goesOn() }) { progress in
        if let end, progress.episode >= end { return false }
        return proceeds(
          Progress(
            seed: index + 1, seeds: seeds.count, training: progress,
            episodesDone: before + progress.episode))
      }
      isStopped = result.end == .stopped
      results.append(try scored(result, seed: seed))
    }
    return Run(seeds: results, parent: try parentScores())
  }

  private func scored(_ result: AgentTraining.Result, seed: UInt64) throws -> SeedResult {
    let planner = try AgentPlanner(result.checkpoint)
    return SeedResult(
      seed: seed, result: result, holdout: holdout.isEmpty ? nil : planner.quality(on: holdout),
      former: formerDays.isEmpty ? nil : planner.quality(on: formerDays))
  }

  func parentScores() throws
    -> (validation: QualityScore, holdout: QualityScore?, former: QualityScore?)?
  {
    guard let parentCheckpoint else { return nil }
    let planner = try AgentPlanner(parentCheckpoint)
    return (
      planner.quality(on: validation), holdout.isEmpty ? nil : planner.quality(on: holdout),
      formerDays.isEmpty ? nil : planner.quality(on: formerDays)
    )
  }
}
