/// Swaps what two drivers do from some moment on (2-opt*), whole days included.
///
/// Source: J.-Y. Potvin and J.-M. Rousseau, "An Exchange Heuristic for Routeing Problems with
/// Time Windows", Journal of the Operational Research Society 46(12), 1995.
struct TailExchangeOperator: SearchOperator {
  let name = "tail exchange"

  func bestMove(for ride: Int, in plan: WorkingPlan, near: RideNeighbours) -> SearchMove? {
    let driver = plan.driverOf[ride]
    guard driver >= 0 else { return nil }
    let place = plan.positionOf[ride]
    var best: SearchMove?
    for other in near[ride] {
      let otherDriver = plan.driverOf[other]
      guard otherDriver >= 0, otherDriver != driver else { continue }
      let position = plan.positionOf[other]
      if plan.network.canFollow(ride, after: other) {
        best.improve(with: swap(driver, place, otherDriver, position + 1, in: plan))
      }
      if place == 0, position == 0,
        plan.network.driverClass[driver] != plan.network.driverClass[otherDriver]
      {
        best.improve(with: swap(driver, 0, otherDriver, 0, in: plan))
      }
    }
    for idle in plan.idleDrivers {
      best.improve(with: swap(driver, place, idle, 0, in: plan))
    }
    return best
  }

  private func swap(
    _ first: Int, _ firstCut: Int, _ second: Int, _ secondCut: Int, in plan: WorkingPlan
  ) -> SearchMove? {
    SearchMove.evaluate(
      RouteSplice(driver: first, head: firstCut, ride: -1, source: second, tail: secondCut),
      RouteSplice(driver: second, head: secondCut, ride: -1, source: first, tail: firstCut),
      in: plan)
  }
}
