/// What a proof took; every figure depends on the day alone, not on the machine.
public struct SolverStatistics: Hashable, Sendable {
  /// Units of work: pivots, and what else takes about as long; budgets count them.
  public internal(set) var work = 0
  /// Branches solved by column generation.
  public internal(set) var nodes = 0
  /// Branches solved over an enumerated list of routes.
  public internal(set) var closedNodes = 0
  public internal(set) var pivots = 0
  /// Rounds of pricing by dynamic programming.
  public internal(set) var pricings = 0
  /// Routes enumerated.
  public internal(set) var enumerated = 0
  /// Subset-row cuts added.
  public internal(set) var cuts = 0

  mutating func add(_ other: SolverStatistics) {
    work += other.work
    nodes += other.nodes
    closedNodes += other.closedNodes
    pivots += other.pivots
    pricings += other.pricings
    enumerated += other.enumerated
    cuts += other.cuts
  }
}
