import CivilTime
import CommandLanguage
import FleetModel
import Planning
import Plotting
import Store
import TerminalText

/// `plot timeline`: each driver's day as a plan has it.
struct TimelinePlot {
  static let plan = Slot.object("PLAN", [.plan], "the plan")
  static let day = Slot.day(
    "DAY", "the one day to draw", default: "all days, at most \(Self.mostDays)")

  static let syntax = CommandSyntax(
    id: "timeline",
    form: "plot timeline of \(Self.plan) [on \(Self.day)]",
    summary:
      "Draws each driver's day: rides, empty legs, idle times, delays, conflicts.",
    details: [
      "A ride runs from the start of boarding to the end of alighting, a delay from its scheduled "
        + "time to its start. Rides that break a rule are marked. `_` has the spans."
    ],
    examples: ["plot timeline of wednesday"])

  static let mostDays = 5

  let call: CommandCall

  func outcome() throws -> Outcome {
    let stored = try call.storedPlan(Self.plan)
    let days = try call.chosen(of: stored, at: Self.day)
    guard days.count <= Self.mostDays else {
      throw call.mistake(
        .date, "\(stored.record.name) has \(days.count) days, too many to draw", at: Self.plan,
        expected: "a plan of at most \(Self.mostDays) days, or one day of it",
        remedy: "`plot timeline of \(NameRules.written(stored.record.name)) on "
          + "\(days[0].record.label)` draws its first day")
    }
    let lanes = days.map { DayLanes(plan: stored.record, day: $0) }
    guard lanes.contains(where: { !$0.data.spans.isEmpty || !$0.data.lanes.isEmpty }) else {
      throw call.mistake(.empty, "there are no rides to draw", at: Self.plan)
    }
    return plotted(
      lanes.map(\.plot),
      ResultTable(DayLanes.columns, lanes.flatMap(\.rows)))
  }
}

/// One day of a plan as lanes of time.
private struct DayLanes {
  let plan: PlanRecord
  let day: StoredPlan.Day
  let data: TimelineData

  static let columns = ["date", "driver", "kind", "ride", "starts", "ends", "minutes"]

  init(plan: PlanRecord, day: StoredPlan.Day) {
    self.plan = plan
    self.day = day
    let schedules = RouteSchedule.all(of: day.plan, on: day.dated.day)
    let drivers = day.dated.day.drivers.filter { driver in
      !driver.isReserve || schedules[driver.id]?.stops.isEmpty == false
    }
    let broken = Self.broken(on: day)
    var lanes: [TimelineData.Lane] = []
    var spans: [TimelineData.Span] = []
    for driver in drivers {
      let stops = schedules[driver.id]?.stops ?? []
      let lane = lanes.count
      lanes.append(.init(day.dated.name(of: driver.id), note: Self.note(stops)))
      spans += Self.spans(stops, lane: lane, broken: broken[driver.id] ?? [])
    }
    data = TimelineData(lanes: lanes, spans: spans)
  }

  /// The rides that break a rule, by driver; of two rides in conflict, the later one.
  private static func broken(on day: StoredPlan.Day) -> [Int: Set<Int>] {
    var broken: [Int: Set<Int>] = [:]
    for violation in Feasibility.violations(of: day.plan, on: day.dated.day) {
      guard let driver = violation.driver, let ride = violation.rides.last,
        violation.rides.count <= 2
      else { continue }
      broken[driver, default: []].insert(ride)
    }
    return broken
  }

  private static func note(_ stops: [RouteSchedule.Stop]) -> String {
    let late = stops.reduce(0) { $0 + $1.lateness.count }
    return NumberText.counted(stops.count, "ride") + (late > 0 ? ", \(late) min late" : "")
  }

  private static func spans(
    _ stops: [RouteSchedule.Stop], lane: Int, broken: Set<Int>
  ) -> [TimelineData.Span] {
    var spans: [TimelineData.Span] = []
    var free: Minutes?
    for stop in stops {
      let label = "\(stop.ride)"
      let leaves = stop.start - stop.hopMinutes
      func add(_ kind: TimelineData.Kind, _ from: Minutes, _ to: Minutes) {
        guard from < to else { return }
        spans.append(.init(lane: lane, kind, from: from.count, to: to.count, label: label))
      }
      if let free {
        add(.idle, free, leaves)
        add(.hop, max(free, leaves), stop.start)
      }
      add(.late, stop.start - stop.lateness, stop.start)
      add(.ride, stop.start, stop.end)
      if broken.contains(stop.ride) { add(.broken, stop.start, stop.end) }
      free = stop.end
    }
    return spans
  }

  var plot: Plot {
    Plot(
      PlotSpec(
        .timeline, title: "\(plan.name) (\(plan.method)), \(day.record.label.spoken)",
        notes: notes),
      .timeline(data))
  }

  private var notes: [String] {
    var notes: [String] = []
    if !day.plan.unassigned.isEmpty {
      let rides = day.plan.unassigned.map(String.init).joined(separator: ", ")
      notes.append("without a driver: \(counted(day.plan.unassigned.count, "ride")): \(rides)")
    }
    if day.record.unlocated > 0 {
      notes.append("without a location and not planned: \(counted(day.record.unlocated, "ride"))")
    }
    return notes + day.record.violations.map { "breaks a rule: \($0.detail)" }
  }

  var rows: [[SQLValue]] {
    data.spans.map { span in
      [
        .text(day.record.label.description), .text(data.lanes[span.lane].name),
        .text(span.kind.rawValue), Int64(span.label).map(SQLValue.integer) ?? .null,
        .text(Minutes(span.from).clock), .text(Minutes(span.to).clock),
        .integer(Int64(span.to - span.from)),
      ]
    }
  }
}
