/// Inequalities that the routes of a plan keep and fractions of routes may break.
///
/// Of three rides at most one route can serve two or more: Σ over such routes of x ≤ 1.
enum SubsetRowCuts {
  /// The most cuts added at once.
  private static let most = 25

  /// The most violated triples of rides, the worst first.
  static func violated(
    by solution: [(meaning: StageMaster.Meaning, value: Double)], _ pool: RoutePool,
    known: [RideSet], _ problem: StageProblem
  ) -> [RideSet] {
    var routes: [(served: RideSet, value: Double)] = []
    for part in solution {
      if case .route(let route) = part.meaning, part.value < 0.999 {
        routes.append((pool.served[route], part.value))
      }
    }
    guard routes.count > 2 else { return [] }
    let count = problem.network.rideCount
    var found: [(cut: RideSet, excess: Double)] = []
    var pairs = Array(repeating: 0.0, count: count * count)
    for route in routes {
      let rides = (0..<count).filter { route.served.contains($0) }
      for first in rides {
        for second in rides { pairs[first * count + second] += route.value }
      }
    }
    for first in 0..<count {
      for second in (first + 1)..<max(count, first + 1) {
        for third in (second + 1)..<max(count, second + 1) {
          let shared =
            pairs[first * count + second] + pairs[second * count + third]
            + pairs[first * count + third]
          // Routes with all three count thrice in the pairs, so this only rules out.
          guard shared > 1.03 else { continue }
          var cut = RideSet.only(first)
          cut.insert(second)
          cut.insert(third)
          let sum = routes.reduce(0.0) { $1.served.overlap(cut) > 1 ? $0 + $1.value : $0 }
          if sum > 1.03, !known.contains(cut) { found.append((cut, sum)) }
        }
      }
    }
    found.sort { $0.excess > $1.excess }
    return found.prefix(most).map(\.cut)
  }
}
