import FleetModel
import Solvers

/// *Reassign*: from greedy's plan on, a move at a time, until the agent stops.
///
/// A move gives a ride to another driver: alone, in exchange for one of his, or with all that
/// follows. Candidate 0 stops. The others are the feasible moves of least energy; one that leads
/// back to a plan seen before is not offered. What counts is the best plan on the way, in the
/// strict order, so the outcome is never worse than greedy's.
///
/// The reward is the decrease of the best plan's cost, which sums up to that of the whole episode.
/// Source: Y. Wu, W. Song, Z. Cao, J. Zhang, A. Lim, "Learning Improvement Heuristics for Solving
/// Routing Problems", IEEE Transactions on Neural Networks and Learning Systems 33(9), 2022.
final class ReassignEpisode: DispatchEpisode {
  /// Candidates at most, with stopping.
  static let mostCandidates = 24

  private let network: RouteNetwork
  private let finder: PlanMoves
  let plan: WorkingPlan
  private(set) var best: (score: ScoreChange, sequences: [[Int]])
  private(set) var isOver: Bool
  private var moves: [PlanMove] = []
  private(set) var candidates: [PlanMove] = []
  /// Of each ride, how many other regular drivers could take it as the plan stands, and the least
  /// energy that costs: what an exchange for it could lead to.
  private(set) var exits: [(count: Int, energy: Int)] = []
  private var visited: Set<UInt64> = []
  private var signature: UInt64
  private(set) var steps = 0
  private let mostSteps: Int
  private var features: ReassignFeatures

  /// How many moves a day of so many rides may take.
  static func mostSteps(rides: Int) -> Int { min(max(8, 3 * rides), 120) }

  init(_ day: PreparedDay) {
    network = day.network
    finder = day.moves ?? PlanMoves(day.network)
    plan = WorkingPlan(network, sequences: day.greedy)
    best = (plan.score, plan.sequences)
    mostSteps = Self.mostSteps(rides: network.rideCount)
    signature = Self.signature(of: plan)
    features = ReassignFeatures(network)
    isOver = false
    visited.insert(signature)
    findCandidates()
  }

  var sequences: [[Int]] { best.sequences }

  func observe(_ features: inout [Float]) {
    self.features.fill(&features, self)
  }

  /// The energy by which the plan is above the best one on the way.
  var setback: Int { plan.score.energy - best.score.energy }

  /// The share of moves still to be had.
  var remaining: Double { 1 - Double(steps) / Double(mostSteps) }

  func take(_ candidate: Int) -> Double {
    guard !isOver, candidate > 0, candidate <= candidates.count else {
      isOver = true
      return 0
    }
    let chosen = candidates[candidate - 1]
    signature = signature(after: chosen)
    visited.insert(signature)
    chosen.move.apply(to: plan)
    steps += 1
    var gain = 0.0
    if plan.score < best.score {
      gain = DispatchCost.of(best.score) - DispatchCost.of(plan.score)
      best = (plan.score, plan.sequences)
    }
    if steps >= mostSteps { isOver = true } else { findCandidates() }
    return gain
  }

  private func findCandidates() {
    finder.find(in: plan, &moves)
    countExits()
    let ranked = moves.indices.sorted {
      (moves[$0].move.change.energy, $0) < (moves[$1].move.change.energy, $1)
    }
    candidates.removeAll(keepingCapacity: true)
    var passedOver: [Int] = []
    // Half the places are for the least energy, half for rides that nobody or the reserve serves:
    // what frees the reserve in two moves costs kilometres in the first.
    for index in ranked where !visited.contains(signature(after: moves[index])) {
      if candidates.count < Self.mostCandidates / 2 || serves(moves[index]) {
        candidates.append(moves[index])
        if candidates.count == Self.mostCandidates - 1 { break }
      } else if passedOver.count < Self.mostCandidates {
        passedOver.append(index)
      }
    }
    for index in passedOver.prefix(Self.mostCandidates - 1 - candidates.count) {
      candidates.append(moves[index])
    }
    if candidates.isEmpty { isOver = true }
  }

  /// Whether a move is about a ride that nobody or the reserve serves.
  private func serves(_ move: PlanMove) -> Bool {
    move.from < 0 || !network.isRegular[move.from] || !network.isRegular[move.to]
  }

  private func countExits() {
    exits.removeAll(keepingCapacity: true)
    for _ in 0..<network.rideCount { exits.append((0, 0)) }
    for move in moves
    where (move.kind == .relocate || move.kind == .insert) && network.isRegular[move.to] {
      let energy = move.move.change.energy
      let known = exits[move.ride]
      exits[move.ride] = (known.count + 1, known.count == 0 ? energy : min(known.energy, energy))
    }
  }

  // MARK: Plans seen

  private static func signature(of plan: WorkingPlan) -> UInt64 {
    plan.driverOf.enumerated().reduce(0) { $0 ^ mark($1.offset, $1.element) }
  }

  /// A number for a ride with a driver; those of a plan, combined by exclusive or, name the plan.
  ///
  /// Source: A. Zobrist, "A New Hashing Method with Application for Game Playing", Technical Report
  /// 88, University of Wisconsin, 1970; the numbers are SplitMix64's.
  private static func mark(_ ride: Int, _ driver: Int) -> UInt64 {
    var mixed =
      UInt64(truncatingIfNeeded: (ride + 1) &* 1_000_003 &+ driver) &* 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  private func signature(after move: PlanMove) -> UInt64 {
    func moved(_ ride: Int, _ from: Int, _ to: Int) -> UInt64 {
      Self.mark(ride, from) ^ Self.mark(ride, to)
    }
    switch move.kind {
    case .insert, .relocate: return signature ^ moved(move.ride, move.from, move.to)
    case .exchange, .replace:
      return signature ^ moved(move.ride, move.from, move.to)
        ^ moved(move.other, move.to, move.from)
    case .tail:
      var changed = signature
      for ride in plan.sequences[move.from][plan.positionOf[move.ride]...] {
        changed ^= moved(ride, move.from, move.to)
      }
      if move.other >= 0 {
        for ride in plan.sequences[move.to][plan.positionOf[move.other]...] {
          changed ^= moved(ride, move.to, move.from)
        }
      }
      return changed
    }
  }
}
