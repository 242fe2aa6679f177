import CivilTime

/// The independent check of a plan against the rules of its day.
///
/// It recomputes every time and count from the rides, drivers and rules, and shares nothing with
/// `RouteSchedule`, `DayMatrix` or a solver but the distance between two points, so that a slip
/// there cannot hide itself here.
public enum Feasibility {
  /// Every way in which a plan breaks a rule; empty for a plan that may be shown as a plan.
  ///
  /// The order is: what is wrong with the lists of rides, then each route's violations by driver
  /// and time. A ride that starts too late is reported once, under the rule that tells most:
  /// `shift start` where only the shift delays it, `two at once` where the previous ride is still
  /// under way when this one has to start, else `lateness`.
  /// - Complexity: O(n + m), n rides and m drivers.
  public static func violations(of plan: Plan, on day: ServiceDay) -> [Violation] {
    var rides: [Int: Ride] = [:]
    for ride in day.rides { rides[ride.id] = ride }
    var drivers: [Int: Driver] = [:]
    for driver in day.drivers { drivers[driver.id] = driver }
    var found = accounting(of: plan, on: day, rides: rides)
    var seen: Set<Int> = []
    for route in plan.routes {
      guard let driver = drivers[route.driver] else {
        found.append(unknown(route))
        continue
      }
      if !seen.insert(driver.id).inserted { found.append(twice(route)) }
      let check = RouteCheck(
        driver: driver, rides: route.rides.compactMap { rides[$0] }, rules: day.rules,
        pins: day.pins)
      found += check.violations
    }
    return found
  }

  /// Whether every ride is in exactly one route, or in none and listed as unassigned.
  private static func accounting(
    of plan: Plan, on day: ServiceDay, rides: [Int: Ride]
  ) -> [Violation] {
    var found: [Violation] = []
    var serving: [Int: [Int]] = [:]
    for route in plan.routes {
      for ride in route.rides {
        if rides[ride] == nil {
          found.append(
            Violation(
              rule: .unknownRide, driver: route.driver, rides: [ride], minutes: .zero,
              facts: "\(driver: route.driver) serves ride \(ride), which is not in the day"))
        }
        serving[ride, default: []].append(route.driver)
      }
    }
    var waiting: Set<Int> = []
    for ride in plan.unassigned {
      if rides[ride] == nil {
        found.append(
          Violation(
            rule: .unknownRide, driver: nil, rides: [ride], minutes: .zero,
            facts: "ride \(ride) is listed as unassigned, but the day has no such ride"))
      } else if !waiting.insert(ride).inserted {
        found.append(
          Violation(
            rule: .unaccounted, driver: nil, rides: [ride], minutes: .zero,
            facts: "ride \(ride) is listed as unassigned more than once"))
      }
    }
    for ride in rides.keys.sorted() {
      let servers = serving[ride] ?? []
      found += balance(of: ride, servers: servers, isWaiting: waiting.contains(ride))
    }
    return found
  }

  private static func balance(of ride: Int, servers: [Int], isWaiting: Bool) -> [Violation] {
    var found: [Violation] = []
    if servers.count > 1 {
      found.append(
        Violation(
          rule: .servedTwice, driver: servers.last, rides: [ride], minutes: .zero,
          facts: "ride \(ride) is served \(servers.count) times, by "
            + servers.map { "\(driver: $0)" }.joined(separator: ", ")))
    }
    if let server = servers.last, isWaiting {
      found.append(
        Violation(
          rule: .servedAndUnassigned, driver: server, rides: [ride], minutes: .zero,
          facts: "ride \(ride) is listed as unassigned, but \(driver: server) serves it"))
    }
    if servers.isEmpty, !isWaiting {
      found.append(
        Violation(
          rule: .unaccounted, driver: nil, rides: [ride], minutes: .zero,
          facts: "ride \(ride) is in no route and not listed as unassigned"))
    }
    return found
  }

  private static func unknown(_ route: Plan.Route) -> Violation {
    Violation(
      rule: .unknownDriver, driver: route.driver, rides: route.rides, minutes: .zero,
      facts: "\(driver: route.driver) is not available on the day")
  }

  private static func twice(_ route: Plan.Route) -> Violation {
    Violation(
      rule: .driverTwice, driver: route.driver, rides: route.rides, minutes: .zero,
      facts: "\(driver: route.driver) has more than one route")
  }
}

/// The check of one driver's route.
private struct RouteCheck {
  let driver: Driver
  let rides: [Ride]
  let rules: Rules
  let pins: [Int: Int]

  var violations: [Violation] {
    var found: [Violation] = []
    let needy = rides.filter(\.needsWheelchair).map(\.id)
    if !driver.hasWheelchair, !needy.isEmpty {
      found.append(
        violation(
          .wheelchair, needy, 0,
          "\(driver: driver.id) has no wheelchair car, which \(needing(needy))"))
    }
    for ride in rides {
      guard let pinned = pins[ride.id], pinned != driver.id else { continue }
      found.append(
        violation(
          .pinned, [ride.id], 0,
          "\(driver: driver.id) serves ride \(ride.id), which is pinned to \(driver: pinned)"))
    }
    if rides.count > rules.maxRides {
      found.append(
        violation(
          .maxRides, rides.map(\.id), 0,
          "\(driver: driver.id) has \(rides.count) rides, at most \(rules.maxRides) are allowed"))
    }
    return found + timeViolations
  }

  /// Drives the route minute by minute and notes each start or end that breaks a rule.
  private var timeViolations: [Violation] {
    var found: [Violation] = []
    var previous: Ride?
    var free = 0
    var firstStart: Int?
    // A driver who has not begun yet is free since the break's window opens.
    var longestBreak = 0
    for ride in rides {
      let due = ride.scheduled.count
      var start = max(due, driver.shift.start.count)
      if let previous {
        let arrival =
          free + rules.margin.count + minutes(from: previous.dropoff, to: ride.pickup)
        start = max(due, arrival)
      }
      firstStart = firstStart ?? start
      let way = previous.map { minutes(from: $0.dropoff, to: ride.pickup) } ?? 0
      longestBreak = max(
        longestBreak, pause(from: previous == nil ? 0 : free, to: start - way))
      let over = start - due - allowance(of: ride)
      if over > 0 { found.append(late(ride, start: start, after: previous, free: free, over)) }
      free =
        start + rules.boarding.count + minutes(from: ride.pickup, to: ride.dropoff)
        + rules.alighting.count
      previous = ride
    }
    longestBreak = max(longestBreak, pause(from: free, to: .max))
    found += routeViolations(from: firstStart ?? 0, to: free, longestBreak: longestBreak)
    let over = free - driver.shift.end.count
    if let last = rides.last, over > 0 {
      found.append(
        violation(
          .shiftEnd, [last.id], over,
          "\(driver: driver.id) ends ride \(last.id) at \(Minutes(free).clock), \(over) min after "
            + "his shift's end at \(driver.shift.end.clock)"))
    }
    return found
  }

  /// Minutes of a free time that lie in the window of the break.
  private func pause(from start: Int, to end: Int) -> Int {
    min(end, Rules.breakWindow.upperBound.count) - max(start, Rules.breakWindow.lowerBound.count)
  }

  /// What the optional rules say of a route as a whole.
  private func routeViolations(from start: Int, to end: Int, longestBreak: Int) -> [Violation] {
    guard !rides.isEmpty else { return [] }
    var found: [Violation] = []
    let span = rules.maxSpan.count
    if span > 0, end - start > span {
      found.append(
        violation(
          .maxSpan, rides.map(\.id), end - start - span,
          "\(driver: driver.id) is out from \(Minutes(start).clock) to \(Minutes(end).clock), "
            + "\(end - start - span) min longer than the \(span) min allowed"))
    }
    let missing = rules.breakLength.count - longestBreak
    if rules.breakLength.count > 0, missing > 0 {
      found.append(
        violation(
          .missingBreak, rides.map(\.id), missing,
          "\(driver: driver.id) has at most \(max(0, longestBreak)) min free at a stretch between "
            + "\(Rules.breakWindow.lowerBound.clock) and \(Rules.breakWindow.upperBound.clock), "
            + "not \(rules.breakLength.count)"))
    }
    return found
  }

  private func late(
    _ ride: Ride, start: Int, after previous: Ride?, free: Int, _ over: Int
  ) -> Violation {
    let allowed = allowance(of: ride)
    let fact: DriverSentence =
      "\(driver: driver.id) starts ride \(ride.id) at \(Minutes(start).clock), "
      + "\(over) min later than its time \(ride.scheduled.clock)"
      + (allowed > 0 ? " and \(allowed) min of tolerance allow" : " allows")
    guard let previous else {
      return violation(
        .shiftStart, [ride.id], over,
        fact + ", as his shift starts at \(driver.shift.start.clock)")
    }
    let isUnderWay = free > ride.scheduled.count + allowed
    return violation(
      isUnderWay ? .twoAtOnce : .lateness, [previous.id, ride.id], over,
      fact + ", coming from ride \(previous.id), which ends at \(Minutes(free).clock)")
  }

  private func violation(
    _ rule: Violation.BrokenRule, _ rides: [Int], _ minutes: Int, _ facts: DriverSentence
  ) -> Violation {
    Violation(
      rule: rule, driver: driver.id, rides: rides, minutes: Minutes(minutes),
      facts: facts)
  }

  private func allowance(of ride: Ride) -> Int {
    if ride.direction == .outbound { return rules.toleranceOutbound.count }
    if ride.direction == .unknown {
      return [rules.toleranceOutbound, rules.toleranceReturn, rules.toleranceUnconfirmed]
        .reduce(0) { max($0, $1.count) }
    }
    if ride.isConfirmed { return rules.toleranceReturn.count }
    return rules.toleranceUnconfirmed.count
  }

  /// Travel minutes as the domain page defines them, written a second time on purpose.
  private func minutes(from origin: Coordinate?, to target: Coordinate?) -> Int {
    guard let origin, let target else { return rules.assumedLeg.count }
    if let roads = rules.travel.roads {
      let leg = roads.leg(from: RoadPoint(origin), to: RoadPoint(target))
      return leg.map { Int(max(0, ($0.seconds / 60 - 1e-9).rounded(.up))) }
        ?? Travel.missingMinutes
    }
    let hours = Geodesy.kilometres(from: origin, to: target) / max(rules.speedKmh, 0.1)
    return Int(max(0, (hours * 60 - 1e-9).rounded(.up)))
  }

  private func needing(_ rides: [Int]) -> String {
    rides.count == 1
      ? "ride \(rides[0]) needs"
      : "rides \(rides.map(String.init).joined(separator: ", ")) need"
  }
}
