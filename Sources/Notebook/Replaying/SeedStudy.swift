import CommandLanguage
import Plotting
import SessionRecord
import Statistics
import Store
import TerminalText

/// How far the figures of a session depend on chance: it runs once a seed.
struct SeedStudy {
  let replay: SessionReplay
  let seeds: ClosedRange<UInt64>

  /// The most seeds of one study.
  static let mostSeeds = 1_000

  /// A numeric fact of a statement, through the runs.
  private struct Figure {
    let line: Int
    let source: String
    let key: String
    var values: [Double]
  }

  /// Replays once a seed and describes each figure that moved.
  ///
  /// - Throws: As ``SessionReplay/run(_:show:)``.
  /// - Complexity: A replay a seed.
  func outcome(_ path: String) throws -> Outcome {
    let file = try replay.read(path)
    var figures: [Figure] = []
    var places: [String: Int] = [:]
    var errors: [Sentence] = []
    for seed in seeds {
      var options = replay.options
      options.seed = seed
      var run = SessionReplay(
        context: replay.context, inside: replay.outer, options: options)
      run.register = replay.register
      try run.forEachStep(of: file, at: path) { step in
        if let failure = step.evaluation.failure, failure.code != step.entry.expectedError?.code {
          errors.append("seed \(seed), line \(step.entry.line): \(failure.sentence)")
        }
        for fact in step.evaluation.outcome?.facts.compared ?? [] {
          guard let value = FactTable.figure(fact.value) else { continue }
          let key = "\(step.entry.line) \(fact.key)"
          if let place = places[key] {
            figures[place].values.append(value)
          } else {
            places[key] = figures.count
            figures.append(
              Figure(
                line: step.entry.line, source: step.entry.source, key: fact.key,
                values: [value]))
          }
        }
      }
    }
    return outcome(figures, errors)
  }

  private func outcome(_ figures: [Figure], _ errors: [Sentence]) -> Outcome {
    let moved = figures.filter { Set($0.values).count > 1 }
    var outcome = Outcome.showing(
      ResultTable(
        [
          "line", "statement", "fact", "n", "mean", "sd", "min", "q1", "median", "q3", "max",
          "low", "high", "histogram",
        ], moved.map(row)))
    outcome.blocks.append(
      .talk(
        "\(counted(seeds.count, "seed")): \(counted(moved.count, "figure")) moved, "
          + "\(figures.count - moved.count) did not; low and high bound the mean at 95 %, from "
          + "\(StudentInterval.leastValues) seeds on; single cells are not looked at"))
    outcome.blocks += errors.prefix(Self.shownErrors).map(Outcome.Block.warning)
    if errors.count > Self.shownErrors {
      outcome.blocks.append(
        .warning("and \(counted(errors.count - Self.shownErrors, "more error"))"))
    }
    return outcome
  }

  private static let shownErrors = 5

  private func row(_ figure: Figure) -> [SQLValue] {
    let sample = SampleStatistics(of: figure.values)
    let interval = StudentInterval().interval(ofMean: figure.values)
    let measures: [Double?] = [
      sample.mean, sample.standardDeviation, sample.min, sample.quantile(0.25), sample.median,
      sample.quantile(0.75), sample.max, interval?.lower, interval?.upper,
    ]
    return [
      .integer(Int64(figure.line)), .text(figure.source), .text(figure.key),
      .integer(Int64(sample.count)),
    ] + measures.map { $0.map { .real(rounded($0, to: 10_000)) } ?? .null }
      + [.text(Sparkline.text(ofDistribution: sample.sorted))]
  }
}
