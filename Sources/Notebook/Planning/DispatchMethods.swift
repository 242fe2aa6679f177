import CommandLanguage
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

  /// Refuses the record of a dataset whose days bring drivers of their own: none is recorded.
  static func requireRecord(in book: DayBook, of dataset: String, at span: SourceSpan) throws {
    guard !book.ownDays.isEmpty else { return }
    throw Diagnostic(
      code: "E-recorded", headline: "\(dataset) records no drivers", span: span,
      expected: names.filter { $0 != recorded }.joined(separator: ", "))
  }

  /// A method that takes neither seed nor budget.
  static func simple(_ name: String) -> (any PlanningMethod)? {
    simple.first { $0.name == name }
  }
}
