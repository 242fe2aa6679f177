import CivilTime
import FleetModel
import Planning
import Statistics
import Store
import TerminalText

/// The tables of a comparison: by method, by pair and measure, and by day.
struct ComparisonTables {
  let comparison: PlanComparison

  private var days: [PlanComparison.Day] { comparison.days }

  /// What `compare` shows; the shape that was asked for becomes `_`, else the methods do.
  func outcome(_ shape: ComparisonShape?) -> Outcome {
    var outcome = Outcome()
    outcome.blocks = [.talk(headline)]
    switch shape {
    case .method, nil:
      let methods = methods
      outcome.result = methods
      outcome.blocks.append(.table("", Self.shown(methods: methods)))
      if shape == nil, let base = comparison.candidates.first, comparison.candidates.count > 1 {
        outcome.blocks += ComparisonPairs(comparison).blocks(against: base.name)
      }
    case .pair:
      let pairs = ComparisonPairs(comparison)
      outcome.result = pairs.table
      outcome.blocks += pairs.blocks(against: comparison.candidates.first?.name)
    case .day:
      let days = byDay
      outcome.result = days
      outcome.blocks.append(.table("", Self.shown(days: days)))
    }
    outcome.blocks += warnings.map(Outcome.Block.warning)
    return outcome
  }

  private var headline: Sentence {
    let stated = days.count { $0.source == .stated }
    let proven = days.count { $0.source == .proven }
    let sources: [Sentence?] = [
      stated > 0 ? "stated for \(stated)" : nil, proven > 0 ? "proven for \(proven)" : nil,
    ]
    let optima = sources.compactMap { $0 }.joined(separator: " and ")
    let part = comparison.part.map { " \($0.rawValue)" as Sentence } ?? ""
    return "\(comparison.dataset)\(part): \(counted(days.count, "day")), optimum "
      + (optima.isEmpty ? "unknown" : optima)
  }

  private var warnings: [Sentence] {
    var warnings = comparison.candidates.compactMap { candidate -> Sentence? in
      let broken = candidate.answers.filter { $0.violations > 0 }
      guard !broken.isEmpty else { return nil }
      let count = broken.reduce(0) { $0 + $1.violations }
      return "\(candidate.name) breaks \(counted(count, "rule")) on "
        + "\(counted(broken.count, "day")): it is infeasible there"
    }
    let wrong = days.compactMap { day in
      day.contradiction.map { "\(day.label) \($0)" as Sentence }
    }
    if let first = wrong.first {
      warnings.append(
        "\(counted(wrong.count, "stated optimum", "stated optima")) contradicted by the proof "
          + "here; the proven optimum is used instead; \(first)")
    }
    let open = days.filter { !$0.isKnown }
    if let first = open.first {
      warnings.append(
        "the optimum of \(counted(open.count, "day")) is not proven (first \(first.label)); "
          + "the best known plan replaces it")
    }
    let better = comparison.candidates.flatMap { candidate in
      zip(days, candidate.answers).filter { $0.isBetter($1) }.map { day, answer -> Sentence in
        "\(candidate.name) is better than the \(day.source.rawValue) optimum of \(day.label) at "
          + "level \(answer.score.firstDifference(from: day.optimum)?.rawValue ?? "")"
      }
    }
    if let first = better.first {
      warnings.append(
        first + (better.count > 1 ? ", and \(better.count - 1) more such days" : "")
          + ": one of the two is wrong; these days are not counted here")
    }
    return warnings
  }

  // MARK: By method

  private var methods: ResultTable {
    let rows = comparison.candidates.map { row($0.name, $0.answers) }
    let optimum = row(
      "(optimum)", days.map { PlanComparison.Answer(score: $0.optimum, violations: 0) })
    return ResultTable(
      [
        "method", "days", "unassigned", "reserve", "gap", "excess_gap", "excess_days", "squares",
        "late", "km", "at_optimum", "equal_1_5", "km_above", "km_above_p95", "violations",
        "broken_days", "below_optimum",
      ], rows + [optimum])
  }

  /// The columns that a terminal has room for; `_` has every one.
  private static func shown(methods: ResultTable) -> ResultTable {
    methods.picking([
      ("method", "method"), ("gap", "gap"), ("excess_gap", "excess"), ("unassigned", "unserved"),
      ("reserve", "reserve"), ("late", "late"), ("km", "km"), ("at_optimum", "at_opt"),
      ("km_above", "km_above"),
    ]).keeping(["km_above", "at_opt", "excess", "unserved"])
  }

  private func row(_ name: String, _ answers: [PlanComparison.Answer]) -> [SQLValue] {
    let summary = ComparisonSummary(days, answers)
    func sum(_ level: Score.Level) -> SQLValue { .integer(Int64(summary.sum(level))) }
    return [
      .text(name), .integer(Int64(summary.days)), sum(.unassigned), sum(.reserve),
      .real(rounded(summary.mean(.gap))),
      summary.excessGap.map { .real(rounded($0)) } ?? .null,
      .integer(Int64(summary.excessDays)), sum(.squares), sum(.lateness),
      .real(Double(summary.sum(.metres)) / 1_000),
      .real(rounded(summary.atOptimum)), .real(rounded(summary.equalDays)),
      summary.above.mean.map { .real(rounded($0)) } ?? .null,
      summary.above.quantile(0.95).map { .real(rounded($0)) } ?? .null,
      .integer(Int64(summary.violations)), .integer(Int64(summary.brokenDays)),
      .integer(Int64(summary.belowOptimum)),
    ]
  }

  // MARK: By day

  private var byDay: ResultTable {
    let levels = Score.Level.allCases
    return ResultTable(
      ["date", "method", "rides"] + levels.map(\.rawValue)
        + levels.map { "optimum_\($0.rawValue)" }
        + ["first_difference", "excess_gap", "km_above", "optimum", "violations"],
      days.enumerated().flatMap { index, day in
        comparison.candidates.map { candidate in
          dayRow(day, candidate.name, candidate.answers[index], levels)
        }
      })
  }

  /// The columns that a terminal has room for; `_` has every level, found and optimal.
  private static func shown(days: ResultTable) -> ResultTable {
    days.picking([
      ("date", "date"), ("method", "method"), ("rides", "rides"), ("gap", "gap"),
      ("excess_gap", "excess"), ("lateness", "late"), ("km_above", "km_above"),
      ("first_difference", "differs at"), ("optimum", "optimum"),
    ])
  }

  private func dayRow(
    _ day: PlanComparison.Day, _ name: String, _ answer: PlanComparison.Answer,
    _ levels: [Score.Level]
  ) -> [SQLValue] {
    [.text(day.label.description), .text(name), .integer(Int64(day.rides))]
      + levels.map { .integer(Int64(answer.score[$0])) }
      + levels.map { .integer(Int64(day.optimum[$0])) }
      + [
        answer.score.firstDifference(from: day.optimum).map { .text($0.rawValue) } ?? .null,
        day.excessGap(of: answer).map { .integer(Int64($0)) } ?? .null,
        day.excessMetres(of: answer).map { .real(Double($0) / 1_000) } ?? .null,
        .text(day.source.rawValue),
        .integer(Int64(answer.violations)),
      ]
  }
}
