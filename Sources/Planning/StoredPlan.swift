import CivilTime
import FleetModel

/// A stored plan with the days that it was made for, as they were planned.
public struct StoredPlan {
  public let record: PlanRecord
  public let days: [Day]

  /// One day: what is stored, the day itself, and the plan in the terms of the rules.
  public struct Day {
    public let record: PlanRecord.Day
    public let dated: DatedDay
    public let plan: Plan

    fileprivate var hasOtherDrivers: Bool {
      let regular = dated.day.drivers.filter { !$0.isReserve }.map(\.name)
      return Set(regular) != Set(record.regularLoads.keys)
    }
  }

  /// Makes a plan's days again.
  ///
  /// - Parameters:
  ///   - record: The plan as stored.
  ///   - book: Its dataset under the plan's own rules and conditions.
  /// - Complexity: O(rides of the dataset).
  public init(_ record: PlanRecord, in book: DayBook) {
    self.record = record
    let dated = Dictionary(
      book.days().map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
    days = record.days.compactMap { day in
      dated[day.label].map { Day(record: day, dated: $0, plan: Self.plan(of: day, $0)) }
    }
  }

  /// The first day that is no longer as it was planned: the notebook's drivers have been replaced.
  public var changedDay: DayLabel? {
    days.first { $0.hasOtherDrivers || Score(of: $0.plan, on: $0.dated.day) != $0.record.score }?
      .record.label
  }

  /// Whether a day has other regular drivers than those that it was planned for.
  public var hasOtherDrivers: Bool { days.contains(where: \.hasOtherDrivers) }

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
