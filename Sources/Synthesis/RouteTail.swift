import CivilTime
import FleetModel

/// The end of one driver's route while a day is filled in order of time.
struct RouteTail {
  let driver: Driver
  private(set) var count = 0
  private var free = Minutes.zero
  private var place: Coordinate?

  init(driver: Driver) {
    self.driver = driver
  }

  /// When a ride would start and how many metres lie empty before it; nil where a rule breaks.
  func step(to ride: Ride, _ rules: Rules) -> (start: Minutes, hop: Metres)? {
    let travel = Travel(rules)
    var start = max(ride.scheduled, driver.shift.start)
    var hop = Metres.zero
    if let place {
      let leg = travel.leg(from: place, to: ride.pickup)
      start = max(ride.scheduled, free + rules.margin + leg.minutes)
      hop = leg.metres
    }
    let end = start + Self.occupied(by: ride, rules)
    guard start - ride.scheduled <= rules.tolerance(of: ride), end <= driver.shift.end,
      count < rules.maxRides
    else { return nil }
    return (start, hop)
  }

  /// Appends a ride that starts at `start`.
  mutating func append(_ ride: Ride, start: Minutes, _ rules: Rules) {
    count += 1
    free = start + Self.occupied(by: ride, rules)
    place = ride.dropoff
  }

  private static func occupied(by ride: Ride, _ rules: Rules) -> Minutes {
    rules.boarding + Travel(rules).minutes(from: ride.pickup, to: ride.dropoff) + rules.alighting
  }
}

extension [RouteTail] {
  /// Appends each ride to the driver that an assignment names; false where a rule breaks.
  mutating func follow(_ rides: [Ride], _ assignment: [Int: Int], _ rules: Rules) -> Bool {
    for ride in rides {
      guard let index = firstIndex(where: { $0.driver.id == assignment[ride.id] }),
        let step = self[index].step(to: ride, rules)
      else { return false }
      self[index].append(ride, start: step.start, rules)
    }
    return true
  }

  /// Appends each ride to the nearest driver, as offices do by hand; false where none can.
  mutating func followNearest(_ rides: [Ride], _ rules: Rules) -> Bool {
    for ride in rides {
      var best: (index: Int, start: Minutes, hop: Metres)?
      for (index, tail) in enumerated() {
        guard let step = tail.step(to: ride, rules) else { continue }
        if let best, best.hop <= step.hop { continue }
        best = (index, step.start, step.hop)
      }
      guard let best else { return false }
      self[best.index].append(ride, start: best.start, rules)
    }
    return true
  }

  /// Whether the rides can be shared with at most `most` a driver, each route in order of time.
  ///
  /// - Complexity: O(mⁿ) in the worst case, n rides and m drivers; days of 10 rides only.
  func canShare(_ rides: ArraySlice<Ride>, most: Int, _ rules: Rules) -> Bool {
    guard let ride = rides.first else { return true }
    for index in indices where self[index].count < most {
      guard let step = self[index].step(to: ride, rules) else { continue }
      var next = self
      next[index].append(ride, start: step.start, rules)
      if next.canShare(rides.dropFirst(), most: most, rules) { return true }
    }
    return false
  }

  /// Most minus fewest rides.
  var gap: Int {
    (self.map(\.count).max() ?? 0) - (self.map(\.count).min() ?? 0)
  }
}
