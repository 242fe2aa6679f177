import CivilTime

/// What a plan is worth in the strict order of the levels; the lower score is the better plan.
public struct Score: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Rides that nobody serves.
  public let unassigned: Int
  /// Rides on a driver who is not regular.
  public let reserve: Int
  /// Most minus fewest rides over the day's regular drivers, an idle one counting 0.
  public let gap: Int
  /// Sum of the squared ride counts of the same drivers.
  public let squares: Int
  /// Total lateness in minutes.
  public let lateness: Int
  /// Metres driven, with and without clients.
  public let metres: Int

  /// One level of the order.
  public enum Level: String, Hashable, Sendable, CaseIterable {
    case unassigned, reserve, gap, squares, lateness, metres

    /// What the level counts.
    public var unit: String {
      switch self {
      case .unassigned, .reserve, .gap: "rides"
      case .squares: "rides²"
      case .lateness: "minutes"
      case .metres: "metres"
      }
    }
  }

  public init(
    unassigned: Int, reserve: Int, gap: Int, squares: Int, lateness: Int, metres: Int
  ) {
    self.unassigned = unassigned
    self.reserve = reserve
    self.gap = gap
    self.squares = squares
    self.lateness = lateness
    self.metres = metres
  }

  /// Scores a plan; a ride of the day in no route counts as unassigned.
  ///
  /// A plan that breaks a rule has a score too; compare scores only of plans that pass
  /// `Feasibility`. A ride that stands in two routes counts in both.
  /// - Complexity: O(n + m), n rides and m drivers.
  public init(of plan: Plan, on day: ServiceDay) {
    var rides: [Int: Ride] = [:]
    for ride in day.rides { rides[ride.id] = ride }
    var drivers: [Int: Driver] = [:]
    for driver in day.drivers { drivers[driver.id] = driver }
    var counts: [Int: Int] = [:]
    var served: Set<Int> = []
    var reserve = 0
    var lateness = Minutes.zero
    var metres = Metres.zero
    for route in plan.routes {
      let known = route.rides.compactMap { rides[$0] }
      let driver = drivers[route.driver]
      let schedule = RouteSchedule(
        driver: route.driver, shiftStart: driver?.shift.start, rides: known, rules: day.rules)
      served.formUnion(known.lazy.map(\.id))
      counts[route.driver, default: 0] += known.count
      if driver?.isReserve ?? true { reserve += known.count }
      lateness += schedule.lateness
      metres += schedule.metres
    }
    let regular = day.drivers.filter { !$0.isReserve }.map { counts[$0.id] ?? 0 }
    self.init(
      unassigned: rides.count - served.count, reserve: reserve,
      gap: (regular.max() ?? 0) - (regular.min() ?? 0),
      squares: regular.reduce(0) { $0 + $1 * $1 }, lateness: lateness.count,
      metres: metres.count)
  }

  /// The value at one level.
  public subscript(level: Level) -> Int {
    switch level {
    case .unassigned: unassigned
    case .reserve: reserve
    case .gap: gap
    case .squares: squares
    case .lateness: lateness
    case .metres: metres
    }
  }

  public static func < (left: Score, right: Score) -> Bool {
    left.firstDifference(from: right).map { left[$0] < right[$0] } ?? false
  }

  /// The first level at which two scores differ, or nil where they are equal.
  public func firstDifference(from other: Score) -> Level? {
    Level.allCases.first { self[$0] != other[$0] }
  }

  /// Whether all levels above one are those of another score; only then is that level compared.
  public func isEqual(above level: Level, to other: Score) -> Bool {
    Level.allCases.prefix { $0 != level }.allSatisfy { self[$0] == other[$0] }
  }

  /// Whether all levels but the metres are those of another score.
  public func isEqualButMetres(to other: Score) -> Bool { isEqual(above: .metres, to: other) }

  /// Every level with its value: `unassigned 0, reserve 0, gap 1, …`.
  public var description: String {
    Level.allCases.map { "\($0.rawValue) \(self[$0])" }.joined(separator: ", ")
  }

  /// The smallest gap that a number of rides allows over regular drivers: 0 or 1.
  ///
  /// - Parameters:
  ///   - rides: rides served by regular drivers.
  ///   - regularDrivers: how many there are; with none the gap is 0.
  /// - Returns: 0 where the drivers can share the rides evenly, else 1.
  public static func gapFloor(rides: Int, regularDrivers: Int) -> Int {
    regularDrivers > 0 && rides % regularDrivers != 0 ? 1 : 0
  }
}
