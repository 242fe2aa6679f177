/// A change that a plan allows, and between whom.
package struct PlanMove {
  /// How a move changes routes.
  package enum Kind: Int, CaseIterable, Sendable {
    /// A ride that nobody serves gets a driver.
    case insert
    /// A ride goes from its driver to another.
    case relocate
    /// Two rides of two drivers change places.
    case exchange
    /// A ride that nobody serves takes the place of another, which nobody serves then.
    case replace
    /// Two drivers swap what they do from some moment on.
    case tail
  }

  package let kind: Kind
  /// The ride that changes its driver; of a swapped tail, its first.
  package let ride: Int
  /// The ride that comes back, or -1.
  package let other: Int
  /// The ride's driver before, or -1.
  package let from: Int
  package let to: Int
  package let move: SearchMove
}

/// All changes of one or two routes that keep the rules, the same that local search looks at.
///
/// Of the places in which a driver can take a ride only the best one counts, so a move is known by
/// its rides and drivers.
package struct PlanMoves: Sendable {
  /// Days of up to this many rides are looked at; beyond, all pairs of rides are too many.
  package static let rideLimit = RideNeighbours.allPairsLimit

  private let near: RideNeighbours

  /// - Complexity: O(n²), n rides.
  package init(_ network: RouteNetwork) {
    near = RideNeighbours(network)
  }

  /// Finds the moves of a plan, in an order that depends on the plan alone.
  ///
  /// - Complexity: O(n²) evaluations, each as long as a route at worst.
  package func find(in plan: WorkingPlan, _ found: inout [PlanMove]) {
    found.removeAll(keepingCapacity: true)
    for ride in 0..<plan.network.rideCount {
      findPlaces(for: ride, in: plan, &found)
      guard plan.driverOf[ride] >= 0 else {
        for other in near[ride] where plan.driverOf[other] >= 0 {
          findReplacement(of: other, by: ride, in: plan, &found)
        }
        continue
      }
      for other in near[ride] where plan.driverOf[other] >= 0 {
        if other > ride { findExchange(ride, other, in: plan, &found) }
        findTail(ride, after: other, in: plan, &found)
      }
    }
  }

  /// The best place with each driver other than the ride's own.
  private func findPlaces(for ride: Int, in plan: WorkingPlan, _ found: inout [PlanMove]) {
    let first = found.count
    let owner = plan.driverOf[ride]
    RelocateOperator.places(for: ride, in: plan, near: near) { driver, position in
      guard driver != owner,
        let move = RelocateOperator.move(ride, to: driver, at: position, in: plan)
      else { return }
      let known = found[first...].firstIndex { $0.to == driver }
      if let known, found[known].move.change <= move.change { return }
      let place = PlanMove(
        kind: owner < 0 ? .insert : .relocate, ride: ride, other: -1, from: owner, to: driver,
        move: move)
      if let known { found[known] = place } else { found.append(place) }
    }
  }

  private func findExchange(
    _ ride: Int, _ other: Int, in plan: WorkingPlan, _ found: inout [PlanMove]
  ) {
    let (from, to) = (plan.driverOf[ride], plan.driverOf[other])
    guard from != to, plan.network.allows(other, by: from), plan.network.allows(ride, by: to)
    else { return }
    let (place, position) = (plan.positionOf[ride], plan.positionOf[other])
    let move = SearchMove.evaluate(
      RouteSplice(driver: from, head: place, ride: other, source: from, tail: place + 1),
      RouteSplice(driver: to, head: position, ride: ride, source: to, tail: position + 1),
      in: plan)
    guard let move else { return }
    found.append(
      PlanMove(kind: .exchange, ride: ride, other: other, from: from, to: to, move: move))
  }

  private func findReplacement(
    of other: Int, by ride: Int, in plan: WorkingPlan, _ found: inout [PlanMove]
  ) {
    let driver = plan.driverOf[other]
    guard plan.network.allows(ride, by: driver) else { return }
    let place = plan.positionOf[other]
    let move = SearchMove.evaluate(
      RouteSplice(driver: driver, head: place, ride: ride, source: driver, tail: place + 1),
      in: plan)
    guard let move else { return }
    found.append(
      PlanMove(kind: .replace, ride: ride, other: other, from: -1, to: driver, move: move))
  }

  /// What a driver does from a ride on goes behind another driver's ride, and the reverse.
  private func findTail(
    _ ride: Int, after other: Int, in plan: WorkingPlan, _ found: inout [PlanMove]
  ) {
    let (from, to) = (plan.driverOf[ride], plan.driverOf[other])
    guard from != to, plan.network.canFollow(ride, after: other) else { return }
    let (cut, otherCut) = (plan.positionOf[ride], plan.positionOf[other] + 1)
    let ownTail = plan.sequences[from].count - cut
    let otherTail = plan.sequences[to].count - otherCut
    // A last ride that only changes sides is a relocation, found already.
    guard ownTail + otherTail > 1 else { return }
    let move = SearchMove.evaluate(
      RouteSplice(driver: from, head: cut, ride: -1, source: to, tail: otherCut),
      RouteSplice(driver: to, head: otherCut, ride: -1, source: from, tail: cut), in: plan)
    guard let move else { return }
    let back = otherTail > 0 ? plan.sequences[to][otherCut] : -1
    found.append(PlanMove(kind: .tail, ride: ride, other: back, from: from, to: to, move: move))
  }
}
