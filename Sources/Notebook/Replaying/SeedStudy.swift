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

  /// Replays once a seed and describes each figure that moved.
  ///
  /// - Throws: As ``SessionReplay/run(_:show:)``.
  /// - Complexity: A replay a seed; memory of the figures that move, once a seed.
  func outcome(_ path: String) throws -> Outcome {
    let file = try replay.read(path)
    var findings = SeedFindings()
    for seed in seeds {
      var options = replay.options
      options.seed = seed
      var run = SessionReplay(
        context: replay.context, inside: replay.outer, options: options)
      run.register = replay.register
      try run.forEachStep(of: file, at: path) { step in
        if let failure = step.evaluation.failure,
          failure.code.rawValue != step.entry.expectedError?.code
        {
          findings.add(error: "seed \(seed), line \(step.entry.line): \(failure.sentence)")
        }
        guard let outcome = step.evaluation.outcome else { return }
        for fact in outcome.facts.compared { findings.add(fact, of: step.entry) }
        let blocks = try OutcomePresenter.record(of: step.session)
          .recordedBlocks(of: outcome)
        for (index, block) in blocks.enumerated() {
          if case .table(let table) = block { findings.add(table, at: index, of: step.entry) }
        }
      }
    }
    return outcome(findings)
  }

  private func outcome(_ findings: SeedFindings) -> Outcome {
    let moved = findings.figures.filter(\.hasMoved)
    var outcome = Outcome.showing(
      ResultTable(
        [
          "line", "statement", "figure", "n", "mean", "sd", "min", "q1", "median", "q3", "max",
          "low", "high", "histogram",
        ], moved.map(row)))
    let resting = findings.figures.count - moved.count
    outcome.blocks.append(
      .talk(
        "\(counted(seeds.count, "seed")): \(counted(moved.count, "figure")) moved, \(resting) did not; "
          + "low and high: 95 % confidence interval of the mean, "
          + "from \(StudentInterval.leastValues) seeds"))
    if findings.movedTexts > 0 {
      let verb = findings.movedTexts == 1 ? "contains" : "contain"
      outcome.blocks.append(
        .talk(
          "\(counted(findings.movedTexts, "more cell")) moved but \(verb) no number, so there is "
            + "nothing to summarise"))
    }
    if findings.movedContents > 0 {
      outcome.blocks.append(
        .talk(
          "\(counted(findings.movedContents, "statement")) returned other contents that "
            + "no figure shows"))
    }
    if moved.isEmpty, findings.movedTexts == 0, findings.movedContents == 0 {
      outcome.blocks.append(.talk("no result of the session depends on the seed"))
    }
    if findings.longTables > 0 {
      outcome.blocks.append(
        .talk(
          "\(counted(findings.longTables, "table")) of more than \(SeedFindings.mostRows) rows: the cells "
            + "of the first \(SeedFindings.mostRows) rows were compared, and sums of all reals"))
    }
    let errors = findings.errors
    outcome.blocks += errors.prefix(Self.shownErrors).map(Outcome.Block.warning)
    if errors.count > Self.shownErrors {
      outcome.blocks.append(
        .warning("and \(counted(errors.count - Self.shownErrors, "more error"))"))
    }
    return outcome
  }

  private static let shownErrors = 5

  private func row(_ figure: SeedFigure) -> [SQLValue] {
    let sample = SampleStatistics(of: figure.values)
    let interval = StudentInterval().interval(ofMean: figure.values)
    let measures: [Double?] = [
      sample.mean, sample.standardDeviation, sample.min, sample.quantile(0.25), sample.median,
      sample.quantile(0.75), sample.max, interval?.lower, interval?.upper,
    ]
    return [
      .integer(Int64(figure.line)), .text(figure.source), .text(figure.name),
      .integer(Int64(sample.count)),
    ] + measures.map { $0.map { .real(rounded($0, to: 10_000)) } ?? .null }
      + [.text(Sparkline.text(ofDistribution: sample.sorted))]
  }
}
