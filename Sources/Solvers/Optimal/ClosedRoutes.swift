/// The enumerated routes of a stage that a better plan may use, priced by the linear programme.
///
/// The list may hold 100,000 routes and is gone through once a programme.
struct ClosedRoutes {
  private let problem: StageProblem
  private let pool: RoutePool
  private let routes: [Int]
  /// The reduced cost of each route under the last prices.
  private var reduced: [Int]

  /// Routes that join the programme after a pricing.
  private static let routesAdded = 60

  init(_ problem: StageProblem, _ pool: RoutePool, _ routes: [Int]) {
    self.problem = problem
    self.pool = pool
    self.routes = routes
    reduced = Array(repeating: 0, count: routes.count)
  }

  /// Computes the reduced cost of every route.
  ///
  /// - Returns: The least of each crew.
  /// - Complexity: O(rides of all routes + routes × cuts).
  mutating func price(under duals: StageDuals, _ cuts: [RideSet]) -> [Int] {
    var cheapest = Array(repeating: PathPricer.never, count: problem.crews.count)
    let one = problem.unit * StageProblem.scale
    for (position, route) in routes.enumerated() {
      let crew = pool.crew[route]
      let length = pool.length(of: route)
      var cost = pool.cost[route] * one - duals.crew[crew] - duals.lateness * pool.lateness[route]
      if problem.crews[crew].isRegular {
        cost -= duals.squares * length * length
      } else {
        cost -= duals.reserve * length
      }
      for ride in pool.rides(of: route) { cost -= duals.ride[Int(ride)] }
      for (index, dual) in duals.cuts.enumerated() where dual != 0 {
        if pool.served[route].overlap(cuts[index]) > 1 { cost -= dual }
      }
      reduced[position] = cost
      cheapest[crew] = min(cheapest[crew], cost)
    }
    return cheapest
  }

  /// Up to 60 routes of most negative reduced cost, the first in the list among equals.
  ///
  /// The best are picked in one pass and nothing else is sorted.
  var mostNegative: [Int] {
    var best: [(cost: Int, position: Int)] = []
    var limit = -StageProblem.scale / 100
    for (position, cost) in reduced.enumerated() where cost < limit {
      let place = best.firstIndex { cost < $0.cost } ?? best.count
      best.insert((cost, position), at: place)
      if best.count > Self.routesAdded { best.removeLast() }
      if best.count == Self.routesAdded { limit = best[best.count - 1].cost }
    }
    return best.map { routes[$0.position] }
  }

  /// The routes that a plan within some room of the bound can use.
  ///
  /// - Parameters:
  ///   - room: How far above the bound a better plan may lie.
  ///   - cheapest: The least reduced cost of each crew.
  /// - Returns: The routes in the order of the list.
  func usable(within room: Int, of cheapest: [Int]) -> [Int] {
    routes.indices.filter { position in
      let crew = pool.crew[routes[position]]
      let floor = problem.crews[crew].mustServe ? cheapest[crew] : min(0, cheapest[crew])
      return reduced[position] - floor <= room
    }.map { routes[$0] }
  }
}
