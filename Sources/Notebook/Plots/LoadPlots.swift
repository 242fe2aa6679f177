import Plotting
import Store

/// Turns loads into a table and the plots of it.
struct LoadPlots {
  let rows: [LoadTable.Row]
  let plan: LoadTable.Source
  let other: LoadTable.Source?
  let title: String
  let notes: [String]

  /// One bar a driver, or two panels where there is something to compare with.
  func byDriver() -> (ResultTable, [Plot]) {
    let drivers = unique(rows.map(\.driver))
    var rides: [String: Int] = [:]
    var others: [String: Int] = [:]
    for row in rows {
      rides[row.driver, default: 0] += row.rides
      others[row.driver, default: 0] += row.other ?? 0
    }
    let after = PlotSeries(other == nil ? "rides" : plan.label, values(rides, drivers))
    guard let other else {
      let table = ResultTable(
        ["driver", "rides"], drivers.map { [.text($0), .integer(Int64(rides[$0] ?? 0))] })
      return (table, [plot(.bars, PlotData(labels: drivers, series: [after]))])
    }
    let table = ResultTable(
      ["driver", "before", "after", "change"],
      drivers.map { driver in
        let before = Int64(others[driver] ?? 0)
        let after = Int64(rides[driver] ?? 0)
        return [.text(driver), .integer(before), .integer(after), .integer(after - before)]
      })
    let before = PlotSeries(other.label, values(others, drivers))
    return (table, [plot(.comparison, PlotData(labels: drivers, series: [before, after]))])
  }

  /// One line a day with each driver's rides and the gap; before and after one under the other.
  func byDate() -> (ResultTable, [Plot]) {
    guard let other else {
      let table = ResultTable(
        ["date", "driver", "rides"],
        rows.map { [.text($0.date), .text($0.driver), .integer(Int64($0.rides))] })
      return (table, [grid(title, notes) { $0.rides }])
    }
    let table = ResultTable(
      ["date", "driver", "before", "after"],
      rows.map {
        [
          .text($0.date), .text($0.driver), .integer(Int64($0.other ?? 0)),
          .integer(Int64($0.rides)),
        ]
      })
    return (
      table,
      [
        grid("\(title): before, \(other.label)", []) { $0.other ?? 0 },
        grid("after, \(plan.label)", notes) { $0.rides },
      ]
    )
  }

  private func grid(_ title: String, _ notes: [String], _ value: (LoadTable.Row) -> Int) -> Plot {
    let dates = unique(rows.map(\.date))
    var rides: [String: [String: Int]] = [:]
    for row in rows { rides[row.date, default: [:]][row.driver] = value(row) }
    let reserve = Set(rows.filter { !$0.isRegular }.map(\.driver))
    let series = unique(rows.map(\.driver)).map { driver in
      PlotSeries(
        driver, dates.map { rides[$0]?[driver].map(Double.init) },
        countsForGap: !reserve.contains(driver))
    }
    return Plot(
      PlotSpec(.loadGrid, title: title, notes: notes), PlotData(labels: dates, series: series))
  }

  private func plot(_ mark: PlotMark, _ data: PlotData) -> Plot {
    Plot(PlotSpec(mark, title: title, notes: notes), data)
  }

  private func values(_ counts: [String: Int], _ drivers: [String]) -> [Double?] {
    drivers.map { Double(counts[$0] ?? 0) }
  }

  /// The texts in the order of their first appearance.
  private func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}
