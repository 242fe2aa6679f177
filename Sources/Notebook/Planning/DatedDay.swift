import CivilTime
import FleetModel
import RideSheets
import Store

/// One service day of a dataset: what can be planned, what is set aside, and what the office did.
struct DatedDay {
  let date: CivilDate
  /// The located rides, the drivers available, and the rules.
  let day: ServiceDay
  /// All rides of the day as imported, in file order.
  let rides: [RideRecord]
  /// Drivers' names by id.
  let names: [Int: String]
  /// The recorded driver's id by ride, for located rides with a known driver.
  let recorded: [Int: Int]

  /// Rides without a place at one end; every method sets them aside alike.
  var unlocated: [RideRecord] { rides.filter { $0.metres == nil } }

  func name(of driver: Int) -> String { names[driver] ?? "driver \(driver)" }

  /// The days of some rides, in ascending order of date.
  ///
  /// A client's usual driver is the one who took more than half of his recorded rides, at least
  /// two of them.
  ///
  /// - Complexity: O(n log n) in the rides.
  static func days(of rides: [RideRecord], roster: Roster, rules: Rules) -> [DatedDay] {
    let usual = usualDrivers(in: rides, roster: roster)
    let names = Dictionary(
      roster.drivers.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    return Dictionary(grouping: rides, by: \.date).sorted { $0.key < $1.key }.map { date, rides in
      var recorded: [Int: Int] = [:]
      for ride in rides where ride.metres != nil {
        recorded[ride.id] = ride.driver.flatMap { roster.driver(named: $0)?.id }
      }
      return DatedDay(
        date: date,
        day: ServiceDay(
          rides: rides.compactMap { $0.ride(usualDriver: usual[$0.client]) },
          drivers: roster.available(on: date), rules: rules),
        rides: rides, names: names, recorded: recorded)
    }
  }

  private static func usualDrivers(in rides: [RideRecord], roster: Roster) -> [String: Int] {
    var counts: [String: [String: Int]] = [:]
    for ride in rides {
      guard let driver = ride.driver, !ride.client.isEmpty else { continue }
      counts[ride.client, default: [:]][driver, default: 0] += 1
    }
    return counts.compactMapValues { drivers in
      let total = drivers.values.reduce(0, +)
      let most = drivers.first { $0.value * 2 > total && $0.value >= 2 }
      return most.flatMap { roster.driver(named: $0.key)?.id }
    }
  }
}

extension RideRecord {
  /// The ride as the rules of a day know it, or nil where an end of it is not located.
  func ride(usualDriver: Int?) -> Ride? {
    guard let from = pickup.coordinate, let to = dropoff.coordinate else { return nil }
    return Ride(
      id: id, scheduled: scheduled, direction: direction, isConfirmed: isConfirmed,
      needsWheelchair: needsWheelchair, pickup: from, dropoff: to,
      isHospital: pickup.kind == "hospital" || dropoff.kind == "hospital",
      usualDriver: usualDriver)
  }
}
