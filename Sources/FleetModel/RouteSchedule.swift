import CivilTime

/// When and where one driver's sequence of rides takes place under the rules of a day.
///
///     start(first) = max(scheduled, shift start)
///     start(next)  = max(scheduled, end(previous) + margin + travel(previous drop-off, pick-up))
///
/// A schedule is computed for any sequence; whether it keeps the rules is `Feasibility`'s to say.
public struct RouteSchedule: Hashable, Sendable {
  public let driver: Int
  public let stops: [Stop]

  /// One ride of the sequence with its times.
  public struct Stop: Hashable, Sendable {
    public let ride: Int
    /// When boarding starts.
    public let start: Minutes
    /// When the driver is free again.
    public let end: Minutes
    /// Start minus scheduled time.
    public let lateness: Minutes
    /// Minutes driven empty from the previous drop-off; zero for the first ride.
    public let hopMinutes: Minutes
    /// Metres driven empty from the previous drop-off; zero for the first ride.
    public let hopMetres: Metres
    /// Minutes driven with the client aboard.
    public let loadedMinutes: Minutes
    /// Metres driven with the client aboard.
    public let loadedMetres: Metres
  }

  /// Computes the times of a route; ride ids that the day does not hold are left out.
  ///
  /// - Complexity: O(n) for the look-up of ids, n rides of the day, plus the route's length.
  public init(of route: Plan.Route, on day: ServiceDay) {
    let wanted = Set(route.rides)
    var rides: [Int: Ride] = [:]
    for ride in day.rides where wanted.contains(ride.id) { rides[ride.id] = ride }
    let driver = day.drivers.first { $0.id == route.driver }
    self.init(
      driver: route.driver, shiftStart: driver?.shift.start,
      rides: route.rides.compactMap { rides[$0] }, rules: day.rules)
  }

  /// The schedule of every route of a plan, by driver; of two routes of a driver the first counts.
  ///
  /// - Complexity: O(n + m), n rides and m drivers of the day.
  public static func all(of plan: Plan, on day: ServiceDay) -> [Int: RouteSchedule] {
    let rides = Dictionary(day.rides.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let starts = Dictionary(
      day.drivers.map { ($0.id, $0.shift.start) }, uniquingKeysWith: { first, _ in first })
    return Dictionary(
      plan.routes.map { route in
        let schedule = RouteSchedule(
          driver: route.driver, shiftStart: starts[route.driver],
          rides: route.rides.compactMap { rides[$0] }, rules: day.rules)
        return (route.driver, schedule)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Computes the times of rides in the order given.
  init(driver: Int, shiftStart: Minutes?, rides: [Ride], rules: Rules) {
    let travel = Travel(rules)
    var stops: [Stop] = []
    var previous: Ride?
    var free = Minutes.zero
    for ride in rides {
      var hop = (minutes: Minutes.zero, metres: Metres.zero)
      var start = max(ride.scheduled, shiftStart ?? ride.scheduled)
      if let previous {
        hop = travel.leg(from: previous.dropoff, to: ride.pickup)
        start = max(ride.scheduled, free + rules.margin + hop.minutes)
      }
      let loaded = travel.leg(from: ride.pickup, to: ride.dropoff)
      free = start + rules.boarding + loaded.minutes + rules.alighting
      stops.append(
        Stop(
          ride: ride.id, start: start, end: free, lateness: start - ride.scheduled,
          hopMinutes: hop.minutes, hopMetres: hop.metres, loadedMinutes: loaded.minutes,
          loadedMetres: loaded.metres))
      previous = ride
    }
    self.driver = driver
    self.stops = stops
  }

  /// Lateness summed over the stops.
  public var lateness: Minutes { stops.reduce(.zero) { $0 + $1.lateness } }

  /// Metres driven, with and without clients.
  public var metres: Metres { stops.reduce(.zero) { $0 + $1.hopMetres + $1.loadedMetres } }

  /// Minutes driven, with and without clients.
  public var drivingMinutes: Minutes {
    stops.reduce(.zero) { $0 + $1.hopMinutes + $1.loadedMinutes }
  }

  /// Minutes from the first start to the last end; zero for an idle driver.
  public var span: Minutes {
    guard let first = stops.first, let last = stops.last else { return .zero }
    return last.end - first.start
  }
}
