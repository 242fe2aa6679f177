import CivilTime
import FleetModel

/// Turns a method's plan for a day into what is stored and shown, judged by the checker.
public struct PlanJudge {
  public let dated: DatedDay
  public let plan: Plan
  private let schedules: [Int: RouteSchedule]

  public init(dated: DatedDay, plan: Plan) {
    self.dated = dated
    self.plan = plan
    schedules = RouteSchedule.all(of: plan, on: dated.day)
  }

  /// The plan's day with its times, its score and every broken rule.
  ///
  /// - Parameters:
  ///   - isRecord: Whether the plan is the office's own record, whose loads also count the rides
  ///     that could not be located.
  ///   - proofs: What the method has proven of each level.
  /// - Returns: The day as it is stored.
  public func day(isRecord: Bool, proofs: [PlanRecord.Proof] = []) -> PlanRecord.Day {
    let score = Score(of: plan, on: dated.day)
    let regular = dated.day.drivers.filter { !$0.isReserve }.count
    let served = dated.day.rides.count - score.unassigned - score.reserve
    return PlanRecord.Day(
      label: dated.label, rides: dated.day.rides.count, unlocated: dated.unlocated.count,
      score: score, gapFloor: Score.gapFloor(rides: served, regularDrivers: regular),
      assignments: assignments(isRecord: isRecord), violations: violations(),
      loads: loads(isRecord: isRecord), proofs: proofs)
  }

  private func assignments(isRecord: Bool) -> [PlanRecord.Assignment] {
    let recordedNames = Dictionary(
      dated.rides.map { ($0.id, $0.driver) }, uniquingKeysWith: { first, _ in first })
    var assignments: [PlanRecord.Assignment] = []
    for route in plan.routes {
      for (index, stop) in (schedules[route.driver]?.stops ?? []).enumerated() {
        assignments.append(
          PlanRecord.Assignment(
            ride: stop.ride, driver: dated.name(of: route.driver),
            recordedDriver: recordedNames[stop.ride] ?? nil, position: index + 1,
            start: stop.start, end: stop.end, lateness: stop.lateness, hop: stop.hopMetres))
      }
    }
    var unserved = plan.unassigned.map { ($0, nil as String?) }
    if isRecord { unserved += dated.unlocated.map { ($0.id, $0.driver) } }
    for (ride, driver) in unserved {
      assignments.append(
        PlanRecord.Assignment(
          ride: ride, driver: driver, recordedDriver: recordedNames[ride] ?? nil, position: nil,
          start: nil, end: nil, lateness: nil, hop: nil))
    }
    // A plan that serves a ride twice is a fault that the check names; stored, a ride stands once.
    var seen: Set<Int> = []
    return assignments.filter { seen.insert($0.ride).inserted }.sorted { $0.ride < $1.ride }
  }

  private func violations() -> [PlanRecord.Broken] {
    Feasibility.violations(of: plan, on: dated.day).map { violation in
      PlanRecord.Broken(
        rule: violation.rule, driver: violation.driver.map(dated.name) ?? "",
        rides: violation.rides, minutes: violation.minutes.count,
        detail: dated.named(violation.facts))
    }
  }

  private func loads(isRecord: Bool) -> [PlanRecord.Load] {
    let extra = isRecord ? dated.unlocated.compactMap(\.driver) : []
    return dated.day.drivers.compactMap { driver in
      let schedule = schedules[driver.id]
      let rides = (schedule?.stops.count ?? 0) + extra.filter { $0 == driver.name }.count
      guard rides > 0 || !driver.isReserve else { return nil }
      return PlanRecord.Load(
        driver: driver.name, kind: driver.kind, rides: rides, metres: schedule?.metres ?? .zero)
    }
  }
}
