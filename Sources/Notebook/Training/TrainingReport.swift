import DeepQ
import DispatchLearning
import Foundation
import SessionRecord
import Statistics
import Store
import TerminalText

/// Says what a training came to: seed by seed, over all seeds, and against the parent.
struct TrainingReport {
  let plan: TrainingPlan
  let run: TrainingPlan.Run
  let checkpoint: Store.AgentCheckpoint
  let remarks: [Sentence]
  let seed: UInt64

  func outcome() -> Outcome {
    var outcome = Outcome()
    let table = table
    outcome.result = table
    outcome.facts.beginGroup([
      Fact(
        "weights",
        ContentHash(algorithm: "sha256", digits: checkpoint.sha256).map(FactValue.hash) ?? .null),
      Fact("episodes", .integer(Int64(run.seeds.reduce(0) { $0 + $1.result.episodes }))),
      Fact("updates", .integer(Int64(run.seeds.reduce(0) { $0 + $1.result.updates }))),
    ])
    if let first = run.seeds.first {
      outcome.facts.beginGroup([Fact("curve", .list(CurvePrint.marks(of: first.result.curve)))])
    }
    outcome.blocks =
      [.talk(headline)] + remarks.map(Outcome.Block.talk) + [.table("", shown(table))]
    if run.seeds.count > 1 { outcome.blocks.append(.table("across seeds", overSeeds)) }
    if run.parent != nil { outcome.blocks.append(.table("against \(plan.parent ?? "")", gain)) }
    return outcome
  }

  private var headline: Sentence {
    let best = run.best
    let architecture = best?.result.checkpoint.architecture ?? ""
    let ends = run.seeds.compactMap(\.result.end)
    var sentence: Sentence =
      "\(plan.name): \(plan.settings.formulation.rawValue), \(architecture), trained on "
      + "\(counted(plan.training.count, "day")) of \(plan.dataset)"
    if let best {
      sentence += "; best at episode \(best.result.best.episode) of \(best.result.episodes)"
      if run.seeds.count > 1 { sentence += " with seed \(best.seed)" }
    }
    if ends.contains(.patience) { sentence += "; ended early without further improvement" }
    if ends.contains(.stopped) { sentence += "; stopped, the best so far is kept" }
    return sentence
  }

  // MARK: Tables

  /// One row a seed: quality on the days it was chosen by and on the held-out ones.
  private var table: ResultTable {
    ResultTable(
      ["seed", "episodes", "best_episode"] + Self.columns("validation") + Self.columns("holdout"),
      run.seeds.map { seed in
        [
          .integer(Int64(bitPattern: seed.seed)), .integer(Int64(seed.result.episodes)),
          .integer(Int64(seed.result.best.episode)),
        ] + Self.cells(seed.result.best.quality) + Self.cells(seed.holdout)
      })
  }

  /// The columns that a terminal has room for; `_` has all.
  private func shown(_ table: ResultTable) -> ResultTable {
    let validation = [
      ("validation_excess_gap", "excess"), ("validation_equal_1_5", "equal_1_5"),
      ("validation_km_above", "km_above"),
    ]
    let holdout = [
      ("holdout_excess_gap", "held: excess"), ("holdout_equal_1_5", "held: equal"),
      ("holdout_km_above", "held: km"),
    ]
    return table.picking(
      [("seed", "seed"), ("best_episode", "best at")] + validation
        + (plan.holdout.isEmpty ? [] : holdout))
  }

  private static func columns(_ part: String) -> [String] {
    ["excess_gap", "equal_1_5", "km_above"].map { "\(part)_\($0)" }
  }

  /// Excess gap, share of days equal at levels 1 to 5 in percent, kilometres above on those.
  private static func cells(_ quality: QualityScore?) -> [SQLValue] {
    guard let quality else { return [.null, .null, .null] }
    return [
      .real(rounded(quality.excessGap)), .real(rounded(quality.equalShare * 100)),
      quality.excessDistance.map { .real(rounded($0 * 100)) } ?? .null,
    ]
  }

  /// The interquartile mean over the seeds, with its bootstrap interval where seeds are enough.
  ///
  /// Source: R. Agarwal et al., "Deep Reinforcement Learning at the Edge of the Statistical
  /// Precipice", NeurIPS 2021, section 4.
  private var overSeeds: ResultTable {
    let bootstrap = Bootstrap(seed: seed)
    let measures: [(String, (TrainingPlan.SeedResult) -> Double?)] = [
      ("validation_excess_gap", { $0.result.best.quality.excessGap }),
      ("validation_equal_1_5", { $0.result.best.quality.equalShare * 100 }),
      ("validation_km_above", { $0.result.best.quality.excessDistance.map { $0 * 100 } }),
      ("holdout_excess_gap", { $0.holdout?.excessGap }),
      ("holdout_equal_1_5", { $0.holdout.map { $0.equalShare * 100 } }),
      ("holdout_km_above", { $0.holdout?.excessDistance.map { $0 * 100 } }),
    ]
    return ResultTable(
      ["measure", "seeds", "interquartile_mean", "low", "high"],
      measures.compactMap { name, value in
        let values = run.seeds.compactMap(value)
        let sample = SampleStatistics(of: values)
        guard let mean = sample.interquartileMean else { return nil }
        // Of fewer seeds a bootstrap holds the true mean far less often than it says.
        let interval =
          StudentInterval.isEnough(sample) ? bootstrap.interval(ofInterquartileMean: [values]) : nil
        return [
          .text(name), .integer(Int64(values.count)), .real(rounded(mean)),
          interval.map { .real(rounded($0.lower)) } ?? .null,
          interval.map { .real(rounded($0.upper)) } ?? .null,
        ]
      })
  }

  /// What the child gained on the new days and lost on the old ones.
  private var gain: ResultTable {
    let best = run.best
    let rows: [(String, Int, QualityScore?, QualityScore?)] = [
      ("new, validation", plan.validation.count, run.parent?.validation, best?.result.best.quality),
      ("new, held out", plan.holdout.count, run.parent?.holdout, best?.holdout),
      ("old", plan.formerDays.count, run.parent?.former, best?.former),
    ]
    return ResultTable(
      ["days", "count", "who", "excess_gap", "equal_1_5", "km_above", "regret"],
      rows.flatMap { part, count, before, after -> [[SQLValue]] in
        [(plan.parent ?? "", before), (plan.name, after)].compactMap { who, quality in
          quality.map { quality in
            [.text(part), .integer(Int64(count)), .text(who)] + Self.cells(quality)
              + [.real(rounded(quality.regret * 100))]
          }
        }
      })
  }
}
