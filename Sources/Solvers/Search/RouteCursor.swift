import FleetModel

/// The end of a route that is being built ride by ride.
struct RouteCursor {
  /// The last ride, or -1 for none yet.
  var last = -1
  var start = 0
  var lateness = 0
  var metres = 0
  var count = 0
  /// The start of the first ride, and whether a break is behind; kept where rules ask for them.
  var first = 0
  var hasBreak = false
  private var previousEnd = 0

  init() {}

  init(last: Int, start: Int, lateness: Int, metres: Int, count: Int) {
    self.last = last
    self.start = start
    self.lateness = lateness
    self.metres = metres
    self.count = count
  }
  /// False once a rule is broken; nothing is appended then.
  var isFeasible = true

  /// Appends a ride, or turns infeasible where its tolerance, shift or car forbids it.
  @inline(__always)
  mutating func append(_ ride: Int, of driver: Int, _ network: RouteNetwork) {
    let due = network.open[ride]
    if last < 0 {
      start = max(due, network.shiftStart[driver])
    } else {
      start = max(due, start + network.separation(last, ride))
      metres += network.distance(last, ride)
    }
    guard start <= network.close[ride],
      start + network.occupied[ride] <= network.shiftEnd[driver],
      network.allows(ride, by: driver)
    else {
      isFeasible = false
      return
    }
    if network.hasRouteRules {
      guard keepsRouteRules(with: ride, network) else {
        isFeasible = false
        return
      }
    }
    lateness += start - due
    metres += network.loadedMetres[ride]
    count += 1
    last = ride
  }

  /// Notes the first start and a break before a ride; false where the route grows too long.
  private mutating func keepsRouteRules(with ride: Int, _ network: RouteNetwork) -> Bool {
    if last < 0 {
      first = start
      hasBreak = network.matrix.holdsBreak(from: 0, to: start)
    } else if !hasBreak {
      hasBreak = network.holdsBreak(after: last, endedAt: previousEnd, before: ride, at: start)
    }
    previousEnd = start + network.occupied[ride]
    return previousEnd - first <= network.matrix.maxSpan
  }

  /// Whether the route may end here: with its break behind, or free for one from now on.
  @inline(__always)
  func mayEnd(_ network: RouteNetwork) -> Bool {
    !network.hasRouteRules || last < 0 || hasBreak
      || network.matrix.holdsBreak(from: previousEnd, to: .max)
  }
}
