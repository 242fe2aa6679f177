import CivilTime
import FleetModel
import Planning
import Store
import TerminalText

/// Why a ride is on its driver: his day around it, and what every other driver would mean.
struct RideExplanation {
  let ride: Int
  let day: StoredPlan.Day

  private var dated: DatedDay { day.dated }

  /// The driver's day around the ride and one row for each driver.
  func outcome() -> Outcome {
    guard let alternatives = RideAlternatives(of: ride, in: day.plan, on: dated.day) else {
      return Outcome()
    }
    var outcome = Outcome()
    outcome.result = table(alternatives)
    outcome.blocks = [.talk(sentence(alternatives))]
    if let driver = alternatives.driver {
      outcome.blocks.append(.table("\(dated.name(of: driver))'s day", route(of: driver)))
    }
    outcome.blocks.append(
      .table("ride \(ride) on another driver", shown(alternatives)))
    return outcome
  }

  private func sentence(_ alternatives: RideAlternatives) -> Sentence {
    let record = dated.rides.first { $0.id == ride }
    let what: Sentence =
      record.map {
        "ride \(ride), \($0.scheduled.clock) \($0.pickup.label) → \($0.dropoff.label), "
      } ?? "ride \(ride) "
    return what + "\(dated.label.spoken): "
      + (alternatives.driver.map { "driven by \(dated.name(of: $0))" as Sentence }
        ?? "served by nobody")
  }

  // MARK: The driver's day

  private func route(of driver: Int) -> ResultTable {
    let stops =
      day.plan.routes.first { $0.driver == driver }
      .map { RouteSchedule(of: $0, on: dated.day).stops } ?? []
    let records = Dictionary(
      dated.rides.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return ResultTable(
      ["", "ride", "time", "starts", "ends", "late", "way_km", "from", "to"],
      stops.map { stop in
        let record = records[stop.ride]
        return [
          .text(stop.ride == ride ? ">" : ""), .integer(Int64(stop.ride)),
          .text(record?.scheduled.clock ?? ""), .text(stop.start.clock), .text(stop.end.clock),
          .integer(Int64(stop.lateness.count)), .real(Double(stop.hopMetres.count) / 1_000),
          .text(record?.pickup.label ?? ""), .text(record?.dropoff.label ?? ""),
        ]
      })
  }

  // MARK: Other drivers

  /// Every figure: the change at each level, or the rule that breaks.
  private func table(_ alternatives: RideAlternatives) -> ResultTable {
    let levels = Score.Level.allCases
    return ResultTable(
      ["driver", "verdict"] + levels.map(\.rawValue) + ["rule", "minutes", "detail"],
      rows(alternatives).map { row in
        [.text(row.driver), .text(row.verdict)]
          + levels.map { level in row.change.map { .integer(Int64($0[level] ?? 0)) } ?? .null }
          + [
            row.violation.map { .text($0.rule.rawValue) } ?? .null,
            row.violation.map { .integer(Int64($0.minutes.count)) } ?? .null,
            .text(row.detail),
          ]
      })
  }

  private func shown(_ alternatives: RideAlternatives) -> ResultTable {
    ResultTable(
      ["driver", "verdict", "what"],
      rows(alternatives).map { row in
        [.text(row.driver), .text(row.verdict), .text(row.brief)]
      })
  }

  private struct Row {
    let driver: String
    let verdict: String
    /// The change at each level; nil where a rule breaks.
    let change: [Score.Level: Int]?
    let violation: Violation?
    let detail: String

    /// The rule and by how much, or the levels that change; the whole sentence is in `detail`.
    var brief: String {
      guard let violation else { return detail }
      let rides = violation.rides.map(String.init).joined(separator: ", ")
      let minutes = violation.minutes > .zero ? " by \(violation.minutes.count) min" : ""
      return "\(violation.rule.rawValue)\(minutes)"
        + (rides.isEmpty
          ? "" : " (\(violation.rides.count == 1 ? "ride" : "rides") \(rides))")
    }
  }

  private func rows(_ alternatives: RideAlternatives) -> [Row] {
    alternatives.alternatives.map { other in
      let name = dated.name(of: other.driver)
      guard let score = other.score else {
        return Row(
          driver: name, verdict: "breaks a rule", change: nil, violation: other.violations.first,
          detail: other.violations.map { dated.named($0.facts) }.joined(separator: "; "))
      }
      let change = Dictionary(
        uniqueKeysWithValues: Score.Level.allCases.map {
          ($0, score[$0] - alternatives.score[$0])
        })
      return Row(
        driver: name, verdict: verdict(score, alternatives.score), change: change, violation: nil,
        detail: Self.words(change))
    }
  }

  private func verdict(_ score: Score, _ present: Score) -> String {
    if score == present { return "equal" }
    return score < present ? "better" : "worse"
  }

  /// The levels that change, in the strict order: `gap +1, metres +2300`.
  private static func words(_ change: [Score.Level: Int]) -> String {
    let parts = Score.Level.allCases.compactMap { level -> String? in
      guard let change = change[level], change != 0 else { return nil }
      return "\(level.rawValue) \(change > 0 ? "+" : "")\(change)"
    }
    return parts.isEmpty ? "nothing changes" : parts.joined(separator: ", ")
  }
}
