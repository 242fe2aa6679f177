import FleetModel

/// A way of planning a day, as `dispatch … with NAME` calls it.
///
/// The plan depends on the day alone, not on the order of its input rows, and accounts for every
/// ride; a plan that `Feasibility` refuses is a bug of the method.
public protocol PlanningMethod: Sendable {
  /// The word by which an analyst names the method.
  var name: String { get }

  /// Plans a day; rides that no driver can take are unassigned.
  func plan(_ day: ServiceDay) -> Plan
}
