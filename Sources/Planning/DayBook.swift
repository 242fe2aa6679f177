import CivilTime
import FleetModel
import Naming
import RideSheets

/// A dataset's rides with all that decides how they can be planned; gives its service days.
public struct DayBook {
  /// The rides that take place.
  public let rides: [BookedRide]
  public let roster: Roster
  /// Days that bring their own drivers and rules.
  public let ownDays: [DayRecord]
  /// The rules of all other days.
  public let rules: Rules
  public var conditions: PlanConditions

  /// Makes the book of a dataset.
  ///
  /// - Parameters:
  ///   - rides: Its rides; cancelled ones are left out.
  ///   - roster: Who drives.
  ///   - ownDays: Days that bring their own drivers and rules.
  ///   - rules: The rules of all other days.
  ///   - conditions: What was asked for.
  public init(
    rides: [BookedRide], roster: Roster, ownDays: [DayRecord], rules: Rules,
    conditions: PlanConditions = PlanConditions()
  ) {
    self.rides = rides.filter(\.status.isPlanned)
    self.roster = roster
    self.ownDays = ownDays
    self.rules = rules
    self.conditions = conditions
  }

  /// The book on great circles where its days lack roads.
  ///
  /// - Returns: The book, and how many pairs of points lack a leg by road; 0 where it is as it was.
  /// - Complexity: O(n log n) by road, n rides, and O(p²) a day of p points.
  public func whereRoadsLack() -> (book: DayBook, missing: Int) {
    guard rules.travel != .greatCircle else { return (self, 0) }
    let missing = days().compactMap { MissingRoads(on: $0.day)?.pairs }
      .reduce(into: Set<RoadPair>()) { $0.formUnion($1) }
    guard !missing.isEmpty else { return (self, 0) }
    var circles = rules
    circles.travel = .greatCircle
    return (
      DayBook(
        rides: rides, roster: roster, ownDays: ownDays, rules: circles, conditions: conditions),
      missing.count
    )
  }

  /// A number that no driver has: a ride pinned to a driver of another day can be served by nobody.
  private static let nobody = -1

  /// The service days: dates ascending, then days outside the calendar in file order.
  ///
  /// A client's usual driver is the one who took more than half of his recorded rides, at least
  /// two of them.
  ///
  /// - Complexity: O(n log n) in the rides.
  public func days() -> [DatedDay] {
    let usual = usualDrivers()
    let names = Dictionary(
      roster.drivers.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let own = Dictionary(ownDays.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
    // The same few names stand in all rides; only asked for one name's number.
    let drivers = Dictionary(
      Set(rides.compactMap(\.driver)).map { ($0, roster.driver(named: $0)?.id) },
      uniquingKeysWith: { first, _ in first })
    return labels().map { label, rides in
      if let record = own[label] { return day(label, rides, record) }
      var recorded: [Int: Int] = [:]
      for ride in rides where isPlanned(ride) {
        recorded[ride.id] = ride.driver.flatMap { drivers[$0] ?? nil }
      }
      return day(
        label, rides, drivers: label.date.map { roster.available(on: $0) } ?? [], rules: rules,
        names: names, recorded: recorded, optimum: nil, usual: usual)
    }
  }

  private func day(_ label: DayLabel, _ rides: [BookedRide], _ record: DayRecord) -> DatedDay {
    day(
      label, rides, drivers: record.drivers, rules: record.rules,
      names: Dictionary(
        record.drivers.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }),
      recorded: [:], optimum: record.optimum, usual: [:])
  }

  private func day(
    _ label: DayLabel, _ rides: [BookedRide], drivers: [Driver], rules: Rules,
    names: [Int: String], recorded: [Int: Int], optimum: Score?, usual: [String: Int]
  ) -> DatedDay {
    let ids = Dictionary(names.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let own = Set(rides.map(\.id))
    var pins: [Int: Int] = [:]
    for (ride, driver) in conditions.pins where own.contains(ride) {
      pins[ride] = ids[driver] ?? Self.nobody
    }
    let absent = Set(conditions.absent.compactMap { ids[$0] })
    let isChanged =
      !absent.isEmpty || !pins.isEmpty
      || rides.contains { !$0.isLocated }
    return DatedDay(
      label: label,
      day: ServiceDay(
        rides: rides.filter(isPlanned).map { $0.ride(usualDriver: usual[$0.client]) },
        drivers: drivers, rules: conditions.applied(to: rules), pins: pins
      ).without(drivers: absent),
      rides: rides, names: names, recorded: recorded,
      // What a file states holds for its day as it is.
      optimum: isChanged ? nil : optimum,
      assumed: conditions.assumedMinutes == nil ? [] : rides.filter { !$0.isLocated })
  }

  private func isPlanned(_ ride: BookedRide) -> Bool {
    ride.isLocated || conditions.assumedMinutes != nil
  }

  private func labels() -> [(label: DayLabel, rides: [BookedRide])] {
    var places: [DayLabel: Int] = [:]
    var found: [(label: DayLabel, rides: [BookedRide])] = []
    for ride in rides {
      if let place = places[ride.day] {
        found[place].rides.append(ride)
      } else {
        places[ride.day] = found.count
        found.append((ride.day, [ride]))
      }
    }
    return found.enumerated().sorted { left, right in
      let dates = [left, right].map { $0.element.label.date?.dayNumber ?? .max }
      return (dates[0], left.offset) < (dates[1], right.offset)
    }.map(\.element)
  }

  private func usualDrivers() -> [String: Int] {
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

extension BookedRide {
  /// The ride with its recorded driver under the name that he has now: where another of his name has
  /// come since, he has a longer one, and his initials tell who he is.
  public func called(by roster: Roster) -> BookedRide {
    // Nearly every driver is called as he was: only others are folded and sought.
    guard let driver, !roster.drivers.contains(where: { $0.name == driver }),
      roster.driver(named: driver) == nil,
      let found = roster.driver(initials: initials),
      TextFolding.key(found.name).hasPrefix(TextFolding.key(driver) + " ")
    else { return self }
    var ride = self
    ride.driver = found.name
    return ride
  }
}
