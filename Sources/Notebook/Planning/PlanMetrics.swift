import CivilTime
import FleetModel
import Planning
import Store

/// The measures of a plan: each driver's work, its evenness, and the gap over the last days.
struct PlanMetrics {
  let plan: StoredPlan
  private let rolling: RollingLoads
  private let work: [DriverWork]

  /// The windows of the rolling gap in calendar days.
  private static let windows = [7, 30]

  init(plan: StoredPlan) {
    self.plan = plan
    var rolling = RollingLoads()
    for day in plan.days { rolling.add(day.record) }
    self.rolling = rolling
    work = DriverWork.all(of: plan)
  }

  // MARK: By driver

  /// One row a driver over all days, and how even the rides are.
  func byDriver() -> Outcome {
    var order: [String] = []
    var days: [String: [DriverWork]] = [:]
    for day in work {
      if days[day.driver] == nil { order.append(day.driver) }
      days[day.driver, default: []].append(day)
    }
    var outcome = Outcome.showing(
      ResultTable(
        [
          "driver", "kind", "days", "rides", "km", "driving", "idle", "late", "first", "last",
        ], order.map { row($0, days[$0] ?? []) }))
    outcome.blocks = [.result, .table("load balance of the regular drivers", evenness(days))]
    return outcome
  }

  private func row(_ driver: String, _ days: [DriverWork]) -> [SQLValue] {
    func sum(_ value: (DriverWork) -> Int) -> SQLValue {
      .integer(Int64(days.reduce(0) { $0 + value($1) }))
    }
    return [
      .text(driver), .text(days.first?.kind.rawValue ?? ""), .integer(Int64(days.count)),
      sum(\.rides), .real(Double(days.reduce(0) { $0 + $1.metres }) / 1_000), sum(\.driving),
      sum(\.idle), sum(\.lateness),
      days.compactMap(\.firstStart).min().map { .text($0.clock) } ?? .null,
      days.compactMap(\.lastEnd).max().map { .text($0.clock) } ?? .null,
    ]
  }

  /// Deviation, Gini and most of the totals, and the worst rolling gaps.
  private func evenness(_ days: [String: [DriverWork]]) -> ResultTable {
    let totals = days.values.filter { $0.first?.kind == .regular }
      .map { $0.reduce(0) { $0 + $1.rides } }.sorted()
    let spread = LoadSpread(of: totals)
    var rows: [[SQLValue]] = [
      [.text("std of rides"), .real(rounded(spread.standardDeviation))],
      [.text("gini of rides"), .real(rounded(spread.gini))],
      [.text("jain of rides"), .real(rounded(spread.jain))],
      [.text("max rides"), .integer(Int64(spread.most))],
      [
        .text("worst daily gap"),
        .integer(Int64(plan.record.days.map(\.score.gap).max() ?? 0)),
      ],
    ]
    for window in Self.windows {
      let gaps = plan.days.compactMap { day in
        day.dated.label.date.flatMap { rolling.gap(on: $0, over: window) }
      }
      if let worst = gaps.max() {
        rows.append([.text("worst \(window)-day gap"), .real(worst)])
      }
    }
    return ResultTable(["measure", "value"], rows)
  }

  private func rounded(_ value: Double) -> Double { Notebook.rounded(value, to: 1_000) }

  // MARK: By date

  /// One row a day and driver, with the day's rolling gaps.
  func byDate() -> Outcome {
    var standings: [DayLabel: [Int: [String: RollingLoads.Standing]]] = [:]
    var gaps: [DayLabel: [Int: Double]] = [:]
    for day in plan.days {
      guard let date = day.dated.label.date else { continue }
      for window in Self.windows {
        standings[day.dated.label, default: [:]][window] = Dictionary(
          rolling.standings(on: date, over: window).map { ($0.driver, $0) },
          uniquingKeysWith: { first, _ in first })
        gaps[day.dated.label, default: [:]][window] = rolling.gap(on: date, over: window)
      }
    }
    let windows = Self.windows.flatMap { ["rides_\($0)", "excess_\($0)", "gap_\($0)"] }
    let table =
      ResultTable(
        ["date", "driver", "rides", "km", "driving", "idle", "late", "first", "last"] + windows,
        work.map { day in
          dayRow(day)
            + Self.windows.flatMap { window -> [SQLValue] in
              let standing = standings[day.label]?[window]?[day.driver]
              return [
                standing.map { .integer(Int64($0.rides)) } ?? .null,
                standing.map { .real(rounded($0.excess)) } ?? .null,
                gaps[day.label]?[window].map { .real($0) } ?? .null,
              ]
            }
        })
    var outcome = Outcome()
    outcome.result = table
    outcome.blocks = [
      // What a terminal has room for; `_` has all fifteen columns.
      .table(
        "",
        table.picking([
          "date", "driver", "rides", "km", "driving", "idle", "late", "gap_7", "gap_30",
        ]))
    ]
    return outcome
  }

  private func dayRow(_ day: DriverWork) -> [SQLValue] {
    [
      .text(day.label.description), .text(day.driver), .integer(Int64(day.rides)),
      .real(Double(day.metres) / 1_000), .integer(Int64(day.driving)), .integer(Int64(day.idle)),
      .integer(Int64(day.lateness)), day.firstStart.map { .text($0.clock) } ?? .null,
      day.lastEnd.map { .text($0.clock) } ?? .null,
    ]
  }
}
