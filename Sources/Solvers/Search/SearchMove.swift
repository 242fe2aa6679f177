/// A change of one or two routes, with what it changes in the score.
package struct SearchMove {
  package let change: ScoreChange
  let first: RouteSplice
  let second: RouteSplice?

  /// Evaluates a change of two routes, or nil where it breaks a rule.
  @inline(__always)
  static func evaluate(
    _ first: RouteSplice, _ second: RouteSplice, in plan: WorkingPlan
  ) -> SearchMove? {
    let left = first.cursor(in: plan)
    guard left.isFeasible else { return nil }
    let right = second.cursor(in: plan)
    guard right.isFeasible else { return nil }
    return SearchMove(
      change: plan.change(first.driver, left, second.driver, right), first: first, second: second)
  }

  /// Evaluates a change of one route, or nil where it breaks a rule.
  @inline(__always)
  static func evaluate(_ only: RouteSplice, in plan: WorkingPlan) -> SearchMove? {
    let route = only.cursor(in: plan)
    guard route.isFeasible else { return nil }
    return SearchMove(change: plan.change(only.driver, route), first: only, second: nil)
  }

  package func apply(to plan: WorkingPlan) {
    let left = first.sequence(in: plan)
    if let second {
      let right = second.sequence(in: plan)
      plan.setSequence(of: first.driver, to: [])
      plan.setSequence(of: second.driver, to: right)
    }
    plan.setSequence(of: first.driver, to: left)
  }
}

/// A kind of move: one way of changing a plan a little.
protocol SearchOperator: Sendable {
  var name: String { get }

  /// The best move of this kind around a ride, or nil where none keeps the rules.
  ///
  /// Pure: the plan is not changed.
  func bestMove(for ride: Int, in plan: WorkingPlan, near: RideNeighbours) -> SearchMove?
}

extension Optional where Wrapped == SearchMove {
  /// Keeps the better of two moves; the one in place stays at a tie.
  @inline(__always)
  mutating func improve(with other: SearchMove?) {
    guard let other else { return }
    if let current = self, current.change <= other.change { return }
    self = other
  }
}
