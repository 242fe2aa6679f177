import CommandLanguage
import FleetModel
import Naming
import Planning
import Solvers
import Store
import TerminalText

/// Explains a plan: why a ride is on its driver, or why the gap is not smaller.
struct ExplainCommand: NotebookCommand {
  static let plan = Slot.object("PLAN", [.plan], "the plan")
  static let ride = Slot.integer("RIDE", 0...Int.max, "the ride to try with every driver")
  static let day = Slot.day("DAY", "the one day to explain", default: "all days")

  let syntaxes = [
    CommandSyntax(
      form: "explain plan \(Self.plan) [ride \(Self.ride)] [on \(Self.day)]",
      summary: "Explains a plan: why a ride has its driver, or why each day's gap is not smaller.",
      details: [
        "With `ride`: the driver's day around the ride and, for every other driver, what giving "
          + "him the ride would change at each level of the order, or which rule it would break "
          + "and by how many minutes. Only this ride moves.",
        "Without `ride`: each day's gap beside the smallest gap that is proven possible, and the "
          + "reason if it is short. For SQLite's query plans, use `explain query plan SELECT …;`.",
      ],
      examples: ["explain plan wednesday", "explain plan wednesday ride 159"])
  ]

  func reads(_ call: CommandCall) throws -> Set<Subject> {
    try call.namedSubjectsAndRoster()
  }

  func run(_ call: CommandCall) throws -> Outcome {
    let stored = try call.storedPlan(Self.plan)
    let days = try call.chosen(of: stored, at: Self.day)
    if let ride = call.command[Self.ride] {
      guard let day = days.first(where: { $0.dated.day.rides.contains { $0.id == ride } }) else {
        throw missing(ride, in: stored.record.name, days, call)
      }
      return RideExplanation(ride: ride, day: day).outcome()
    }
    return try GapExplanation(
      days: days, isInterrupted: call.session.context.isInterrupted
    ).outcome()
  }

  private func missing(
    _ ride: Int, in plan: String, _ days: [StoredPlan.Day], _ call: CommandCall
  ) -> Diagnostic {
    if days.contains(where: { $0.dated.rides.contains { $0.id == ride } }) {
      return call.mistake(
        .ride, "ride \(ride) has no place at one end and is not planned", at: Self.ride,
        remedy: "`dispatch … assume 20 minutes` plans such rides on that assumption")
    }
    let rides = days.flatMap { $0.dated.day.rides.map(\.id) }.sorted()
    let expected =
      rides.count <= 20
      ? rides.map(String.init).joined(separator: ", ")
      : "a ride from \(rides[0]) to \(rides[rides.count - 1])"
    return call.mistake(
      .ride, "\(plan) has no ride \(ride)", at: Self.ride, expected: expected,
      remedy: "`show plan \(NameRules.written(plan))` lists its rides")
  }
}
