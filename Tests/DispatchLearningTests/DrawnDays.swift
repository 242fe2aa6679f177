import CivilTime
import FleetModel
import SeededRandom

/// Days drawn from a seed, some of them under odd rules.
enum DrawnDays {
  /// 4 to 12 rides and 2 to 4 drivers, one in three of them with a reserve driver, a break or a pin.
  static func day(seed: UInt64) -> ServiceDay {
    var draws = SeededGenerator(seed: seed, purpose: "drawn day")
    var rules = Rules()
    if draws.chance(0.3) { rules.breakLength = Minutes(30) }
    if draws.chance(0.3) { rules.maxRides = 3 }
    let rides = (1...draws.integer(in: 4...12)).map { id in
      Ride(
        id: id, minute: 480 + 15 * draws.below(36),
        direction: draws.chance(0.5) ? .return : .outbound, isConfirmed: draws.chance(0.7),
        needsWheelchair: draws.chance(0.2), pickup: place(&draws), dropoff: place(&draws),
        isHospital: draws.chance(0.3))
    }
    let drivers = (1...draws.integer(in: 2...4)).map { id in
      Driver(id: id, name: "Driver \(id)", kind: .regular, hasWheelchair: draws.chance(0.7))
    }
    let reserve = Driver(id: 9, name: "Driver 9", kind: .emergency, hasWheelchair: true)
    return ServiceDay(
      rides: rides, drivers: drivers + (draws.chance(0.5) ? [reserve] : []), rules: rules,
      pins: draws.chance(0.2) ? [1: 1] : [:])
  }

  private static func place(_ draws: inout SeededGenerator) -> Coordinate {
    Coordinate(latitude: 46.15 + 0.12 * draws.unit(), longitude: 6.05 + 0.16 * draws.unit())
  }

  static let all = (1...40).map { day(seed: UInt64($0)) }
}
