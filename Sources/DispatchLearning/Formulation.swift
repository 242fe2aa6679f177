import DeepQ
import Solvers

/// How planning a day is put as a sequence of decisions.
public enum Formulation: String, Hashable, Sendable, CaseIterable {
  /// From greedy's plan on, a move at a time gives a ride to another driver, or stops.
  case reassign
  /// Rides in order of time; a decision is the driver of the next.
  case construct

  /// How its decisions look to a network: one row of features a candidate, so that neither the
  /// number of rides nor that of drivers is built into an agent.
  public var form: DecisionForm {
    switch self {
    case .reassign:
      .candidates(featureCount: ReassignEpisode.featureCount, most: ReassignEpisode.mostCandidates)
    case .construct:
      .candidates(
        featureCount: ConstructEpisode.featureCount, most: ConstructEpisode.mostCandidates)
    }
  }

  /// The most rides of a day that it plans; a larger day is left to greedy.
  public static let rideLimit = PlanMoves.rideLimit

  func episode(on day: PreparedDay) -> any DispatchEpisode {
    switch self {
    case .reassign: ReassignEpisode(day)
    case .construct: ConstructEpisode(day)
    }
  }
}
