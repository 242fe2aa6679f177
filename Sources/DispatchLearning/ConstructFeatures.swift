import FleetModel
import Solvers

/// What an agent sees of giving the next ride to a driver: the ride, the driver, the way to it, and
/// what the driver could do after.
struct ConstructFeatures {
  /// How many rides to come it looks at.
  static let ahead = 5
  static let count = 21 + 3 * ahead

  private let network: RouteNetwork
  private var row = FeatureRow()

  init(_ network: RouteNetwork) { self.network = network }

  mutating func fill(_ features: inout [Float], _ episode: ConstructEpisode) {
    features.removeAll(keepingCapacity: true)
    let regular = max(1, network.isRegular.count { $0 })
    let loads = (0..<network.driverCount).filter { network.isRegular[$0] }
      .map { episode.routes.load(of: $0) }
    let least = loads.min() ?? 0
    let nearest = episode.candidates.map(\.hopMetres).min() ?? 0
    let left = network.rideCount - episode.ride
    for candidate in episode.candidates {
      row.removeAll()
      addDay(regular: regular, left: left, episode)
      addRide(episode.ride)
      let load = episode.routes.load(of: candidate.driver)
      let quota = Double(network.rideCount) / Double(regular)
      row.add(network.isRegular[candidate.driver])
      row.add(Double(load - least) / 2)
      row.add(quota - Double(load) - 0.5)
      row.add(load == 0)
      row.add(Double(candidate.hopMetres) / 10_000)
      row.add(Double(candidate.hopMetres - nearest) / 10_000)
      row.add(Double(candidate.step.lateness) / 15)
      row.add(Double(min(candidate.step.spare, 240)) / 60)
      row.add(Double(candidate.step.idle) / 120)
      row.add(Double(network.shiftEnd[candidate.driver]) / 720 - 1.5)
      row.add(Double(loads.max() ?? 0) - Double(load))
      addAhead(candidate, episode)
      features.append(contentsOf: row.values)
    }
  }

  private mutating func addDay(regular: Int, left: Int, _ episode: ConstructEpisode) {
    row.add(Double(network.rideCount) / 20)
    row.add(Double(left) / Double(regular) / 4)
    row.add(Double(regular) / 5)
    row.add(Double(episode.candidates.count) / Double(regular))
  }

  private mutating func addRide(_ ride: Int) {
    let matrix = network.matrix
    row.add(Double(matrix.scheduled[ride]) / 720 - 1)
    row.add(Double(matrix.latest[ride] - matrix.scheduled[ride]) / 30)
    row.add(Double(matrix.occupied[ride]) / 60)
    row.add(Double(matrix.loadedMetres[ride]) / 20_000)
    row.add(matrix.needsWheelchair[ride])
    row.add(1.0)
  }

  /// For each ride to come: whether the driver could still take it after this one and without it,
  /// and the way to it.
  private mutating func addAhead(
    _ candidate: ConstructEpisode.Candidate, _ episode: ConstructEpisode
  ) {
    for offset in 1...Self.ahead {
      let next = episode.ride + offset
      guard next < network.rideCount else {
        row.add(-0.5)
        row.add(-0.5)
        row.add(0)
        continue
      }
      let arrival = candidate.step.start + network.separation(episode.ride, next)
      let spare = network.close[next] - max(arrival, network.open[next])
      row.add(spare >= 0 && network.allows(next, by: candidate.driver))
      row.add(episode.routes.step(ride: next, driver: candidate.driver) != nil)
      row.add(Double(network.distance(episode.ride, next)) / 10_000)
    }
  }
}
