import SeededRandom

/// Takes a few related rides out of a plan and puts them back where they cost least.
///
/// Rides are related where they stand close in time and place to one drawn at random; a place is
/// passed over with a small probability, so that the same rides come back differently.
/// Source: J. Christiaens and G. Vanden Berghe, "Slack Induction by String Removals for Vehicle
/// Routing Problems", Transportation Science 54(2), 2020, from which the blinks are taken.
struct RuinAndRecreate {
  /// Probability of passing over a place.
  private static let blink = 0.02
  /// Probability of leaving a related ride where it is.
  private static let spared = 0.4
  /// The most rides without a driver that one round tries to place.
  private static let mostUnassigned = 12

  private let network: RouteNetwork
  private let near: RideNeighbours
  /// The neighbours of each ride, the closest first.
  private let related: [[Int]]

  init(_ network: RouteNetwork, near: RideNeighbours) {
    self.network = network
    self.near = near
    related = (0..<network.rideCount).map { ride in
      near[ride].map { (distance: Self.distance(ride, $0, network), ride: $0) }
        .sorted { ($0.distance, $0.ride) < ($1.distance, $1.ride) }
        .prefix(24).map(\.ride)
    }
  }

  /// Metres apart, a minute counting as 400.
  private static func distance(_ ride: Int, _ other: Int, _ network: RouteNetwork) -> Int {
    let minutes = abs(network.open[ride] - network.open[other])
    return minutes * 400 + min(network.distance(ride, other), network.distance(other, ride))
  }

  /// Changes a plan; the caller keeps what it needs to go back.
  ///
  /// - Parameters:
  ///   - plan: changed in place.
  ///   - size: how many rides are taken out, at most.
  ///   - draws: what decides which.
  func change(_ plan: WorkingPlan, size: Int, _ draws: inout SeededGenerator) {
    let seed = draws.below(network.rideCount)
    var removed = waiting(around: seed, in: plan)
    var taken = 0
    for ride in [seed] + related[seed].prefix(2 * size) where plan.driverOf[ride] >= 0 {
      if taken >= size { break }
      if ride != seed, draws.chance(Self.spared) { continue }
      let driver = plan.driverOf[ride]
      plan.remove(ride)
      removed.append(ride)
      if network.needsCheckAfterRemoval, !plan.keepsRules(driver) {
        removed += plan.sequences[driver]
        plan.setSequence(of: driver, to: [])
      }
      taken += 1
    }
    removed = draws.chance(0.5) ? draws.shuffled(removed) : removed.sorted()
    for ride in removed { insert(ride, into: plan, &draws) }
  }

  /// Rides without a driver: all of a small day, those near the place of the ruin else.
  private func waiting(around seed: Int, in plan: WorkingPlan) -> [Int] {
    guard plan.score.unassigned > 0 else { return [] }
    let candidates =
      network.rideCount <= RideNeighbours.allPairsLimit
      ? Array(0..<network.rideCount) : [seed] + near[seed]
    return Array(candidates.filter { plan.driverOf[$0] < 0 }.prefix(Self.mostUnassigned))
  }

  private func insert(_ ride: Int, into plan: WorkingPlan, _ draws: inout SeededGenerator) {
    var best: SearchMove?
    var least = Int.max
    RelocateOperator.places(for: ride, in: plan, near: near) { driver, position in
      if draws.chance(Self.blink) { return }
      let splice = RouteSplice(
        driver: driver, head: position, ride: ride, source: driver, tail: position)
      guard let move = SearchMove.evaluate(splice, in: plan), move.change.energy < least else {
        return
      }
      least = move.change.energy
      best = move
    }
    best?.apply(to: plan)
  }
}
