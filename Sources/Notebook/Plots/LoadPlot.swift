import CivilTime
import CommandLanguage
import Store
import TerminalText

/// `plot load`: how many rides each driver has.
struct LoadPlot {
  static let name = Slot.object("NAME", [.dataset, .plan], "a dataset or a plan")
  static let day = Slot.day("DAY", "the one day to draw", default: "all days")
  static let by = Flag("by", "one line per day instead of the sum")
  static let other = Slot.custom(
    "OTHER", "plan or recorded",
    "what to compare it with, before and after: `recorded`, a plan or a dataset")

  static let syntax = CommandSyntax(
    id: "load",
    form: "plot load of \(Self.name) [on \(Self.day)] [\(Self.by) date] [against \(Self.other)]",
    summary: "Draws the rides per driver, as recorded in a dataset or as planned.",
    details: [
      "Numbers are beside the bars; a regular driver without a ride counts as 0. Against another "
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
    let plan = try loads.plan(at: Self.name)
    var other: LoadTable.Source?
    if call.command[Self.other] != nil { other = try loads.counterpart(of: plan) }
    let rows = try loads.rows(of: plan, against: other)
    guard !rows.isEmpty else {
      let names = [plan.plan] + (other.map { [$0.plan] } ?? [])
      for name in names where try call.database.planSummary(name) == nil {
        throw call.mistake(
          .empty, "\(plan.dataset) records no drivers, so it has no loads of its own",
          at: name == plan.plan ? Self.name : Self.other,
          remedy: "`dispatch \(NameRules.written(plan.dataset)) with search` makes a plan to draw")
      }
      throw call.mistake(
        .empty, "there are no loads to draw",
        at: call.command[Self.day] == nil ? Self.name : Self.day,
        remedy: "`select distinct date from loads;` lists the days that plans have")
    }
    let plots = LoadPlots(
      rows: rows, plan: plan, other: other,
      title: title(plan, other, day: call.shownDay(Self.day)),
      notes: try loads.notes(on: [plan] + (other.map { [$0] } ?? []), drawing: rows))
    let (table, drawn) = call.command.has(Self.by) ? plots.byDate() : plots.byDriver()
    return plotted(drawn, table)
  }

  private func title(
    _ plan: LoadTable.Source, _ other: LoadTable.Source?, day: String?
  ) -> String {
    "rides per driver: \(plan.title)" + (other.map { " against \($0.title)" } ?? "")
      + (day.map { ", \(DayLabel($0).spoken)" } ?? "")
  }
}
