/// A route made of the head of a driver's own, at most one ride, and the tail of any route.
struct RouteSplice {
  let driver: Int
  /// How many of the driver's own rides stay in front.
  let head: Int
  /// The ride that follows them, or -1.
  let ride: Int
  /// Whose rides follow, and from which position on.
  let source: Int
  let tail: Int

  /// The end of the route, infeasible where it breaks a rule.
  @inline(__always)
  func cursor(in plan: WorkingPlan) -> RouteCursor {
    var cursor = plan.head(of: driver, length: head)
    if ride >= 0 { cursor.append(ride, of: driver, plan.network) }
    plan.append(tailOf: source, from: tail, to: &cursor, of: driver)
    return cursor
  }

  func sequence(in plan: WorkingPlan) -> [Int] {
    var sequence = Array(plan.sequences[driver].prefix(head))
    if ride >= 0 { sequence.append(ride) }
    sequence += plan.sequences[source].dropFirst(tail)
    return sequence
  }
}
