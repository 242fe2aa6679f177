import FleetModel
import Solvers

/// The cost whose decrease is an agent's reward: the strict order's levels in one number.
///
/// A ride unserved costs 10, one on reserve 3, a step of gap 0.4, of squared loads 0.2, a minute of
/// lateness 0.2, and 10 km cost 1. The levels keep their order for changes of the size that one move
/// makes; a sum of many small ones may outweigh a greater one, so plans are compared by their
/// `Score` and never by their cost.
enum DispatchCost {
  static func of(_ change: ScoreChange) -> Double {
    cost(
      change.unassigned, change.reserve, change.gap, change.squares, change.lateness, change.metres)
  }

  static func of(_ score: Score) -> Double {
    cost(score.unassigned, score.reserve, score.gap, score.squares, score.lateness, score.metres)
  }

  private static func cost(
    _ unassigned: Int, _ reserve: Int, _ gap: Int, _ squares: Int, _ lateness: Int, _ metres: Int
  ) -> Double {
    10 * Double(unassigned) + 3 * Double(reserve) + 0.4 * Double(gap) + 0.2 * Double(squares)
      + 0.2 * Double(lateness) + Double(metres) / 10_000
  }
}
