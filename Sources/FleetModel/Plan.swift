/// Who serves which rides of a day, and in what order; times follow from the rules.
public struct Plan: Hashable, Sendable {
  /// One route a driver in ascending order of driver id; idle drivers may be left out.
  public let routes: [Route]
  /// Ids of the rides that nobody serves, ascending.
  public let unassigned: [Int]

  public init(routes: [Route], unassigned: [Int] = []) {
    self.routes = routes.sorted { $0.driver < $1.driver }
    self.unassigned = unassigned.sorted()
  }

  /// One driver's rides in the order he serves them.
  public struct Route: Hashable, Sendable {
    public let driver: Int
    public let rides: [Int]

    public init(driver: Int, rides: [Int]) {
      self.driver = driver
      self.rides = rides
    }
  }
}

extension Plan {
  /// The driver of every ride that is in a route.
  public var driverByRide: [Int: Int] {
    var drivers: [Int: Int] = [:]
    for route in routes {
      for ride in route.rides { drivers[ride] = route.driver }
    }
    return drivers
  }
}
