import CivilTime
import CommandLanguage
import FleetModel
import Planning
import SessionRecord
import Store
import TerminalText

/// Says what a plan is worth: its days, who gave up or took a ride, and what it breaks.
struct PlanReport {
  let plan: PlanRecord
  let days: [DatedDay]
  /// What the method said of each day; empty for a plan read again.
  var answers: [DayPlanner.Answer] = []

  /// What `dispatch` shows: a table of days, the reassigned rides and the violations.
  func outcome(note: Sentence?) -> Outcome {
    var outcome = Outcome.showing(dayTable)
    outcome.facts = facts
    outcome.blocks = [.talk(headline), .result]
    if let note { outcome.blocks.insert(.talk(note), at: 0) }
    outcome.blocks += PlanProof(plan: plan).blocks
    outcome.blocks += PlanStages(days: days, answers: answers).blocks
    let reassigned = reassignedTable
    if hasRecord, reassigned.rowCount > 0 { outcome.blocks.append(reassignedBlock(reassigned)) }
    let violations = violationTable
    if violations.rowCount > 0 {
      outcome.blocks.append(.warning(violationSentence(violations.rowCount)))
      outcome.blocks.append(.table("violations", violations))
    }
    outcome.blocks += asides.map(Outcome.Block.talk)
    return outcome
  }

  /// The record may break rules; a method that does has a fault of its own.
  private func violationSentence(_ count: Int) -> Sentence {
    plan.method == DispatchMethod.recorded.name
      ? "this plan breaks \(counted(count, "rule")): it is infeasible"
      : "\(plan.method) made a plan that breaks \(counted(count, "rule")): this is a bug in carnet, "
        + "please report it, and do not use the plan"
  }

  /// What is not as an analyst would take for granted.
  private var asides: [Sentence] {
    let proven = PlanProof(plan: plan).provenDays ?? 0
    var asides = [PlanGround(plan, days).sentence(isProven: proven > 0)].compactMap(\.self)
    if plan.rules.travel != .greatCircle {
      asides.append("minutes and kilometres are by road, not on great circles")
    }
    let unlocated = plan.days.reduce(0) { $0 + $1.unlocated }
    if unlocated > 0 {
      asides.append("\(counted(unlocated, "ride")) without a location left out of the plan")
    }
    let assumed = days.flatMap(\.assumed)
    if let first = days.first, !assumed.isEmpty {
      let rides = assumed.prefix(10).map { "\($0.id)" }.joined(separator: ", ")
      asides.append(
        "\(counted(assumed.count, "ride")) without a location planned, assuming "
          + "\(first.day.rules.assumedLeg.count) minutes for each unknown trip: \(rides)"
          + (assumed.count > 10 ? ", …" : ""))
    }
    asides += pinnedAside
    let idle = days.filter { $0.day.drivers.isEmpty && !$0.day.rides.isEmpty }
    if let first = idle.first {
      asides.append(
        idle.count == 1
          ? "no driver is available on \(first.label): its rides stay unassigned"
          : "no driver is available on \(counted(idle.count, "day")), first on \(first.label): "
            + "their rides stay unassigned")
    }
    return asides
  }

  /// Pinned rides that nobody serves; no plan under the same pins could do better.
  private var pinnedAside: [Sentence] {
    zip(plan.days, days).flatMap { planned, dated in
      planned.assignments.compactMap { assignment -> Sentence? in
        guard assignment.driver == nil, let driver = dated.day.pins[assignment.ride] else {
          return nil
        }
        let isThere = dated.day.drivers.contains { $0.id == driver }
        return "ride \(assignment.ride) is unassigned: it is pinned to \(dated.name(of: driver)), "
          + (isThere ? "who cannot take it with his other rides" : "who is not available that day")
      }
    }
  }

  private var headline: Sentence {
    let rides = plan.days.reduce(0) { $0 + $1.rides }
    let period: Sentence =
      plan.days.count == 1
      ? "\(plan.days.first?.label.spoken ?? "")"
      : counted(plan.days.count, "day")
    return "\(plan.name): \(counted(rides, "ride")) of \(plan.dataset), \(period), "
      + "with \([plan.method, plan.conditions].filter { !$0.isEmpty }.joined(separator: " ")): "
      + (hasCalendar ? "loads \(loadText)" : "mean gap \(meanGap, shown: "\(meanGap)")")
  }

  /// Whether the office has recorded drivers for any of these rides.
  private var hasRecord: Bool { days.contains { $0.rides.contains { $0.driver != nil } } }
  /// Days outside the calendar have drivers of their own, whose loads no sum joins.
  private var hasCalendar: Bool {
    plan.days.count == 1 || plan.days.allSatisfy { $0.label.date != nil }
  }
  private var meanGap: Double {
    let sum = plan.days.reduce(0) { $0 + $1.score.gap }
    return rounded(Double(sum) / Double(max(1, plan.days.count)))
  }

  /// Loads of the plan, regular drivers first and largest first: `4-3-3`, with the reserve as
  /// `4-3-3+1`.
  private var loadText: String {
    Self.loadText(plan.days.flatMap(\.loads))
  }

  private static func loadText(_ loads: [PlanRecord.Load]) -> String {
    var rides: [String: Int] = [:]
    var reserve = 0
    for load in loads {
      if load.kind == .regular {
        rides[load.driver, default: 0] += load.rides
      } else {
        reserve += load.rides
      }
    }
    return rides.values.sorted(by: >).map(String.init).joined(separator: "-")
      + (reserve > 0 ? "+\(reserve)" : "")
  }

  /// One row a day; its nine columns fit 80 characters.
  private var dayTable: ResultTable {
    ResultTable(
      [
        "date", "loads", "gap", "floor", "late", "km", "unassigned", "reserve", "violations",
      ],
      plan.days.map { day in
        [
          .text(day.label.description), .text(Self.loadText(day.loads)),
          .integer(Int64(day.score.gap)), .integer(Int64(day.gapFloor)),
          .integer(Int64(day.score.lateness)), .real(Double(day.score.metres) / 1_000),
          .integer(Int64(day.score.unassigned)), .integer(Int64(day.score.reserve)),
          .integer(Int64(day.violations.count)),
        ]
      })
  }

  /// The reassigned rides of a day one by one; of more days their number and where they are.
  private func reassignedBlock(_ table: ResultTable) -> Outcome.Block {
    guard plan.days.count > 1 else {
      return .table("reassigned rides (recorded driver → planned)", table)
    }
    return .talk(
      "\(counted(table.rowCount, "ride")) reassigned: "
        + "select * from \(NameRules.written(plan.name)) where reassigned;")
  }

  private var reassignedTable: ResultTable {
    var rows: [[SQLValue]] = []
    for (day, dated) in zip(plan.days, days) {
      let rides = Dictionary(
        dated.rides.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      for assignment in day.assignments where assignment.driver != assignment.recordedDriver {
        guard let ride = rides[assignment.ride] else { continue }
        rows.append([
          .text(day.label.description), .integer(Int64(ride.id)), .text(ride.scheduled.clock),
          .text(ride.client), assignment.recordedDriver.map(SQLValue.text) ?? .null,
          assignment.driver.map(SQLValue.text) ?? .null,
        ])
      }
    }
    return ResultTable(
      ["date", "ride", "time", "client", "recorded", "planned"], rows)
  }

  private var violationTable: ResultTable {
    ResultTable(
      ["date", "rule", "driver", "rides", "minutes", "detail"],
      plan.days.flatMap { day in
        day.violations.map { broken in
          [
            .text(day.label.description), .text(broken.rule.rawValue), .text(broken.driver),
            .text(broken.rides.map(String.init).joined(separator: ", ")),
            broken.minutes.map { .integer(Int64($0)) } ?? .null, .text(broken.detail),
          ]
        }
      })
  }

  private var facts: FactSet {
    func total(_ value: (PlanRecord.Day) -> Int) -> FactValue {
      .integer(Int64(plan.days.reduce(0) { $0 + value($1) }))
    }
    var facts = FactSet()
    facts.beginGroup([
      Fact("days", .integer(Int64(plan.days.count))), Fact("rides", total { $0.rides }),
      Fact("unlocated", total { $0.unlocated }), Fact("unassigned", total { $0.score.unassigned }),
      Fact("reserve", total { $0.score.reserve }),
      Fact("worst gap", .integer(Int64(plan.days.map(\.score.gap).max() ?? 0))),
      Fact("lateness", total { $0.score.lateness }), Fact("metres", total { $0.score.metres }),
      Fact("violations", total { $0.violations.count }),
    ])
    if plan.rules.travel != .greatCircle {
      facts.beginGroup([Fact("travel", .text("roads"))])
    }
    if let proven = PlanProof(plan: plan).provenDays {
      facts.beginGroup([Fact("proven days", .integer(Int64(proven)))])
    }
    return facts
  }
}
