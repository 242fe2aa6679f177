import FleetModel
import Solvers

/// The methods that `dispatch … with` knows, by name.
enum DispatchMethods {
  /// What the office did; not a method of planning, but planned with like one.
  static let recorded = "recorded"

  private static let methods: [any PlanningMethod] = [NearestMethod(), GreedyMethod()]

  /// Every name, `recorded` first.
  static let names = [recorded] + methods.map(\.name)

  /// Plans a day with a method; nil for a name that is none.
  static func plan(_ dated: DatedDay, with name: String) -> Plan? {
    if name == recorded {
      return Plan.chronological(assignments: dated.recorded, on: dated.day)
    }
    return methods.first { $0.name == name }?.plan(dated.day)
  }
}
