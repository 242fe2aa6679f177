import CommandLanguage
import FleetModel
import Naming
import Store

/// Measures a plan driver by driver: rides, kilometres, minutes, and how even it all is.
struct MetricsCommand: NotebookCommand {
  static let plan = Slot.object("PLAN", [.plan], "the plan to measure")
  static let date = Flag("date", "one row per day and driver instead of the sums")

  let syntaxes = [
    CommandSyntax(
      form: "metrics \(Self.plan) [by \(Self.date)]",
      summary: "Measures a plan by driver: rides, km, driving and idle minutes, rolling gaps.",
      details: [
        "Driving counts legs with and without clients. Idle is the time between the first start "
          + "and the last end that is not driving, boarding, alighting or margin.",
        "The rolling gap of 7 or 30 days compares how far the day's regular drivers are above "
          + "their even share over those days: the largest value minus the smallest. A day on "
          + "which a driver is not available adds nothing to his share.",
      ],
      examples: ["metrics wednesday", "metrics fair_october by date"])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    try call.namedSubjectsAndRoster()
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let metrics = PlanMetrics(plan: try call.storedPlan(Self.plan))
    return call.command.has(Self.date) ? metrics.byDate() : metrics.byDriver()
  }
}
