/// The rides of one day, the drivers available on it, and the rules that bind them.
///
/// Every ride in it counts. Rides that could not be located are set aside before a day is made and
/// counted elsewhere, unless the analyst has them planned with `Rules.assumedLeg`.
public struct ServiceDay: Sendable {
  /// In ascending order of scheduled time, then id.
  public let rides: [Ride]
  /// In ascending order of id.
  public let drivers: [Driver]
  public let rules: Rules
  /// The only driver who may serve a ride, by ride id, where one is set.
  ///
  /// A ride pinned to a driver who is not there can be served by nobody.
  public let pins: [Int: Int]

  public init(rides: [Ride], drivers: [Driver], rules: Rules, pins: [Int: Int] = [:]) {
    self.pins = pins
    self.rides = rides.sorted { ($0.scheduled, $0.id) < ($1.scheduled, $1.id) }
    self.drivers = drivers.sorted { $0.id < $1.id }
    self.rules = rules
  }

  /// The day under other rules.
  public func under(_ rules: Rules) -> ServiceDay {
    ServiceDay(rides: rides, drivers: drivers, rules: rules, pins: pins)
  }

  /// The day with some drivers absent.
  public func without(drivers absent: Set<Int>) -> ServiceDay {
    ServiceDay(
      rides: rides, drivers: drivers.filter { !absent.contains($0.id) }, rules: rules, pins: pins)
  }
}
