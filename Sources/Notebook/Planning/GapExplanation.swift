import CivilTime
import FleetModel
import Planning
import Solvers
import Store
import TerminalText

/// Why the gap of each day is not smaller.
struct GapExplanation {
  let days: [StoredPlan.Day]
  let isInterrupted: @Sendable () -> Bool

  /// One row a day: the plan's gap, the least there can be, and the reason.
  ///
  /// - Throws: `StoreError.interrupted` on Ctrl-C.
  /// - Complexity: A proof a day.
  func outcome() throws -> Outcome {
    var rows: [[SQLValue]] = []
    var sentences: [Sentence] = []
    for day in days {
      guard !isInterrupted() else { throw StoreError.interrupted }
      let best = OptimalMethod().solve(day.dated.day, until: isInterrupted)
      let least = best.levels.first { $0.level == .gap }?.bound ?? 0
      let gap = GapReason(of: best, on: day.dated.day)
      let reason = reason(day, best, gap)
      rows.append([
        .text(day.dated.label.description), .integer(Int64(day.record.score.gap)),
        .integer(Int64(day.record.gapFloor)), .integer(Int64(least)),
        isComparable(day.record, with: best.score)
          ? .integer(Int64(day.record.score.gap - least)) : .null,
        .text(best.levels.prefix(3).allSatisfy(\.isProven) ? "yes" : "no"),
        .text(brief(gap, day.dated)), .text(reason.text),
      ])
      if days.count == 1 { sentences.append(reason) }
    }
    let table = ResultTable(
      ["date", "gap", "floor", "least", "excess", "proven", "brief", "reason"], rows)
    var outcome = Outcome.showing(table)
    outcome.blocks = sentences.map(Outcome.Block.talk)
    // What a terminal has room for; `_` has the whole reasons.
    let shown = table.picking(
      table.columns.dropLast().map { ($0.name, $0.name == "brief" ? "why not lower" : $0.name) })
    outcome.blocks.append(.table("", shown))
    return outcome
  }

  /// Whether a plan's gap can be held against the least: no rule broken, as many rides served.
  private func isComparable(_ day: PlanRecord.Day, with best: Score) -> Bool {
    day.violations.isEmpty && day.score.isEqual(above: .gap, to: best)
  }

  private func reason(_ day: StoredPlan.Day, _ best: OptimalResult, _ gap: GapReason) -> Sentence {
    var parts: [Sentence] = []
    let score = day.record.score
    if let level = [Score.Level.unassigned, .reserve].first(where: { score[$0] > best.score[$0] }) {
      parts.append(
        "\(score[level]) \(words: level == .unassigned ? "unassigned" : "on reserve") where "
          + "\(best.score[level]) would do; the gap explained here is that of the best plan")
    }
    if score.gap > best.score.gap, isComparable(day.record, with: best.score) {
      parts.append(
        "the gap could be \(best.score.gap): `dispatch … with optimal` finds such a plan")
    }
    parts.append("\(day.dated.named(gap.sentence))")
    let reasons = ServiceReason.reasons(for: best.score, on: day.dated.day)
    for reason in reasons {
      parts.append(
        (reason.crew == .everyone ? "unassigned: " : "beyond the regular drivers: ")
          + "\(reason)")
    }
    let left = best.score.unassigned + best.score.reserve
    if left > 0, reasons.isEmpty {
      let isProven = best.levels.prefix(2).allSatisfy(\.isProven)
      parts.append(
        "\(best.score.unassigned) unassigned and \(best.score.reserve) on reserve are "
          + (isProven
            ? "proven to be the fewest; there is no short reason" : "not proven to be the fewest"))
    }
    return parts.joined(separator: "; ")
  }

  private func brief(_ gap: GapReason, _ dated: DatedDay) -> String {
    switch gap {
    case .numbers(_, 0): "no regular driver"
    case .numbers(let rides, let drivers) where rides % drivers == 0:
      "\(rides) = \(drivers) × \(rides / drivers)"
    case .numbers(let rides, let drivers):
      "\(rides) = \(drivers) × \(rides / drivers) + \(rides % drivers)"
    case .driver(let id, let most, _, _):
      "\(dated.name(of: id)) can have at most \(most)"
    case .bound: "proven, no short reason"
    case .open(_, let bound): "not proven, at least \(bound)"
    }
  }
}
