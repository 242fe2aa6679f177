import CivilTime

extension Plan {
  /// The plan of a record that only knows who served each ride, not in what order.
  ///
  /// Each driver's rides stand in scheduled order, ties by id. Where that order breaks a rule of
  /// time, another may not: an unconfirmed return, allowed to start an hour late, is often served
  /// after a ride scheduled later. Then the order is taken that breaks the fewest rules, among
  /// those the one with the least lateness, then the fewest metres, then the earliest order; a
  /// driver with more than `RouteOrder.exactLimit` rides, or a search past its budget, keeps the
  /// best order found so far. Rides of an unknown driver are unassigned; unknown rides are left out.
  ///
  /// - Parameters:
  ///   - assignments: driver id by ride id.
  ///   - day: the day whose rides and drivers the ids name.
  /// - Returns: a plan that accounts for every ride of the day; `Feasibility` judges it.
  public static func chronological(
    assignments: [Int: Int], on day: ServiceDay
  ) -> Plan {
    var ridesByDriver: [Int: [Ride]] = [:]
    var unassigned: [Int] = []
    let known = Set(day.drivers.map(\.id))
    for ride in day.rides {
      if let driver = assignments[ride.id], known.contains(driver) {
        ridesByDriver[driver, default: []].append(ride)
      } else {
        unassigned.append(ride.id)
      }
    }
    let routes = day.drivers.map { driver in
      let rides = ridesByDriver[driver.id] ?? []
      let order = RouteOrder(rides: rides, driver: driver, rules: day.rules)
      return Route(driver: driver.id, rides: order.best.map(\.id))
    }
    return Plan(routes: routes, unassigned: unassigned)
  }
}
