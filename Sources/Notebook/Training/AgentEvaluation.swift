import FleetModel
import Planning
import Statistics
import Store
import TerminalText

/// An agent's scores on some days, with what they are held against.
struct AgentEvaluation {
  let agent: AgentRecord
  let comparison: PlanComparison
  let part: DayPart?

  /// One row a method, the claims that they allow, and what is to be known of the days.
  func outcome() -> Outcome {
    var outcome = Outcome()
    let table = table
    outcome.result = table
    outcome.blocks = [.talk(headline)]
    if seen > 0 { outcome.blocks.append(.warning(seenSentence)) }
    outcome.blocks.append(.table("", shown(table)))
    for (base, others) in [
      (method(.policy), [method(.untrained), .greedy, .nearest]),
      (method(.searched), [method(.untrainedSearched), .search]),
    ] {
      let pairs = pairs(base, others)
      if pairs.table.rowCount > 0 { outcome.blocks += pairs.blocks(against: base.name) }
    }
    return outcome
  }

  private var headline: Sentence {
    "\(agent.name) on \(counted(comparison.days.count, "day")) of \(comparison.dataset)"
      + (part.map { " (\($0.rawValue))" as Sentence } ?? "")
  }

  /// Days that the agent's lineage was trained or chosen on.
  private var seen: Int {
    let known = agent.seenDays
    return comparison.days.count { known.contains($0.hash) }
  }

  private var seenSentence: Sentence {
    let days = comparison.days.count
    return seen == days
      ? "seen: \(agent.name) was trained or selected on all of these days; the scores prove little"
      : "seen: \(agent.name) was trained or selected on \(seen) of these \(counted(days, "day"))"
  }

  private func method(_ form: AgentMethod.Form) -> DispatchMethod {
    .agent(AgentMethod(form: form, agent: agent.name))
  }

  private func pairs(_ base: DispatchMethod, _ others: [DispatchMethod]) -> ComparisonPairs {
    func candidate(_ method: DispatchMethod) -> PlanComparison.Candidate? {
      comparison.candidates.first { $0.method == method }
    }
    // Each measured against the agent: the pair says how the other differs from it.
    return ComparisonPairs(
      comparison.holding([base].compactMap(candidate) + others.compactMap(candidate)))
  }

  // MARK: Tables

  private var table: ResultTable {
    ResultTable(
      [
        "method", "days", "seen", "gap", "excess_gap", "equal_1_5", "km_above", "km_above_p95",
        "at_optimum", "worse_than_greedy", "fallback", "violations",
      ],
      zip(scores, comparison.candidates).map { score, candidate in
        [
          .text(score.method), .integer(Int64(score.days)), .integer(Int64(score.seen)),
          cell(score.gap), cell(score.excessGap), cell(score.equalDays),
          cell(score.kilometresAbove), cell(score.kilometresAboveMost), cell(score.atOptimum),
          .integer(Int64(worseThanGreedy(candidate))), cell(score.fallback),
          .integer(Int64(candidate.answers.reduce(0) { $0 + $1.violations })),
        ]
      })
  }

  private func shown(_ table: ResultTable) -> ResultTable {
    table.picking([
      ("method", "method"), ("excess_gap", "excess"), ("equal_1_5", "equal_1_5"),
      ("km_above", "km_above"), ("km_above_p95", "p95"), ("at_optimum", "at_opt"),
      ("worse_than_greedy", "worse"), ("fallback", "fallback"),
    ]).keeping(["km_above", "equal_1_5", "excess"])
  }

  /// Days on which a method's plan is worse than greedy's in the strict order, neither breaking a
  /// rule.
  private func worseThanGreedy(_ candidate: PlanComparison.Candidate) -> Int {
    guard let greedy = comparison.candidates.first(where: { $0.method == .greedy }) else {
      return 0
    }
    return zip(candidate.answers, greedy.answers).count {
      $0.violations == 0 && $1.violations == 0 && $0.score > $1.score
    }
  }

  private func cell(_ value: Double?) -> SQLValue {
    value.map { .real(rounded($0)) } ?? .null
  }

  private func isAgent(_ candidate: PlanComparison.Candidate) -> Bool {
    if case .agent? = candidate.method { true } else { false }
  }

  /// The scores as the notebook keeps them.
  var scores: [AgentScore] {
    comparison.candidates.map { candidate in
      let summary = ComparisonSummary(comparison.days, candidate.answers)
      return AgentScore(
        dataset: comparison.dataset, part: part?.rawValue ?? "all", method: candidate.name,
        days: summary.days, seen: seen, gap: summary.mean(.gap), excessGap: summary.excessGap,
        lateness: summary.mean(.lateness), kilometres: Double(summary.sum(.metres)) / 1_000,
        atOptimum: summary.atOptimum, equalDays: summary.equalDays,
        kilometresAbove: summary.above.mean, kilometresAboveMost: summary.above.quantile(0.95),
        fallback: isAgent(candidate) ? summary.fallback : nil)
    }
  }
}
