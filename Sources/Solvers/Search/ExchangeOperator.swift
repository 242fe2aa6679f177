/// Swaps two rides of different drivers, each taking the other's place, or one with nobody's.
struct ExchangeOperator: SearchOperator {
  let name = "exchange"

  func bestMove(for ride: Int, in plan: WorkingPlan, near: RideNeighbours) -> SearchMove? {
    let driver = plan.driverOf[ride]
    guard driver >= 0 else { return nil }
    let place = plan.positionOf[ride]
    var best: SearchMove?
    for other in near[ride] {
      let otherDriver = plan.driverOf[other]
      guard otherDriver != driver, plan.network.allows(other, by: driver) else { continue }
      let own = RouteSplice(
        driver: driver, head: place, ride: other, source: driver, tail: place + 1)
      guard otherDriver >= 0 else {
        best.improve(with: SearchMove.evaluate(own, in: plan))
        continue
      }
      guard plan.network.allows(ride, by: otherDriver) else { continue }
      let position = plan.positionOf[other]
      let theirs = RouteSplice(
        driver: otherDriver, head: position, ride: ride, source: otherDriver, tail: position + 1)
      best.improve(with: SearchMove.evaluate(own, theirs, in: plan))
    }
    return best
  }
}
