/// Descent by several kinds of moves until none of them improves the plan.
struct LocalSearch {
  let operators: [any SearchOperator]
  let near: RideNeighbours

  init(_ network: RouteNetwork) {
    operators = [
      RelocateOperator(), ExchangeOperator(), TailExchangeOperator(),
    ]
    near = RideNeighbours(network)
  }

  /// Improves a plan, ride by ride, by the best move of all kinds.
  ///
  /// - Returns: how many moves were evaluated around rides.
  @discardableResult
  func descend(_ plan: WorkingPlan, from rides: [Int]) -> Int {
    var queue = rides
    var isQueued = Array(repeating: false, count: plan.network.rideCount)
    for ride in rides { isQueued[ride] = true }
    var next = 0
    while next < queue.count {
      let ride = queue[next]
      next += 1
      isQueued[ride] = false
      var best: SearchMove?
      for kind in operators {
        best.improve(with: kind.bestMove(for: ride, in: plan, near: near))
      }
      guard let best, best.change < .none else { continue }
      best.apply(to: plan)
      for driver in [best.first.driver, best.second?.driver].compactMap(\.self) {
        for touched in plan.sequences[driver] where !isQueued[touched] {
          isQueued[touched] = true
          queue.append(touched)
        }
      }
      if !isQueued[ride] {
        isQueued[ride] = true
        queue.append(ride)
      }
    }
    return next
  }
}
