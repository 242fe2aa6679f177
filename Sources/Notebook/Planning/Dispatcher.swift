import FleetModel
import Store

/// Plans the days of a dataset with one method and has each plan checked.
struct Dispatcher {
  let method: String
  let rules: Rules
  let isInterrupted: @Sendable () -> Bool

  /// Plans some days under a name.
  ///
  /// - Throws: ``StoreError/interrupted`` where Ctrl-C stops it between two days.
  /// - Complexity: The method's own, a day.
  func plan(_ days: [DatedDay], of dataset: String, as name: String) throws -> PlanRecord {
    var planned: [PlanRecord.Day] = []
    for dated in days {
      guard !isInterrupted() else { throw StoreError.interrupted }
      guard let plan = DispatchMethods.plan(dated, with: method) else { continue }
      planned.append(
        PlanJudge(dated: dated, plan: plan).day(isRecord: method == DispatchMethods.recorded))
    }
    return PlanRecord(
      name: name, dataset: dataset, method: method, rules: Self.text(of: rules), days: planned)
  }

  /// The rules as a plan keeps them.
  static func text(of rules: Rules) -> String {
    Rules.catalogue.map { "\($0.name)=\(Rules.text(rules.value(of: $0)))" }
      .joined(separator: " ")
  }
}
