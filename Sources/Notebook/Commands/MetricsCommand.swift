import CommandLanguage
import FleetModel
import Store

/// Measures a plan driver by driver: rides, kilometres, minutes, and how even it all is.
struct MetricsCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "metrics PLAN [by date]",
      summary: "Measures a plan by driver: rides, km, driving and idle minutes, rolling gaps.",
      parameters: [
        CommandParameter(name: "PLAN", kind: .object([.plan]), help: "the plan to measure"),
        CommandParameter(
          name: "date", kind: .flag, help: "one row a day and driver instead of the sums"),
      ],
      details: [
        "Driving counts the ways with and without clients, idle what lies between the first start "
          + "and the last end and is neither driving, boarding, alighting nor margin.",
        "The rolling gap of 7 or 30 days is the most minus the least that the day's regular drivers "
          + "lie above their even share over those days; a day on which a driver is not available "
          + "adds nothing to his share.",
      ],
      examples: ["metrics wednesday", "metrics fair_october by date"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let metrics = PlanMetrics(plan: try call.storedPlan("PLAN"))
    return call.command.has("date") ? metrics.byDate() : metrics.byDriver()
  }
}
