import FleetModel

/// A plan with what is proven about it, level by level.
public struct OptimalResult: Hashable, Sendable {
  public let plan: Plan
  public let score: Score
  /// One proof a level, in the strict order.
  public let levels: [LevelProof]
  public let statistics: SolverStatistics

  /// What is known of one level, given that the levels before it are as in the plan.
  public struct LevelProof: Hashable, Sendable {
    public let level: Score.Level
    /// The plan's value.
    public let found: Int
    /// No plan has less, the levels before being equal.
    public let bound: Int

    public var isProven: Bool { found == bound }
  }

  /// Whether the plan is the optimum: proven at every level.
  public var isProven: Bool { levels.allSatisfy(\.isProven) }
}
