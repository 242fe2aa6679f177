import CivilTime
import FleetModel
import SeededRandom

/// A small day on a drawn matrix of whole minutes and metres, with every figure of a plan worked
/// out from the matrix alone: it shares nothing with the room under test.
public struct RoadDay: Sendable, CustomStringConvertible {
  public let number: Int
  public let day: ServiceDay
  /// Minutes and metres from place to place.
  public let minutes: [[Int]]
  public let metres: [[Int]]
  /// Each ride's pick-up and drop-off by number of place.
  public let ends: [(from: Int, to: Int)]

  public var description: String { "road day \(number)" }
  /// Whether rules look at a route as a whole.
  public var hasRouteRules: Bool { day.rules.breakLength.count + day.rules.maxSpan.count > 0 }

  public static let count = 300
  public static let all: [RoadDay] = (0..<count).map { RoadDay(number: $0) }

  /// Draws a day of 4 to 7 rides, two or three drivers and four to nine places.
  ///
  /// Minutes and metres are drawn apart and pair by pair, so that neither the way back nor a detour
  /// says anything of a way; half the days crowd into two hours.
  public init(number: Int) {
    // A few of the smallest matrices break nothing, and are drawn again.
    var attempt = 0
    repeat {
      self.init(number: number, purpose: "road day \(attempt)")
      attempt += 1
    } while broken.triangles == 0 || broken.pairs == 0
  }

  private init(number: Int, purpose: String) {
    var draws = SeededGenerator(seed: UInt64(number), purpose: purpose)
    self.number = number
    var rules = Rules()
    rules.toleranceOutbound = Minutes(draws.pick([0, 0, 10, 45]) ?? 0)
    rules.toleranceReturn = Minutes(draws.pick([30, 30, 0, 90]) ?? 0)
    if draws.chance(0.5) { (rules.boarding, rules.alighting, rules.margin) = (.zero, .zero, .zero) }
    if draws.chance(0.2) { rules.maxRides = 2 }
    if draws.chance(0.2) { rules.maxSpan = Minutes(draws.integer(in: 60...240)) }
    if draws.chance(0.2) { rules.breakLength = Minutes(draws.integer(in: 30...150)) }
    let places = draws.integer(in: 4...9)
    let longest = draws.pick([5, 30, 90]) ?? 30
    var minutes: [[Int]] = []
    var metres: [[Int]] = []
    var legs: [(RoadPair, RoadLeg)] = []
    let points = (0..<places).map {
      Coordinate(latitude: 46.1 + 0.1 * Double($0), longitude: 6.1 + 0.007 * Double($0 * $0 % 5))
    }
    for from in 0..<places {
      minutes.append([])
      metres.append([])
      for to in 0..<places {
        let count = draws.chance(0.3) ? 0 : draws.below(longest + 1)
        minutes[from].append(count)
        metres[from].append(draws.chance(0.1) ? 0 : draws.below(30_000))
        let seconds =
          count == 0 ? 0 : 60 * Double(count) - (draws.chance(0.5) ? 59 * draws.unit() : 0)
        if let leg = RoadLeg(seconds: seconds, metres: Double(metres[from][to])) {
          let pair = RoadPair(from: RoadPoint(points[from]), to: RoadPoint(points[to]))
          legs.append((pair, leg))
        }
      }
    }
    (self.minutes, self.metres) = (minutes, metres)
    rules.travel = .roads(RoadTable(legs))
    let rideCount = number % 10 == 9 ? 7 : 4 + number % 3
    let slots = draws.chance(0.5) ? 24 : 80
    let isLong = draws.chance(0.5)
    var rides: [Ride] = []
    var ends: [(from: Int, to: Int)] = []
    // Ascending times, so that a ride's number is its place in the day.
    let times = (0..<rideCount).map { _ in 570 + 5 * draws.below(slots) }.sorted()
    for (index, time) in times.enumerated() {
      let end = (from: draws.below(places), to: draws.below(places))
      ends.append(end)
      rides.append(
        Ride(
          id: index + 1, minute: time, direction: draws.chance(0.5) ? .return : .outbound,
          isConfirmed: draws.chance(0.5), needsWheelchair: draws.chance(0.2),
          pickup: points[end.from], dropoff: points[end.to], isHospital: draws.chance(0.3)))
    }
    self.ends = ends
    let drivers = (1...(2 + number % 2)).map { id in
      Driver(
        id: id, name: "Driver \(id)", kind: id == 3 || draws.chance(0.15) ? .emergency : .regular,
        shift: isLong
          ? Shift(startMinute: 360, endMinute: 1_320)
          : Shift(startMinute: 540 + 20 * draws.below(4), endMinute: 720 + 40 * draws.below(8)),
        hasWheelchair: draws.chance(0.6))
    }
    let pins = draws.chance(0.15) ? [1: draws.integer(in: 1...4)] : [:]
    day = ServiceDay(rides: rides, drivers: drivers, rules: rules, pins: pins)
  }

  /// Triples of places whose detour is shorter than the way, and pairs that differ from their way
  /// back, in minutes.
  public var broken: (triangles: Int, pairs: Int) {
    var (triangles, pairs) = (0, 0)
    for from in minutes.indices {
      for to in minutes.indices where from != to {
        if minutes[from][to] != minutes[to][from] { pairs += 1 }
        triangles += minutes.indices.count {
          minutes[from][$0] + minutes[$0][to] < minutes[from][to]
        }
      }
    }
    return (triangles, pairs)
  }

  /// What a route comes to, or nil where it breaks a rule.
  public struct Route: Comparable {
    public var lateness = 0
    public var metres = 0

    public static func < (left: Route, right: Route) -> Bool {
      (left.lateness, left.metres) < (right.lateness, right.metres)
    }
  }

  /// Drives rides in an order, by index; the cost of a route without rides is nothing.
  public func cost(_ rides: [Int], by driver: Driver, legal isLegal: inout Bool) -> Route {
    let rules = day.rules
    let handling = rules.boarding.count + rules.alighting.count
    var route = Route()
    var (clock, first, last) = (0, 0, -1)
    var rest = 0
    isLegal = rides.count <= rules.maxRides
    func pause(_ from: Int, _ to: Int) { rest = max(rest, min(to, 900) - max(from, 600)) }
    for ride in rides {
      let facts = day.rides[ride]
      let due = facts.scheduled.count
      var start = max(due, driver.shift.start.count)
      if last >= 0 {
        let way = minutes[ends[last].to][ends[ride].from]
        start = max(due, clock + rules.margin.count + way)
        pause(clock, start - way)
        route.metres += metres[ends[last].to][ends[ride].from]
      } else {
        pause(0, start)
        first = start
      }
      let allowed =
        facts.direction == .outbound
        ? rules.toleranceOutbound
        : facts.isConfirmed ? rules.toleranceReturn : rules.toleranceUnconfirmed
      clock = start + handling + minutes[ends[ride].from][ends[ride].to]
      if start - due > allowed.count || clock > driver.shift.end.count { isLegal = false }
      if facts.needsWheelchair && !driver.hasWheelchair { isLegal = false }
      if let pinned = day.pins[facts.id], pinned != driver.id { isLegal = false }
      route.lateness += start - due
      route.metres += metres[ends[ride].from][ends[ride].to]
      last = ride
    }
    guard last >= 0 else { return route }
    pause(clock, .max)
    if rules.maxSpan.count > 0, clock - first > rules.maxSpan.count { isLegal = false }
    if rules.breakLength.count > 0, rest < rules.breakLength.count { isLegal = false }
    return route
  }

  /// What a plan comes to, by index of ride and driver, and whether it keeps the rules.
  public func score(_ routes: [[Int]]) -> (score: Score, isLegal: Bool) {
    var (isAllLegal, lateness, metres, reserve) = (true, 0, 0, 0)
    var loads: [Int] = []
    for (driver, rides) in zip(day.drivers, routes) {
      var isLegal = true
      let route = cost(rides, by: driver, legal: &isLegal)
      isAllLegal = isAllLegal && isLegal
      lateness += route.lateness
      metres += route.metres
      if driver.kind == .regular { loads.append(rides.count) } else { reserve += rides.count }
    }
    let served = routes.reduce(0) { $0 + $1.count }
    return (
      Score(
        unassigned: day.rides.count - served, reserve: reserve,
        gap: (loads.max() ?? 0) - (loads.min() ?? 0), squares: loads.reduce(0) { $0 + $1 * $1 },
        lateness: lateness, metres: metres), isAllLegal
    )
  }

  /// The best plan of all, found by every order of every set of rides with every driver.
  ///
  /// - Parameter isFair: false leaves gap and squares out of the order.
  /// - Returns: Its score.
  public func best(isFair: Bool = true) -> Score {
    let sets = 1 << day.rides.count
    // The least lateness and metres of a set of rides with a driver; sums keep their order.
    let cheapest = day.drivers.map { driver in
      var found = [Route?](repeating: nil, count: sets)
      var isLegal = true
      func grow(_ order: [Int], _ set: Int) {
        let route = cost(order, by: driver, legal: &isLegal)
        if isLegal, found[set].map({ route < $0 }) ?? true { found[set] = route }
        for ride in day.rides.indices where set & (1 << ride) == 0 {
          grow(order + [ride], set | 1 << ride)
        }
      }
      grow([], 0)
      return found
    }
    var best: Score?
    func assign(_ driver: Int, _ left: Int, _ loads: [Int], _ reserve: Int, _ sum: Route) {
      guard driver < day.drivers.count else {
        let score = Score(
          unassigned: left.nonzeroBitCount, reserve: reserve,
          gap: (loads.max() ?? 0) - (loads.min() ?? 0), squares: loads.reduce(0) { $0 + $1 * $1 },
          lateness: sum.lateness, metres: sum.metres)
        if best.map({ isBetter(score, $0, isFair) }) ?? true { best = score }
        return
      }
      let isRegular = day.drivers[driver].kind == .regular
      // Every subset of what is left, the empty one too.
      var set = left
      while true {
        if let route = cheapest[driver][set] {
          let count = set.nonzeroBitCount
          assign(
            driver + 1, left & ~set, isRegular ? loads + [count] : loads,
            isRegular ? reserve : reserve + count,
            Route(lateness: sum.lateness + route.lateness, metres: sum.metres + route.metres))
        }
        if set == 0 { break }
        set = (set - 1) & left
      }
    }
    assign(0, sets - 1, [], 0, Route())
    return best ?? Score(unassigned: 0, reserve: 0, gap: 0, squares: 0, lateness: 0, metres: 0)
  }

  private func isBetter(_ left: Score, _ right: Score, _ isFair: Bool) -> Bool {
    guard !isFair else { return left < right }
    return (left.unassigned, left.reserve, left.lateness, left.metres)
      < (right.unassigned, right.reserve, right.lateness, right.metres)
  }

  /// A plan's rides by index, for each driver in order.
  public func routes(_ plan: Plan) -> [[Int]] {
    day.drivers.map { driver in
      (plan.routes.first { $0.driver == driver.id }?.rides ?? []).map { $0 - 1 }
    }
  }
}
