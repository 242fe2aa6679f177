import CivilTime
import FleetModel

/// Short spellings for hand-made days; places lie on a meridian, 5 km or 12 minutes apart.
enum Sample {
  /// A place some minutes north of the origin at 25 km/h: never more, at most 0.1 less.
  static func place(_ minutesNorth: Int) -> Coordinate {
    let degreesPerKm = 180 / (Double.pi * Geodesy.earthRadiusKm)
    let km = (Double(minutesNorth) - 0.1) * 25 / 60
    return Coordinate(latitude: minutesNorth == 0 ? 46 : 46 + km * degreesPerKm, longitude: 6)
  }

  /// A ride from one place to another, by default one that travels 10 minutes north.
  static func ride(
    _ id: Int, at minute: Int, _ direction: Direction = .outbound, confirmed: Bool = true,
    wheelchair: Bool = false, from: Int = 0, to: Int = 10
  ) -> Ride {
    Ride(
      id: id, scheduled: Minutes(minute), direction: direction, isConfirmed: confirmed,
      needsWheelchair: wheelchair, pickup: place(from), dropoff: place(to))
  }

  static func driver(
    _ id: Int, _ kind: DriverKind = .regular, shift: (Int, Int) = (360, 1_320),
    wheelchair: Bool = false
  ) -> Driver {
    Driver(
      id: id, name: "Driver \(id)", kind: kind,
      shift: Shift(start: Minutes(shift.0), end: Minutes(shift.1)), hasWheelchair: wheelchair)
  }

  static func day(_ rides: [Ride], _ drivers: [Driver], rules: Rules = Rules()) -> ServiceDay {
    ServiceDay(rides: rides, drivers: drivers, rules: rules)
  }

  static func plan(_ routes: [Int: [Int]], unassigned: [Int] = []) -> Plan {
    Plan(
      routes: routes.map { Plan.Route(driver: $0.key, rides: $0.value) }, unassigned: unassigned)
  }
}
