import CivilTime

/// A day in plain integers, addressed by index: what solvers and schedules compute with.
///
/// Ride and driver indices are positions in `ServiceDay.rides` and `ServiceDay.drivers`. Hops
/// between all pairs of rides are computed once for days of up to `pairLimit` rides, and when
/// asked for beyond (a table of 30,000 × 30,000 hops would take 14 GB).
/// - Complexity: O(n²) time and memory to make, n rides, up to `pairLimit`; O(n) beyond.
public struct DayMatrix: Sendable {
  /// The most rides for which all hops are held: two tables of at most 8 MB.
  public static let pairLimit = 1_000

  public let rideCount: Int
  public let driverCount: Int
  /// Scheduled starts in minutes after midnight, by ride.
  public let scheduled: [Int]
  /// Latest allowed starts: scheduled plus the ride's tolerance.
  public let latest: [Int]
  /// Minutes for which a ride occupies its driver: boarding, travel and alighting.
  public let occupied: [Int]
  /// Metres from pick-up to drop-off.
  public let loadedMetres: [Int]
  public let needsWheelchair: [Bool]
  public let shiftStart: [Int]
  public let shiftEnd: [Int]
  public let hasWheelchair: [Bool]
  public let isRegular: [Bool]
  /// Spare minutes between the end of a ride and the way to the next.
  public let margin: Int
  /// The most rides of one driver.
  public let maxRides: Int
  /// The most minutes from first start to last end; `Int.max` where there is no limit.
  public let maxSpan: Int
  /// Minutes of break that each driver needs; 0 for none.
  public let breakLength: Int
  /// The driver index to whom each ride is pinned, -1 for none, -2 for one who is not there.
  public let pinnedDriver: [Int]
  /// Ids by index, for making a `Plan`.
  public let rideIds: [Int]
  public let driverIds: [Int]

  /// Where rides begin and end, by ride; nil for a place that is not known.
  public let pickups: [Coordinate?]
  public let dropoffs: [Coordinate?]
  /// Whether a ride less never makes a driver later, for no detour is quicker than the way itself.
  ///
  /// True of great circles between known places where a ride takes a minute beside its way: of the
  /// three legs that it puts in place of one, each forgives a billionth of a minute. Of roads, and
  /// of legs that are assumed, nothing of the kind is known.
  public let isTriangular: Bool

  private let pickupSites: [Travel.Site?]
  private let dropoffSites: [Travel.Site?]
  private let isGreatCircle: Bool
  private let travel: Travel
  private let hopMinutes: [Int]
  private let hopMetres: [Int]

  public init(_ day: ServiceDay) {
    let travel = Travel(day.rules)
    let legs = day.rides.map { travel.leg(from: $0.pickup, to: $0.dropoff) }
    let handling = (day.rules.boarding + day.rules.alighting).count
    rideCount = day.rides.count
    driverCount = day.drivers.count
    scheduled = day.rides.map(\.scheduled.count)
    latest = day.rides.map { ($0.scheduled + day.rules.tolerance(of: $0)).count }
    occupied = legs.map { $0.minutes.count + handling }
    loadedMetres = legs.map(\.metres.count)
    needsWheelchair = day.rides.map(\.needsWheelchair)
    shiftStart = day.drivers.map(\.shift.start.count)
    shiftEnd = day.drivers.map(\.shift.end.count)
    hasWheelchair = day.drivers.map(\.hasWheelchair)
    isRegular = day.drivers.map { !$0.isReserve }
    margin = day.rules.margin.count
    maxRides = day.rules.maxRides
    maxSpan = day.rules.maxSpan.count > 0 ? day.rules.maxSpan.count : .max
    breakLength = day.rules.breakLength.count
    pinnedDriver = day.rides.map { ride in
      guard let pinned = day.pins[ride.id] else { return -1 }
      return day.drivers.firstIndex { $0.id == pinned } ?? -2
    }
    rideIds = day.rides.map(\.id)
    driverIds = day.drivers.map(\.id)
    pickups = day.rides.map(\.pickup)
    dropoffs = day.rides.map(\.dropoff)
    isGreatCircle = day.rules.travel == .greatCircle
    isTriangular =
      isGreatCircle && handling + margin > 0 && day.rides.allSatisfy(\.isLocated)
    let pickupSites = day.rides.map { $0.pickup.map(Travel.Site.init) }
    let dropoffSites = day.rides.map { $0.dropoff.map(Travel.Site.init) }
    self.pickupSites = pickupSites
    self.dropoffSites = dropoffSites
    self.travel = travel
    var minutes: [Int] = []
    var metres: [Int] = []
    if day.rides.count <= Self.pairLimit {
      minutes.reserveCapacity(day.rides.count * day.rides.count)
      metres.reserveCapacity(day.rides.count * day.rides.count)
      for origin in dropoffSites {
        for target in pickupSites {
          let leg = travel.leg(from: origin, to: target)
          minutes.append(leg.minutes)
          metres.append(leg.metres)
        }
      }
    }
    hopMinutes = minutes
    hopMetres = metres
  }

  /// Whole minutes of the way from one ride's drop-off to another's pick-up, by index.
  @inline(__always)
  public func hopMinutes(from previous: Int, to next: Int) -> Int {
    if !hopMinutes.isEmpty { return hopMinutes[previous * rideCount + next] }
    return travel.leg(from: dropoffSites[previous], to: pickupSites[next]).minutes
  }

  /// Metres of the way from one ride's drop-off to another's pick-up, by index.
  @inline(__always)
  public func hopMetres(from previous: Int, to next: Int) -> Int {
    if !hopMetres.isEmpty { return hopMetres[previous * rideCount + next] }
    return travel.leg(from: dropoffSites[previous], to: pickupSites[next]).metres
  }

  /// Whole minutes and metres of the way between two rides, from one computation.
  public func hop(from previous: Int, to next: Int) -> (minutes: Int, metres: Int) {
    if !hopMinutes.isEmpty {
      let place = previous * rideCount + next
      return (hopMinutes[place], hopMetres[place])
    }
    return travel.leg(from: dropoffSites[previous], to: pickupSites[next])
  }

  /// A number of metres that the way between two rides has at least: that of its latitudes.
  ///
  /// Of a way by road, or with an unknown end, nothing is known here, which 0 says.
  /// Costs no trigonometry; a search for the nearest driver passes over most by it.
  @inline(__always)
  public func leastHopMetres(from previous: Int, to next: Int) -> Double {
    guard isGreatCircle, let origin = dropoffs[previous], let target = pickups[next] else {
      return 0
    }
    return abs(origin.latitude - target.latitude) * Geodesy.kilometresPerDegree * 999.999 - 1
  }

  /// The start of a ride served first by a driver, by index.
  @inline(__always)
  public func firstStart(of ride: Int, by driver: Int) -> Int {
    max(scheduled[ride], shiftStart[driver])
  }

  /// The start of a ride served after another that ended at `end`, by index.
  @inline(__always)
  public func start(of ride: Int, after previous: Int, endedAt end: Int) -> Int {
    max(scheduled[ride], end + margin + hopMinutes(from: previous, to: ride))
  }

  /// Whether a driver may take a ride at all: what depends on the two alone.
  @inline(__always)
  public func allows(ride: Int, driver: Int) -> Bool {
    (!needsWheelchair[ride] || hasWheelchair[driver])
      && (pinnedDriver[ride] == -1 || pinnedDriver[ride] == driver)
  }

  /// Whether a ride that starts at `start` keeps its tolerance and ends within the shift.
  @inline(__always)
  public func keepsTimes(ride: Int, driver: Int, start: Int) -> Bool {
    start <= latest[ride] && start + occupied[ride] <= shiftEnd[driver]
  }

  /// Whether a free time, in minutes after midnight, holds a driver's break.
  @inline(__always)
  public func holdsBreak(from start: Int, to end: Int) -> Bool {
    min(end, Rules.breakWindow.upperBound.count) - max(start, Rules.breakWindow.lowerBound.count)
      >= breakLength
  }

  /// The plan that index sequences mean, one for each driver in order.
  public func plan(sequences: [[Int]]) -> Plan {
    var served = [Bool](repeating: false, count: rideCount)
    var routes: [Plan.Route] = []
    for (driver, sequence) in sequences.enumerated() {
      for ride in sequence { served[ride] = true }
      routes.append(
        Plan.Route(driver: driverIds[driver], rides: sequence.map { rideIds[$0] }))
    }
    let unassigned = served.indices.filter { !served[$0] }.map { rideIds[$0] }
    return Plan(routes: routes, unassigned: unassigned)
  }
}
