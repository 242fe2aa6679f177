import FleetModel
import Solvers

/// *Construct*: each ride, in order of time, to a driver whom the agent chooses.
///
/// Candidates are the regular drivers who can take the ride, the reserve only where none can; a
/// ride that nobody can take is left out without a decision. The reward is the decrease of the cost
/// of the plan so far, which sums up to that of the whole plan.
final class ConstructEpisode: DispatchEpisode {
  /// Candidates at most: of more, those with the shortest way among the least loaded.
  static let mostCandidates = 16

  let network: RouteNetwork
  private(set) var routes: AppendedRoutes
  /// The ride that is to be given next.
  private(set) var ride = 0
  private(set) var candidates: [Candidate] = []
  private var features: ConstructFeatures
  private var reserve = 0
  private var lost = 0
  private var lateness = 0
  private var metres = 0

  struct Candidate {
    let driver: Int
    let step: AppendedRoutes.Step
    let hopMetres: Int
  }

  init(_ day: PreparedDay) {
    network = day.network
    routes = AppendedRoutes(network.matrix)
    features = ConstructFeatures(network)
    findCandidates()
  }

  var isOver: Bool { ride >= network.rideCount }
  var sequences: [[Int]] { routes.sequences }

  func observe(_ features: inout [Float]) {
    self.features.fill(&features, self)
  }

  func take(_ candidate: Int) -> Double {
    guard !isOver, candidates.indices.contains(candidate) else { return 0 }
    let chosen = candidates[candidate]
    let before = cost
    lateness += chosen.step.lateness
    metres += chosen.hopMetres + network.loadedMetres[ride]
    if !network.isRegular[chosen.driver] { reserve += 1 }
    routes.append(ride: ride, to: chosen.driver, chosen.step)
    ride += 1
    findCandidates()
    return before - cost
  }

  private var cost: Double {
    var fewest = Int.max
    var most = 0
    var squares = 0
    for driver in 0..<network.driverCount where network.isRegular[driver] {
      let load = routes.load(of: driver)
      fewest = min(fewest, load)
      most = max(most, load)
      squares += load * load
    }
    return DispatchCost.of(
      ScoreChange(
        unassigned: lost, reserve: reserve, gap: fewest == .max ? 0 : most - fewest,
        squares: squares, lateness: lateness, metres: metres))
  }

  /// Finds who can take the next ride that anybody can take.
  private func findCandidates() {
    candidates.removeAll(keepingCapacity: true)
    while ride < network.rideCount {
      for isRegular in [true, false] where candidates.isEmpty { findCrew(isRegular) }
      if !candidates.isEmpty { return }
      lost += 1
      ride += 1
    }
  }

  private func findCrew(_ isRegular: Bool) {
    for driver in 0..<network.driverCount where network.isRegular[driver] == isRegular {
      guard let step = routes.step(ride: ride, driver: driver) else { continue }
      candidates.append(
        Candidate(
          driver: driver, step: step, hopMetres: routes.hopMetres(ride: ride, driver: driver)))
    }
    guard candidates.count > Self.mostCandidates else { return }
    candidates.sort {
      (routes.load(of: $0.driver), $0.hopMetres, $0.driver)
        < (routes.load(of: $1.driver), $1.hopMetres, $1.driver)
    }
    candidates.removeSubrange(Self.mostCandidates...)
  }

  /// The length of a candidate's row.
  static var featureCount: Int { ConstructFeatures.count }
}
