import CivilTime

/// The best order in which one driver serves a given set of rides.
///
/// Partial orders are grown ride by ride over the subsets of rides (Held and Karp 1962, with
/// labels instead of one cost: broken rules, lateness, metres, end). A label is dropped where
/// another with the same rides and last ride is no worse in all four, or where it is no better
/// than the best complete order known.
struct RouteOrder {
  /// The most rides that are ordered exactly: 2¹⁴ subsets.
  static let exactLimit = 14

  /// Labels grown before the search settles for what it has; a plain day takes some hundreds.
  static let labelLimit = 20_000

  let driver: Driver
  private let rides: [Ride]
  private let rules: Rules

  /// Takes rides in chronological order, which is kept where it breaks no rule of time.
  init(rides: [Ride], driver: Driver, rules: Rules) {
    self.rides = rides
    self.driver = driver
    self.rules = rules
  }

  var best: [Ride] {
    guard rides.count > 1, rides.count <= Self.exactLimit else { return rides }
    let table = LegTable(rides: rides, driver: driver, rules: rules)
    let chronological = table.cost(of: Array(rides.indices))
    guard chronological.broken > 0 else { return rides }
    return table.best(below: chronological).map { $0.map { rides[$0] } } ?? rides
  }
}

/// What a partial order costs so far, compared in this order.
private struct OrderCost: Comparable {
  var broken = 0
  var lateness = 0
  var metres = 0

  static func < (left: OrderCost, right: OrderCost) -> Bool {
    (left.broken, left.lateness, left.metres) < (right.broken, right.lateness, right.metres)
  }
}

/// The legs between a few rides, in integers.
private struct LegTable {
  let rides: [Ride]
  let tolerance: [Int]
  let occupied: [Int]
  let hops: [[(minutes: Minutes, metres: Metres)]]
  let shift: Shift
  let margin: Int

  struct Label {
    var served: UInt32
    var last: Int
    var end: Int
    var cost: OrderCost
    var parent: Int
  }

  init(rides: [Ride], driver: Driver, rules: Rules) {
    let travel = Travel(rules)
    self.rides = rides
    tolerance = rides.map { rules.tolerance(of: $0).count }
    occupied = rides.map {
      (rules.boarding + travel.minutes(from: $0.pickup, to: $0.dropoff) + rules.alighting).count
    }
    hops = rides.map { origin in
      rides.map { travel.leg(from: origin.dropoff, to: $0.pickup) }
    }
    shift = driver.shift
    margin = rules.margin.count
  }

  func cost(of order: [Int]) -> OrderCost {
    var label: Label?
    for ride in order { label = extend(label, at: -1, by: ride) }
    return label?.cost ?? OrderCost()
  }

  /// The order of least cost below a limit, or nil where none is found.
  func best(below limit: OrderCost) -> [Int]? {
    var labels = rides.indices.map { extend(nil, at: -1, by: $0) }.filter { $0.cost < limit }
    var groups: [UInt64: [Int]] = [:]
    var bound = limit
    var winner: Int?
    var next = 0
    let all = UInt32(1) << UInt32(rides.count) - 1
    while next < labels.count, labels.count < RouteOrder.labelLimit {
      defer { next += 1 }
      let label = labels[next]
      guard label.cost < bound else { continue }
      if label.served == all {
        bound = label.cost
        winner = next
        continue
      }
      for ride in rides.indices where label.served & (1 << UInt32(ride)) == 0 {
        let grown = extend(label, at: next, by: ride)
        guard grown.cost < bound else { continue }
        let group = UInt64(grown.served) << 8 | UInt64(ride)
        let rivals = groups[group] ?? []
        let isDominated = rivals.contains {
          labels[$0].end <= grown.end && labels[$0].cost.broken <= grown.cost.broken
            && labels[$0].cost.lateness <= grown.cost.lateness
            && labels[$0].cost.metres <= grown.cost.metres
        }
        if isDominated { continue }
        groups[group] = rivals + [labels.count]
        labels.append(grown)
      }
    }
    return winner.map { path(to: $0, in: labels) }
  }

  private func extend(_ label: Label?, at parent: Int, by ride: Int) -> Label {
    let due = rides[ride].scheduled.count
    var start = max(due, shift.start.count)
    var cost = OrderCost()
    if let label {
      let hop = hops[label.last][ride]
      start = max(due, label.end + margin + hop.minutes.count)
      cost = label.cost
      cost.metres += hop.metres.count
    }
    let end = start + occupied[ride]
    if start - due > tolerance[ride] { cost.broken += 1 }
    if end > shift.end.count { cost.broken += 1 }
    cost.lateness += start - due
    return Label(
      served: (label?.served ?? 0) | 1 << UInt32(ride), last: ride, end: end, cost: cost,
      parent: parent)
  }

  private func path(to label: Int, in labels: [Label]) -> [Int] {
    var order: [Int] = []
    var index = label
    while index >= 0 {
      order.append(labels[index].last)
      index = labels[index].parent
    }
    return order.reversed()
  }
}
