import FleetModel

/// What offices do by hand: each ride, in order of time, to the nearest driver who can take it.
///
/// An idle driver counts as 0 km away, ties go to the smaller driver id, and the reserve is asked
/// only where no regular driver can. The naive baseline: its gaps are 2 to 4 on most days.
public struct NearestMethod: PlanningMethod {
  public let name = "nearest"

  public init() {}

  /// Plans a day.
  ///
  /// - Complexity: O(n · m), n rides and m drivers.
  public func plan(_ day: ServiceDay) -> Plan {
    let matrix = DayMatrix(day)
    let crews = [true, false].map { isRegular in
      (0..<matrix.driverCount).filter { matrix.isRegular[$0] == isRegular }
    }
    var routes = AppendedRoutes(matrix)
    for ride in 0..<matrix.rideCount {
      for crew in crews {
        guard let choice = nearest(to: ride, in: crew, routes) else { continue }
        routes.append(ride: ride, to: choice.driver, choice.step)
        break
      }
    }
    return routes.plan
  }

  private func nearest(
    to ride: Int, in crew: [Int], _ routes: AppendedRoutes
  ) -> (driver: Int, step: AppendedRoutes.Step)? {
    var best: (driver: Int, step: AppendedRoutes.Step)?
    var nearest = Int.max
    for driver in crew {
      if best != nil, routes.leastHopMetres(ride: ride, driver: driver) >= Double(nearest) {
        continue
      }
      guard let step = routes.step(ride: ride, driver: driver) else { continue }
      let metres = routes.hopMetres(ride: ride, driver: driver)
      if metres < nearest {
        nearest = metres
        best = (driver, step)
      }
    }
    return best
  }
}
