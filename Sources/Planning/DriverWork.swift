import CivilTime
import FleetModel

/// One driver's work on one day of a plan.
public struct DriverWork {
  public let label: DayLabel
  public let driver: String
  public let kind: DriverKind
  public let rides: Int
  public let metres: Int
  /// Minutes of driving, and of waiting between rides.
  public let driving: Int
  public let idle: Int
  /// Minutes that rides start late.
  public let lateness: Int
  public let firstStart: Minutes?
  public let lastEnd: Minutes?

  /// The work of each driver on each day, in the plan's order.
  ///
  /// - Complexity: O(rides).
  public static func all(of plan: StoredPlan) -> [DriverWork] {
    plan.days.flatMap { day in
      let schedules = RouteSchedule.all(of: day.plan, on: day.dated.day)
      let named = Dictionary(
        schedules.map { (day.dated.name(of: $0.key), $0.value) },
        uniquingKeysWith: { first, _ in first })
      return day.record.loads.map { DriverWork(of: $0, named[$0.driver], on: day.dated) }
    }
  }

  private init(of load: PlanRecord.Load, _ schedule: RouteSchedule?, on dated: DatedDay) {
    let stops = schedule?.stops ?? []
    let rules = dated.day.rules
    let handling = (rules.boarding + rules.alighting).count * stops.count
    let margins = rules.margin.count * max(0, stops.count - 1)
    label = dated.label
    driver = load.driver
    kind = load.kind
    rides = load.rides
    metres = load.metres.count
    driving = schedule?.drivingMinutes.count ?? 0
    idle = max(0, (schedule?.span.count ?? 0) - driving - handling - margins)
    lateness = stops.reduce(0) { $0 + $1.lateness.count }
    firstStart = stops.first?.start
    lastEnd = stops.last?.end
  }
}

/// How far each driver's rides lie from an even share over the last days.
///
/// A driver's share of a day is what the regular drivers served on it over their number; a day on
/// which he was not available adds nothing. With everybody available every day, the difference
/// between two drivers' excess is the difference of their rides.
public struct RollingLoads {
  private struct Day {
    let date: CivilDate
    /// Rides by regular driver available on the day, idle ones with 0.
    let rides: [String: Int]
  }

  private var days: [Day] = []

  public init() {}

  /// One driver's figures over a window.
  public struct Standing {
    public let driver: String
    /// Rides served on the window's days.
    public let rides: Int
    /// Rides above an even share, negative below it.
    public let excess: Double
  }

  /// Adds a day's loads; days come in ascending order of date, those without one are left out.
  public mutating func add(_ day: PlanRecord.Day) {
    guard let date = day.label.date else { return }
    days.append(Day(date: date, rides: day.regularLoads))
  }

  /// The standings of the drivers who worked in a window of days that ends with a date.
  ///
  /// - Parameters:
  ///   - date: The window's last day.
  ///   - length: Calendar days in the window, at least 1.
  /// - Returns: One standing a driver, in order of name.
  /// - Complexity: O(days × drivers).
  public func standings(on date: CivilDate, over length: Int) -> [Standing] {
    var rides: [String: Int] = [:]
    var shares: [String: Double] = [:]
    let first = date.adding(days: 1 - length)
    for day in days where day.date >= first && day.date <= date && !day.rides.isEmpty {
      let share = Double(day.rides.values.reduce(0, +)) / Double(day.rides.count)
      for (driver, count) in day.rides {
        rides[driver, default: 0] += count
        shares[driver, default: 0] += share
      }
    }
    return rides.sorted { $0.key < $1.key }.map { driver, count in
      Standing(driver: driver, rides: count, excess: Double(count) - (shares[driver] ?? 0))
    }
  }

  /// The rolling gap: most minus least excess over the drivers available on a date.
  ///
  /// - Returns: Nil where nobody is available.
  public func gap(on date: CivilDate, over length: Int) -> Double? {
    guard let today = days.last(where: { $0.date == date }) else { return nil }
    let excess = standings(on: date, over: length)
      .filter { today.rides[$0.driver] != nil }.map(\.excess)
    guard let most = excess.max(), let least = excess.min() else { return nil }
    // Sums of thirds: what is whole should be shown as whole.
    return ((most - least) * 1_000).rounded() / 1_000
  }
}
