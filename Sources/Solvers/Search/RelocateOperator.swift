/// Takes a ride from its driver, or from nobody, and gives it to another.
struct RelocateOperator: SearchOperator {
  let name = "relocate"

  func bestMove(for ride: Int, in plan: WorkingPlan, near: RideNeighbours) -> SearchMove? {
    let owner = plan.driverOf[ride]
    var best: SearchMove?
    Self.places(for: ride, in: plan, near: near) { driver, position in
      if driver == owner { return }
      best.improve(with: Self.move(ride, to: driver, at: position, in: plan))
    }
    return best
  }

  /// Visits the places where a ride could be served: after each neighbour, first, or by an idler.
  @inline(__always)
  static func places(
    for ride: Int, in plan: WorkingPlan, near: RideNeighbours, _ visit: (Int, Int) -> Void
  ) {
    let network = plan.network
    for other in near[ride] {
      let driver = plan.driverOf[other]
      guard driver >= 0, network.allows(ride, by: driver) else { continue }
      let position = plan.positionOf[other]
      if network.canFollow(ride, after: other) { visit(driver, position + 1) }
      if position == 0, network.canFollow(other, after: ride) { visit(driver, 0) }
    }
    for driver in plan.idleDrivers where network.allows(ride, by: driver) { visit(driver, 0) }
  }

  /// Evaluates giving a ride to a driver at a position, or nil where that breaks a rule.
  static func move(_ ride: Int, to driver: Int, at position: Int, in plan: WorkingPlan)
    -> SearchMove?
  {
    let target = RouteSplice(
      driver: driver, head: position, ride: ride, source: driver, tail: position)
    let owner = plan.driverOf[ride]
    guard owner >= 0 else { return SearchMove.evaluate(target, in: plan) }
    let place = plan.positionOf[ride]
    return SearchMove.evaluate(
      target,
      RouteSplice(driver: owner, head: place, ride: -1, source: owner, tail: place + 1), in: plan)
  }
}
