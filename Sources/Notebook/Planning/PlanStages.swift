import DispatchLearning
import FleetModel
import Planning
import Store
import TerminalText

/// What each stage of a staged method came to: which one won, and why the others did not.
struct PlanStages {
  let days: [DatedDay]
  let answers: [DayPlanner.Answer]

  /// The stages of one day one by one, of more days how often each one won.
  var blocks: [Outcome.Block] {
    let staged = zip(days, answers).filter { !$0.1.stages.isEmpty }
    guard let (_, first) = staged.first else { return [] }
    if staged.count == 1 {
      return [.table("stages", Self.table(first))] + won(first)
    }
    var lines: [Outcome.Block] = [.talk(wins(staged.map(\.1)))]
    if let reasons = fallbacks(staged.map { ($0.0, $0.1) }) { lines.append(.warning(reasons)) }
    return lines
  }

  private func won(_ answer: DayPlanner.Answer) -> [Outcome.Block] {
    guard let winner = answer.winner else { return [] }
    return [.talk("plan taken from \(winner.rawValue)")]
  }

  private func wins(_ answers: [DayPlanner.Answer]) -> Sentence {
    let stages = answers.first?.stages ?? []
    let parts = stages.enumerated().map { place, report -> Sentence in
      let wins = answers.count { $0.winner == report.stage }
      let milliseconds = answers.reduce(0.0) { $0 + $1.stages[place].seconds * 1_000 }
      return "\(report.stage.rawValue) \(counted(wins, "day"))"
        + " (\(volatile: "\(rounded(milliseconds / Double(answers.count), to: 10))") ms)"
    }
    return "days won and mean time by stage: " + parts.joined(separator: ", ")
  }

  private func fallbacks(_ staged: [(DatedDay, DayPlanner.Answer)]) -> Sentence? {
    let fallen = staged.filter(\.1.isFallback)
    guard let (day, answer) = fallen.first,
      let refusal = answer.stages.first(where: { $0.stage == .agent })?.refusal
    else { return nil }
    return "the agent's plan was not used on \(counted(fallen.count, "day")); "
      + "\(day.label): \(Self.text(refusal))"
  }

  private static func table(_ answer: DayPlanner.Answer) -> ResultTable {
    ResultTable(
      ["stage", "gap", "late", "km", "ms", "outcome"],
      answer.stages.map { report in
        [
          .text(report.stage.rawValue), report.score.map { .integer(Int64($0.gap)) } ?? .null,
          report.score.map { .integer(Int64($0.lateness)) } ?? .null,
          report.score.map { .real(Double($0.metres) / 1_000) } ?? .null,
          .real(rounded(report.seconds * 1_000, to: 10)),
          .text(
            report.refusal.map { text($0).text }
              ?? (report.stage == answer.winner ? "taken" : "improved on")),
        ]
      }
    ).volatile("ms")
  }

  static func text(_ refusal: StagedPlanner.Refusal) -> Sentence {
    switch refusal {
    case .noBetter: "no better than the previous plan"
    case .worse(let level): "worse than the previous plan at level \(level.rawValue)"
    case .breaksRules(let count):
      "breaks \(counted(count, "rule")): a bug in carnet, please report it"
    case .tooLarge(let rides): "\(counted(rides, "ride")) are more than an agent can plan"
    case .noAgent(let reason): "\(reason)"
    }
  }
}
