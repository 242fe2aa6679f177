/// Where a fractional solution is parted: at the waiting of a ride, an arc, or a crew's ride.
enum StageBranching {
  /// The question whose answer is least clear in a fractional solution, or nil if whole.
  ///
  /// The programme's right sides are perturbed: where all answers are clear to a thousandth and the
  /// bound still leaves room, the least clear of those is asked, until all are exactly clear.
  static func question(
    _ solution: [(meaning: StageMaster.Meaning, value: Double)], _ pool: RoutePool,
    _ problem: StageProblem
  ) -> RouteFilter.Branch? {
    var waits: [Int: Double] = [:]
    var arcs: [Int: Double] = [:]
    var crews: [Int: Double] = [:]
    let rideCount = problem.network.rideCount
    for part in solution {
      switch part.meaning {
      case .artificial, .slack: continue
      case .waits(let ride): waits[ride, default: 0] += part.value
      case .route(let route):
        var previous = -1
        for ride in pool.rides(of: route) {
          let ride = Int(ride)
          if previous >= 0 { arcs[previous * rideCount + ride, default: 0] += part.value }
          crews[pool.crew[route] * rideCount + ride, default: 0] += part.value
          previous = ride
        }
      }
    }
    for least in [0.499, 0.5 - 1e-5] {
      if let ride = leastClear(waits, least) { return .waits(ride) }
      if let arc = leastClear(arcs, least) { return .arc(arc / rideCount, arc % rideCount) }
      if let place = leastClear(crews, least) {
        return .crew(ride: place % rideCount, crew: place / rideCount)
      }
    }
    return nil
  }

  /// The key whose value is nearest to one half, the smallest at a tie; nil where none is nearer than
  /// `limit`.
  private static func leastClear(_ values: [Int: Double], _ limit: Double) -> Int? {
    var best: Int?
    var nearest = limit
    for key in values.keys.sorted() {
      guard let value = values[key] else { continue }
      let distance = abs(value - 0.5)
      if distance < nearest - 1e-9 {
        nearest = distance
        best = key
      }
    }
    return best
  }
}
