import DeepQ
import FleetModel
import Solvers

/// What a teacher decides on training days: the start of a network that then learns by trial.
///
/// The teacher of *reassign* takes the best move as long as it makes the plan better in the strict
/// order, then stops. That of *construct* gives each ride to the driver whom the proven optimum
/// gives it to; days whose optimum is not proven within its budget are left out.
/// Source: T. Hester et al., "Deep Q-learning from Demonstrations", AAAI 2018.
enum Teacher {
  static func decisions(_ formulation: Formulation, on days: [ServiceDay]) -> [(Observation, Int)] {
    days.filter { $0.rides.count <= Formulation.rideLimit }.flatMap { day in
      switch formulation {
      case .reassign: descent(PreparedDay(day))
      case .construct: optimum(PreparedDay(day))
      }
    }
  }

  private static func descent(_ day: PreparedDay) -> [(Observation, Int)] {
    let episode = ReassignEpisode(day)
    var decisions: [(Observation, Int)] = []
    while !episode.isOver {
      var features: [Float] = []
      episode.observe(&features)
      let best = episode.candidates.indices.min {
        episode.candidates[$0].move.change < episode.candidates[$1].move.change
      }
      let isBetter = best.map { episode.candidates[$0].move.change < .none } ?? false
      let choice = isBetter ? (best ?? -1) + 1 : 0
      decisions.append((Observation(features: features, mask: []), choice))
      _ = episode.take(choice)
    }
    return decisions
  }

  private static func optimum(_ day: PreparedDay) -> [(Observation, Int)] {
    let result = OptimalMethod().solve(day.day)
    guard result.levels.allSatisfy(\.isProven) else { return [] }
    var driverOf: [Int: Int] = [:]
    for route in result.plan.routes { for ride in route.rides { driverOf[ride] = route.driver } }
    let matrix = day.network.matrix
    let episode = ConstructEpisode(day)
    var decisions: [(Observation, Int)] = []
    while !episode.isOver {
      let driver = driverOf[matrix.rideIds[episode.ride]]
      guard
        let choice = episode.candidates.firstIndex(where: {
          matrix.driverIds[$0.driver] == driver
        })
      else { return decisions }
      var features: [Float] = []
      episode.observe(&features)
      decisions.append((Observation(features: features, mask: []), choice))
      _ = episode.take(choice)
    }
    return decisions
  }
}

extension AgentTraining {
  /// Passes over the teacher's decisions, as often as the settings say.
  func imitate(_ trainer: DQNTrainer) throws {
    guard settings.imitation > 0 else { return }
    let decisions = Teacher.decisions(settings.formulation, on: training)
    guard !decisions.isEmpty else { return }
    try trainer.imitate(decisions, epochs: settings.imitation)
  }
}
