import CivilTime
import FleetModel
import RideSheets

/// One row of a ride sheet: a client there, or there and back.
struct SyntheticRow: Sendable {
  let client: SyntheticClient
  let date: CivilDate
  let outbound: Minutes
  /// What the return does, where the row books one.
  let back: Back?
  /// Where the client is picked up and taken to.
  let from: Site
  let to: Site
  /// The two addresses as typed.
  var origin: TypedAddress
  var target: TypedAddress
  /// Drivers whom the office would ask, first choice first; for each ride of the row its own.
  let outboundChoice: [Int]
  let backChoice: [Int]
  /// The drivers whom the office wrote down.
  var outboundDriver: Int?
  var backDriver: Int?
  /// What stands in the driver's column instead of known initials; the ride then has no driver.
  var strangeInitials: String?
  /// What stands in the time's column instead of a time; the row then cannot be read.
  var unreadableTime: String?

  /// A booked return.
  struct Back: Sendable {
    let time: Minutes
    /// False where the sheet leaves the time out; it then stands at the outbound's time + 120.
    let isConfirmed: Bool
  }

  /// A row whose addresses are still to be typed.
  init(
    client: SyntheticClient, date: CivilDate, outbound: Minutes, back: Back?, from: Site, to: Site,
    outboundChoice: [Int], backChoice: [Int]
  ) {
    self.client = client
    self.date = date
    self.outbound = outbound
    self.back = back
    self.from = from
    self.to = to
    origin = TypedAddress(text: "", coordinate: from.coordinate)
    target = TypedAddress(text: "", coordinate: to.coordinate)
    self.outboundChoice = outboundChoice
    self.backChoice = backChoice
  }

  var isHospital: Bool { from.place.kind == "hospital" || to.place.kind == "hospital" }

  /// Rides that an importer makes of the row.
  var rideCount: Int {
    if unreadableTime != nil { return 0 }
    return back == nil ? 1 : 2
  }

  var isLocated: Bool { origin.coordinate != nil && target.coordinate != nil }
}

/// A day's rows as rides; ride ids are 2 × row for the outbound and 2 × row + 1 for the return.
struct RowRides {
  /// Located rides, in ascending order of time, then id.
  let rides: [Ride]

  init(_ rows: [SyntheticRow]) {
    var rides: [Ride] = []
    for (index, row) in rows.enumerated() where row.unreadableTime == nil {
      guard let origin = row.origin.coordinate, let target = row.target.coordinate else { continue }
      rides.append(
        Ride(
          id: 2 * index, scheduled: row.outbound, direction: .outbound, pickup: origin,
          dropoff: target, isHospital: row.isHospital))
      guard let back = row.back else { continue }
      rides.append(
        Ride(
          id: 2 * index + 1, scheduled: back.time, direction: .return,
          isConfirmed: back.isConfirmed, pickup: target, dropoff: origin,
          isHospital: row.isHospital))
    }
    self.rides = rides.sorted { ($0.scheduled, $0.id) < ($1.scheduled, $1.id) }
  }

  /// The driver by ride id that the rows record.
  static func recorded(_ rows: [SyntheticRow]) -> [Int: Int] {
    var drivers: [Int: Int] = [:]
    for (index, row) in rows.enumerated() where row.strangeInitials == nil {
      if let driver = row.outboundDriver { drivers[2 * index] = driver }
      if row.back != nil, let driver = row.backDriver { drivers[2 * index + 1] = driver }
    }
    return drivers
  }
}

extension [SyntheticRow] {
  /// The violations of the plan that the rows of one day record.
  func violations(_ drivers: [Driver]) -> [Violation] {
    let day = ServiceDay(rides: RowRides(self).rides, drivers: drivers, rules: Rules())
    let plan = Plan.chronological(assignments: RowRides.recorded(self), on: day)
    return Feasibility.violations(of: plan, on: day)
  }

  /// Has each ride served by the office's first choice that can; nil where nobody can.
  func assigned(_ drivers: [Driver]) -> [SyntheticRow]? {
    var tails = drivers.map { RouteTail(driver: $0) }
    let rules = Rules()
    var rows = self
    for ride in RowRides(self).rides {
      let index = ride.id / 2
      let choices = ride.id % 2 == 0 ? rows[index].outboundChoice : rows[index].backChoice
      var isServed = false
      for choice in choices {
        guard let tail = tails.firstIndex(where: { $0.driver.id == choice }),
          let step = tails[tail].step(to: ride, rules)
        else { continue }
        tails[tail].append(ride, start: step.start, rules)
        if ride.id % 2 == 0 {
          rows[index].outboundDriver = choice
        } else {
          rows[index].backDriver = choice
        }
        isServed = true
        break
      }
      if !isServed { return nil }
    }
    return rows
  }
}
