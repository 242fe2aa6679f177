/// The rides that two plans of one day give to different drivers.
public struct PlanDifference: Hashable, Sendable {
  /// In ascending order of ride id.
  public let reassigned: [Reassignment]

  /// One ride with its driver in either plan; nil stands for nobody.
  public struct Reassignment: Hashable, Sendable {
    public let ride: Int
    public let oldDriver: Int?
    public let newDriver: Int?
  }

  /// Compares who serves each ride; the order within a route does not count.
  public init(from old: Plan, to new: Plan) {
    let before = old.driverByRide
    let after = new.driverByRide
    reassigned = Set(before.keys).union(after.keys).sorted().compactMap { ride in
      guard before[ride] != after[ride] else { return nil }
      return Reassignment(ride: ride, oldDriver: before[ride], newDriver: after[ride])
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
