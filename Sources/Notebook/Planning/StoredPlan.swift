import CivilTime
import CommandLanguage
import FleetModel
import Store
import TerminalText

/// A plan of the notebook with the days that it was made for, as they were planned.
struct StoredPlan {
  let record: PlanRecord
  let days: [Day]

  /// One day: what is stored, the day itself, and the plan in the terms of the rules.
  struct Day {
    let record: PlanRecord.Day
    let dated: DatedDay
    let plan: Plan
  }

  /// Reads a plan and makes its days again under its own rules and conditions.
  ///
  /// - Parameters:
  ///   - name: The plan's name, in its own spelling.
  ///   - session: The session whose notebook holds it.
  /// - Throws: `StoreError` where the notebook cannot be read.
  /// - Complexity: O(rides of the dataset).
  init?(named name: String, in session: NotebookSession) throws {
    guard let record = try session.database.plan(named: name) else { return nil }
    self.record = record
    let book = try session.database.dayBook(
      of: record.dataset, rules: Rules(text: record.rules),
      conditions: PlanConditions(of: record, parser: session.parser(.script)))
    let dated = Dictionary(
      book.days().map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
    days = record.days.compactMap { day in
      dated[day.label].map { Day(record: day, dated: $0, plan: Self.plan(of: day, $0)) }
    }
  }

  /// Refuses a plan whose drivers are no longer the notebook's: what would be said of it is not so.
  ///
  /// - Throws: `Diagnostic` that names the first such day.
  /// - Complexity: O(assignments).
  func requireDrivers(at span: SourceSpan) throws {
    guard let day = changedDay else { return }
    throw Diagnostic(
      code: .drivers,
      headline:
        "the notebook's drivers on \(day) have changed since \(record.name) was planned",
      span: span, remedy: "load the earlier drivers again, or `dispatch` again")
  }

  /// The first day that is no longer as it was planned: the notebook's drivers have been replaced.
  var changedDay: DayLabel? {
    days.first { day in
      let regular = day.dated.day.drivers.filter { !$0.isReserve }.map(\.name)
      return Set(regular) != Set(day.record.regularLoads.keys)
        || Score(of: day.plan, on: day.dated.day) != day.record.score
    }?.record.label
  }

  private static func plan(of day: PlanRecord.Day, _ dated: DatedDay) -> Plan {
    let ids = Dictionary(dated.names.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let planned = Set(dated.day.rides.map(\.id))
    var routes: [Int: [(position: Int, ride: Int)]] = [:]
    var served: Set<Int> = []
    for assignment in day.assignments where planned.contains(assignment.ride) {
      guard let driver = assignment.driver.flatMap({ ids[$0] }),
        let position = assignment.position
      else { continue }
      routes[driver, default: []].append((position, assignment.ride))
      served.insert(assignment.ride)
    }
    return Plan(
      routes: routes.map { driver, stops in
        Plan.Route(
          driver: driver, rides: stops.sorted { $0.position < $1.position }.map(\.ride))
      }, unassigned: planned.subtracting(served).sorted())
  }
}
