import CivilTime
import CommandLanguage
import FleetModel
import Naming
import Planning
import Store
import TerminalText

/// Shows how far speed and times of service may be otherwise before a plan is no longer legal, or no
/// longer the best.
struct SensitivityCommand: NotebookCommand {
  static let plan = Slot.object("PLAN", [.plan], "the plan")
  static let day = Slot.day("DAY", "the one day to look at", default: "all days")

  let syntaxes = [
    CommandSyntax(
      form: "sensitivity of \(Self.plan) [on \(Self.day)]",
      summary: "Shows at which speeds and times of service a plan stays legal, and stays optimal.",
      details: [
        "The plan keeps its routes. Each whole km/h from 15 to 40 is tried, and boarding and alighting "
          + "from half to one and a half of their minutes, one at a time; for each value the optimum is "
          + "proven anew. `#` in the strip is a value at which the plan is optimal, `=` one at which it is "
          + "legal and another is better, `.` one at which it breaks a rule, `?` one at which nothing "
          + "better is known and nothing proven.",
        "`_` has a row for each day and value: what the plan breaks and comes to, and what the best "
          + "plan would come to.",
      ],
      examples: ["sensitivity of wednesday"])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    try call.namedSubjectsAndRoster()
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let stored = try call.storedPlan(Self.plan)
    let days = try call.chosen(of: stored, at: Self.day)
    let context = call.session.context
    defer { context.progress(nil) }
    var studies: [(day: StoredPlan.Day, study: Sensitivity)] = []
    for day in days {
      let study = try Sensitivity(
        of: { other in
          stored.record.method == DispatchMethod.recorded.name
            ? Plan.chronological(assignments: day.dated.recorded, on: other) : day.plan
        }, on: day.dated.day,
        progress: { trial, count in
          context.progress("sensitivity: \(day.dated.label), \(trial) of \(count)")
        }, isInterrupted: context.isInterrupted)
      studies.append((day, study))
    }
    var outcome = Outcome()
    outcome.result = table(studies)
    outcome.blocks = [
      .talk(sentence(stored.record, studies)),
      .table(
        "", summary(studies, hasDays: days.count > 1).showingWhole(["legal", "optimal", "strip"])),
    ]
    return outcome
  }

  /// What a manager wants to know first: between which speeds the plan holds.
  private func sentence(
    _ plan: PlanRecord, _ studies: [(day: StoredPlan.Day, study: Sensitivity)]
  ) -> Sentence {
    let own = Rules.text(plan.rules.speedKmh)
    guard studies.count == 1, let study = studies.first?.study else {
      return "\(plan.name): \(counted(studies.count, "day")), planned at \(words: own) km/h"
    }
    let speeds = study.trials(of: .speed)
    let legal = Self.ranges(speeds.filter(\.isLegal))
    let optimal = Self.ranges(speeds.filter { $0.isOptimal == true })
    return "\(plan.name), planned at \(words: own) km/h: legal at \(words: legal) km/h"
      + (optimal == Self.never ? "" : ", and the best plan at \(words: optimal)")
  }

  /// A row for each factor of each day.
  private func summary(
    _ studies: [(day: StoredPlan.Day, study: Sensitivity)], hasDays: Bool
  ) -> ResultTable {
    ResultTable(
      (hasDays ? ["date"] : []) + ["changed", "own", "tried", "legal", "optimal", "strip"],
      studies.flatMap { day, study in
        Sensitivity.Factor.allCases.map { factor -> [SQLValue] in
          let trials = study.trials(of: factor)
          let rules = day.dated.day.rules
          let tried = trials.first.map { "\($0.value)-\(trials[trials.count - 1].value)" } ?? ""
          return (hasDays ? [.text(day.dated.label.description)] : []) + [
            .text("\(factor.rawValue) \(factor.unit)"), .text(Rules.text(factor.own(rules))),
            .text(tried), .text(Self.ranges(trials.filter(\.isLegal))),
            .text(Self.ranges(trials.filter { $0.isOptimal == true })),
            .text(String(trials.map(Self.mark))),
          ]
        }
      })
  }

  private static func mark(_ trial: Sensitivity.Trial) -> Character {
    switch trial.isOptimal {
    case true?: "#"
    case nil: "?"
    case false?: trial.isLegal ? "=" : "."
    }
  }

  private static let never = "none"

  /// Values that follow each other as ranges: `15, 18-22`.
  private static func ranges(_ trials: [Sensitivity.Trial]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for value in trials.map(\.value) {
      if let last = ranges.last, last.upperBound + 1 == value {
        ranges[ranges.count - 1] = last.lowerBound...value
      } else {
        ranges.append(value...value)
      }
    }
    guard !ranges.isEmpty else { return never }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ", ")
  }

  private func table(_ studies: [(day: StoredPlan.Day, study: Sensitivity)]) -> ResultTable {
    ResultTable(
      [
        "date", "changed", "value", "unit", "violations", "legal", "optimal", "unassigned", "gap",
        "late", "km", "best_unassigned", "best_gap", "best_late", "best_km", "proven",
      ],
      studies.flatMap { day, study in
        study.trials.map { trial in
          [
            .text(day.dated.label.description), .text(trial.factor.rawValue),
            .integer(Int64(trial.value)), .text(trial.factor.unit),
            .integer(Int64(trial.violations)), .integer(trial.isLegal ? 1 : 0),
            trial.isOptimal.map { .integer($0 ? 1 : 0) } ?? .null,
            .integer(Int64(trial.score.unassigned)), .integer(Int64(trial.score.gap)),
            .integer(Int64(trial.score.lateness)), .real(Double(trial.score.metres) / 1_000),
            .integer(Int64(trial.best.unassigned)), .integer(Int64(trial.best.gap)),
            .integer(Int64(trial.best.lateness)), .real(Double(trial.best.metres) / 1_000),
            .integer(trial.isProven ? 1 : 0),
          ]
        }
      })
  }
}
