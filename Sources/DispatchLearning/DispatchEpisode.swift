import DeepQ
import FleetModel
import Solvers

/// One day being planned by decisions.
///
/// Only what keeps the rules is ever offered, by the feasibility code of all methods; the one
/// numbering of candidates is that of the last observation, for training and for use alike.
protocol DispatchEpisode: AnyObject {
  /// Whether there is nothing to decide any more.
  var isOver: Bool { get }
  /// The features of the candidates, a row each.
  func observe(_ features: inout [Float])
  /// Takes a candidate of the last observation and returns the cost's decrease.
  func take(_ candidate: Int) -> Double
  /// The plan that the decisions lead to so far, by index.
  var sequences: [[Int]] { get }
}

/// A day with all that an episode starts from, computed once.
struct PreparedDay {
  let day: ServiceDay
  let network: RouteNetwork
  /// What finds moves; nil where the day has more rides than are planned by decisions.
  let moves: PlanMoves?
  /// Greedy's plan.
  let greedy: [[Int]]

  /// - Complexity: O(n²), n rides.
  init(_ day: ServiceDay) {
    self.day = day
    let matrix = DayMatrix(day)
    network = RouteNetwork(matrix)
    moves = day.rides.count <= Formulation.rideLimit ? PlanMoves(network) : nil
    greedy = GreedyMethod().sequences(day, matrix)
  }

  func score(_ sequences: [[Int]]) -> Score {
    Score(of: network.matrix.plan(sequences: sequences), on: day)
  }
}
