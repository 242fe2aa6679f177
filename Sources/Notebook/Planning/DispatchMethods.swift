import FleetModel
import Solvers

/// The methods that `dispatch … with` knows, by name.
enum DispatchMethods {
  /// What the office did; not a method of planning, but planned with like one.
  static let recorded = "recorded"
  static let search = "search"
  static let optimal = "optimal"

  private static let simple: [any PlanningMethod] = [NearestMethod(), GreedyMethod()]

  /// Every name, `recorded` first.
  static let names = [recorded] + simple.map(\.name) + [search, optimal]

  /// The names of the methods whose budget can be set.
  static let budgeted = [search, optimal]

  /// A method that takes neither seed nor budget.
  static func simple(_ name: String) -> (any PlanningMethod)? {
    simple.first { $0.name == name }
  }
}
