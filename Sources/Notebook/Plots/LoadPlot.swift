import CivilTime
import CommandLanguage
import Store
import TerminalText

/// `plot load`: how many rides each driver has.
struct LoadPlot {
  static let syntax = CommandSyntax(
    id: "load",
    usage: "plot load of NAME [on DAY] [by date] [against OTHER]",
    summary: "Draws the rides of each driver: of a dataset as recorded, or of a plan.",
    parameters: [
      CommandParameter(
        name: "NAME", kind: .object([.dataset, .plan]), help: "a dataset or a plan"),
      CommandParameter(
        name: "DAY", kind: .day, help: "the one day to draw", defaultText: "all days"),
      CommandParameter(name: "by", kind: .flag, help: "one line a day instead of the sum"),
      CommandParameter(
        name: "OTHER", kind: .custom("plan or recorded"),
        help: "what to draw it against, before and after: `recorded`, a plan or a dataset"),
    ],
    details: [
      "Numbers stand beside the bars; a regular driver without a ride counts 0. Against another "
        + "plan, only the days that both have are drawn."
    ],
    examples: [
      "plot load of october on 2025-10-22",
      "plot load of october by date",
      "plot load of wednesday against recorded",
    ])

  let call: CommandCall

  func outcome() throws -> Outcome {
    let loads = LoadTable(call: call)
    let plan = try loads.plan(at: "NAME")
    var other: LoadTable.Source?
    if call.command["OTHER"] != nil { other = try loads.counterpart(of: plan) }
    let rows = try loads.rows(of: plan, against: other)
    guard !rows.isEmpty else {
      let names = [plan.plan] + (other.map { [$0.plan] } ?? [])
      for name in names where try call.database.planSummary(name) == nil {
        throw call.mistake(
          "E-empty", "\(plan.dataset) records no drivers, so it has no loads of its own",
          at: name == plan.plan ? "NAME" : "OTHER",
          remedy: "`dispatch \(NameRules.written(plan.dataset)) with search` makes a plan to draw")
      }
      throw call.mistake(
        "E-empty", "there are no loads to draw", at: call.command["DAY"] == nil ? "NAME" : "DAY",
        remedy: "`select distinct date from loads;` lists the days that plans have")
    }
    let plots = LoadPlots(
      rows: rows, plan: plan, other: other,
      title: title(plan, other, day: call.shownDay("DAY")),
      notes: try loads.notes(on: [plan] + (other.map { [$0] } ?? []), drawing: rows))
    let (table, drawn) = call.command.has("by") ? plots.byDate() : plots.byDriver()
    return plotted(drawn, table)
  }

  private func title(
    _ plan: LoadTable.Source, _ other: LoadTable.Source?, day: String?
  ) -> String {
    "rides per driver: \(plan.title)" + (other.map { " against \($0.title)" } ?? "")
      + (day.map { ", \(DayLabel($0).spoken)" } ?? "")
  }
}
