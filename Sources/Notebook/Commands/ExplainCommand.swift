import CommandLanguage
import FleetModel
import Solvers
import Store
import TerminalText

/// Says why a plan is as it is: why a ride is on its driver, or why the gap is not smaller.
struct ExplainCommand: NotebookCommand {
  let syntaxes = [
    CommandSyntax(
      usage: "explain plan PLAN [ride RIDE] [on DAY]",
      summary: "Explains a plan: one ride against every other driver, or the gap of each day.",
      parameters: [
        CommandParameter(name: "PLAN", kind: .object([.plan]), help: "the plan"),
        CommandParameter(
          name: "RIDE", kind: .integer(0...Int.max), help: "the ride to try on every driver"),
        CommandParameter(
          name: "DAY", kind: .day, help: "the one day to explain", defaultText: "all days"),
      ],
      details: [
        "With `ride`: the driver's day around it, and for every other driver what giving him the "
          + "ride would change at each level of the order, or the rule that breaks and by how many "
          + "minutes. Only this ride moves.",
        "Without: each day's gap beside the least that any plan can have, proven, and the reason in "
          + "words where it is short. SQLite's own is `explain query plan SELECT …;`.",
      ],
      examples: ["explain plan wednesday", "explain plan wednesday ride 159"])
  ]

  func run(_ call: CommandCall) throws -> Outcome {
    let stored = try call.storedPlan("PLAN")
    let days = try chosen(stored, call)
    if let ride = call.command.integer("RIDE") {
      guard let day = days.first(where: { $0.dated.day.rides.contains { $0.id == ride } }) else {
        throw missing(ride, in: stored.record.name, days, call)
      }
      return RideExplanation(ride: ride, day: day).outcome()
    }
    return try GapExplanation(
      days: days, isInterrupted: call.session.context.isInterrupted
    ).outcome()
  }

  private func chosen(_ stored: StoredPlan, _ call: CommandCall) throws -> [StoredPlan.Day] {
    guard call.command["DAY"] != nil else { return stored.days }
    let labels = try call.chosen(
      of: stored.days.map(\.dated), in: stored.record.name, at: "DAY"
    ).map(\.label)
    return stored.days.filter { labels.contains($0.dated.label) }
  }

  private func missing(
    _ ride: Int, in plan: String, _ days: [StoredPlan.Day], _ call: CommandCall
  ) -> Diagnostic {
    if days.contains(where: { $0.dated.rides.contains { $0.id == ride } }) {
      return call.mistake(
        "E-ride", "ride \(ride) has no place at one end and is not planned", at: "RIDE",
        remedy: "`dispatch … assume 20 minutes` plans such rides on that assumption")
    }
    let rides = days.flatMap { $0.dated.day.rides.map(\.id) }.sorted()
    let expected =
      rides.count <= 20
      ? rides.map(String.init).joined(separator: ", ")
      : "a ride from \(rides[0]) to \(rides[rides.count - 1])"
    return call.mistake(
      "E-ride", "\(plan) has no ride \(ride)", at: "RIDE", expected: expected,
      remedy: "`show plan \(NameRules.written(plan))` lists its rides")
  }
}
