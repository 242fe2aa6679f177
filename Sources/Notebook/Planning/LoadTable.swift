import CommandLanguage
import FleetModel
import Planning
import Store
import TerminalText

/// The loads that a `plot load` statement asks for.
struct LoadTable {
  let call: CommandCall

  /// A stored plan with the words that name it.
  struct Source {
    /// The plan's name in the `loads` view.
    let plan: String
    /// The name in a plot's legend.
    let label: String
    /// The name in a plot's title.
    let title: String
    let dataset: String
  }

  /// A driver's rides on a day.
  struct Row {
    let date: String
    let driver: String
    /// Whether the gap counts the driver; the reserve is not among those who share evenly.
    let isRegular: Bool
    var rides: Int
    /// The rides in the plan drawn against, where there is one.
    var other: Int?
  }

  /// The plan that a slot names; a dataset stands for what was recorded in it.
  func plan(at slot: any CommandSlot) throws -> Source {
    try source(named: call.command.argument(of: slot)?.string ?? "", at: slot)
  }

  /// What the plan is drawn against; `recorded` is the record of the plan's own dataset.
  func counterpart(of plan: Source) throws -> Source {
    let name = call.command[LoadPlot.other] ?? ""
    if DispatchMethod(word: name) == .recorded {
      return recorded(of: plan.dataset)
    }
    return try source(named: name, at: LoadPlot.other)
  }

  private func recorded(of dataset: String) -> Source {
    Source(
      plan: "\(dataset) recorded", label: "recorded", title: "\(dataset) as recorded",
      dataset: dataset)
  }

  private func source(named name: String, at slot: any CommandSlot) throws -> Source {
    let object = try call.database.object(named: name)
    switch object?.kind {
    case .dataset: return recorded(of: object?.name ?? name)
    case .plan:
      let plan = object?.name ?? name
      let summary = try call.database.planSummary(plan)
      return Source(
        plan: plan, label: plan, title: "\(plan) (\(summary?.method ?? ""))",
        dataset: summary?.dataset ?? "")
    default:
      let names = try call.database.objects()
        .filter { $0.kind == .dataset || $0.kind == .plan }.map(\.name)
      throw call.mistake(
        .plan, "there is no dataset or plan `\(name)`", at: slot,
        expected: names.isEmpty ? "a loaded dataset" : names.joined(separator: ", "),
        remedy: NearestNames.question(for: name, among: names))
    }
  }

  /// The loads by day and driver, with those of the other plan beside them on the days of both.
  func rows(of plan: Source, against other: Source?) throws -> [Row] {
    let date = call.shownDay(LoadPlot.day)
    let mine = try loads(of: plan.plan, on: date)
    guard let other else {
      return mine.map {
        Row(date: $0.date, driver: $0.driver, isRegular: $0.isRegular, rides: $0.rides)
      }
    }
    let theirs = try loads(of: other.plan, on: date)
    let days = Set(mine.map(\.date)).intersection(theirs.map(\.date))
    var rows: [Row] = mine.filter { days.contains($0.date) }
      .map {
        Row(
          date: $0.date, driver: $0.driver, isRegular: $0.isRegular, rides: $0.rides, other: 0)
      }
    for load in theirs where days.contains(load.date) {
      if let index = rows.firstIndex(where: { $0.date == load.date && $0.driver == load.driver }) {
        rows[index].other = load.rides
      } else {
        rows.append(
          Row(
            date: load.date, driver: load.driver, isRegular: load.isRegular, rides: 0,
            other: load.rides))
      }
    }
    return rows
  }

  /// What must be said beside the loads: a plan that breaks rules is never shown as fine.
  ///
  /// Only what is broken on the days that are drawn counts.
  func notes(on plans: [Source], drawing rows: [Row]) throws -> [String] {
    let dates = Set(rows.map(\.date))
    return try plans.compactMap { plan in
      let broken = try call.database.rows(
        "SELECT date FROM violations WHERE plan = ?", [.text(plan.plan)]
      ).count { row in
        if case .text(let date)? = row.first { dates.contains(date) } else { false }
      }
      guard broken > 0 else { return nil }
      return "\(plan.title): this plan breaks \(counted(broken, "rule")); "
        + "`show plan \(NameRules.written(plan.plan))` lists them"
    }
  }

  private func loads(of plan: String, on date: String?) throws -> [(
    date: String, driver: String, isRegular: Bool, rides: Int
  )] {
    try call.database.rows(
      """
      SELECT l.date, l.driver, l.rides, l.kind FROM loads l LEFT JOIN main.carnet_driver d ON d.name = l.driver
      WHERE l.plan = ? AND (? IS NULL OR l.date = ?) ORDER BY l.date, d.id IS NULL, d.id, l.driver
      """,
      [
        .text(plan), date.map(SQLValue.text) ?? .null, date.map(SQLValue.text) ?? .null,
      ]
    ).compactMap { row in
      guard case .text(let date) = row[0], case .text(let driver) = row[1] else { return nil }
      let isRegular = row[3] == .text(DriverKind.regular.rawValue)
      return (date, driver, isRegular, try row[2].count(of: "rides"))
    }
  }
}
