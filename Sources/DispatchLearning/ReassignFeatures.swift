import FleetModel
import Solvers

/// What an agent sees of a move: the plan, what the move changes, its rides and both drivers.
///
/// Nothing depends on how many rides or drivers there are, nor on their numbering.
struct ReassignFeatures {
  static let planCount = 9
  static let changeCount = 16
  static let rideCount = 13
  static let driverCount = 11
  static var count: Int { planCount + changeCount + 2 * rideCount + 2 * driverCount }

  private let network: RouteNetwork
  private var row = FeatureRow()
  /// Values of each driver as the plan stands.
  private var drivers: [[Double]] = []
  private var planRow: [Double] = []

  private let regular: Int

  init(_ network: RouteNetwork) {
    self.network = network
    regular = network.isRegular.count { $0 }
  }

  mutating func fill(_ features: inout [Float], _ episode: ReassignEpisode) {
    features.removeAll(keepingCapacity: true)
    describePlan(episode)
    drivers = (0..<network.driverCount).map { describe(driver: $0, episode) }
    row.removeAll()
    for value in planRow { row.add(value) }
    for _ in Self.planCount..<Self.count { row.add(0) }
    features.append(contentsOf: row.values)
    for candidate in episode.candidates {
      row.removeAll()
      for value in planRow { row.add(value) }
      add(change: candidate, episode)
      add(ride: candidate.ride, episode)
      add(ride: candidate.other, episode)
      add(driver: candidate.from)
      add(driver: candidate.to)
      features.append(contentsOf: row.values)
    }
  }

  private mutating func describePlan(_ episode: ReassignEpisode) {
    let score = episode.plan.score
    let rides = network.rideCount
    let served = rides - score.unassigned - score.reserve
    let floor = Score.gapFloor(rides: served, regularDrivers: regular)
    planRow = [
      Double(rides) / 20, Double(regular) / 5, Double(rides) / Double(max(1, regular)) / 5,
      Double(score.gap - floor) / 2, Double(score.unassigned) / 2, Double(score.reserve) / 2,
      Double(score.lateness) / 30, Double(episode.setback) / 10_000, episode.remaining,
    ]
  }

  private mutating func add(change candidate: PlanMove, _ episode: ReassignEpisode) {
    let change = candidate.move.change
    for kind in PlanMove.Kind.allCases { row.add(candidate.kind == kind) }
    row.add(true)
    row.add(Double(change.unassigned))
    row.add(Double(change.reserve))
    row.add(Double(change.gap))
    row.add(Double(change.squares) / 4)
    row.add(Double(change.lateness) / 15)
    row.add(Double(change.metres) / 10_000)
    row.add(Double(change.energy) / 10_000)
    // Whether the move leads below the best plan, in the order that counts.
    row.add(episode.plan.score + change < episode.best.score)
    row.add(change < .none)
    row.add(Double(episode.setback + change.energy) / 10_000)
  }

  private mutating func add(ride: Int, _ episode: ReassignEpisode) {
    let plan = episode.plan
    guard ride >= 0 else {
      for _ in 0..<Self.rideCount { row.add(0) }
      return
    }
    let matrix = network.matrix
    row.add(Double(matrix.scheduled[ride]) / 720 - 1)
    row.add(Double(matrix.latest[ride] - matrix.scheduled[ride]) / 30)
    row.add(Double(matrix.occupied[ride]) / 60)
    row.add(Double(matrix.loadedMetres[ride]) / 20_000)
    row.add(matrix.needsWheelchair[ride])
    let exit = episode.exits[ride]
    row.add(exit.count > 0)
    row.add(Double(exit.count) / 4)
    row.add(Double(exit.energy) / 10_000)
    let driver = plan.driverOf[ride]
    guard driver >= 0 else {
      for _ in 9...Self.rideCount { row.add(0) }
      return
    }
    let place = plan.positionOf[ride]
    let sequence = plan.sequences[driver]
    let before = place > 0 ? sequence[place - 1] : -1
    let after = place + 1 < sequence.count ? sequence[place + 1] : -1
    row.add(before >= 0 ? Double(network.distance(before, ride)) / 10_000 : -0.5)
    row.add(after >= 0 ? Double(network.distance(ride, after)) / 10_000 : -0.5)
    row.add(Double(plan.starts[driver][place] - matrix.scheduled[ride]) / 15)
    row.add(before >= 0 ? slack(before, ride, plan.starts[driver][place - 1]) : 2)
    row.add(after >= 0 ? slack(ride, after, plan.starts[driver][place]) : 2)
  }

  /// Hours between a driver's arrival and the next ride's time, negative where he is late.
  private func slack(_ from: Int, _ to: Int, _ start: Int) -> Double {
    Double(network.open[to] - start - network.separation(from, to)) / 60
  }

  private mutating func add(driver: Int) {
    guard driver >= 0 else {
      for _ in 0..<Self.driverCount { row.add(0) }
      return
    }
    for value in drivers[driver] { row.add(value) }
  }

  private func describe(driver: Int, _ episode: ReassignEpisode) -> [Double] {
    let plan = episode.plan
    let mean = Double(network.rideCount) / Double(max(1, regular))
    let sequence = plan.sequences[driver]
    var empty = 0
    var loaded = 0
    var late = 0
    var exits = 0
    var exitEnergy = Int.max
    for (place, ride) in sequence.enumerated() {
      loaded += network.loadedMetres[ride]
      late += plan.starts[driver][place] - network.open[ride]
      let exit = episode.exits[ride]
      if exit.count > 0 {
        exits += 1
        exitEnergy = min(exitEnergy, exit.energy)
      }
      if place > 0 { empty += network.distance(sequence[place - 1], ride) }
    }
    return [
      network.isRegular[driver] ? 1 : 0, (Double(sequence.count) - mean) / 2,
      Double(sequence.count) / Double(network.maxRides), Double(empty) / 30_000,
      Double(loaded) / 50_000, Double(late) / 30,
      exits > 0 ? 1 : 0, Double(exits) / 4, exits > 0 ? Double(exitEnergy) / 10_000 : 0,
      Double(network.shiftStart[driver]) / 720 - 0.5, Double(network.shiftEnd[driver]) / 720 - 1.5,
    ]
  }
}

extension ReassignEpisode {
  /// The length of a candidate's row.
  static var featureCount: Int { ReassignFeatures.count }
}
