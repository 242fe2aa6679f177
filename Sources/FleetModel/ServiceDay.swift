/// The rides of one day, the drivers available on it, and the rules that bind them.
///
/// Rides that could not be located are set aside before a day is made and counted elsewhere.
public struct ServiceDay: Sendable {
  /// In ascending order of scheduled time, then id.
  public let rides: [Ride]
  /// In ascending order of id.
  public let drivers: [Driver]
  public let rules: Rules

  public init(rides: [Ride], drivers: [Driver], rules: Rules) {
    self.rides = rides.sorted { ($0.scheduled, $0.id) < ($1.scheduled, $1.id) }
    self.drivers = drivers.sorted { $0.id < $1.id }
    self.rules = rules
  }
}
