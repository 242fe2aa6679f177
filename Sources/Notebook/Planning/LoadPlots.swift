import Plotting
import Store

/// Turns loads into a table and the plot of it.
enum LoadPlots {
  /// One bar a driver, two where there is something to compare with.
  static func byDriver(
    _ rows: [LoadTable.Row], title: String, names: (String, String?)
  ) -> (ResultTable, Plot) {
    var drivers: [String] = []
    var rides: [String: Int] = [:]
    var others: [String: Int] = [:]
    for row in rows {
      if rides[row.driver] == nil { drivers.append(row.driver) }
      rides[row.driver, default: 0] += row.rides
      others[row.driver, default: 0] += row.other ?? 0
    }
    func values(_ counts: [String: Int]) -> [Double?] { drivers.map { Double(counts[$0] ?? 0) } }
    guard let other = names.1 else {
      let table = ResultTable(
        ["driver", "rides"], drivers.map { [.text($0), .integer(Int64(rides[$0] ?? 0))] })
      let data = PlotData(labels: drivers, series: [PlotSeries("rides", values(rides))])
      return (table, Plot(PlotSpec(.bars, title: title), data))
    }
    let table = ResultTable(
      ["driver", "before", "after", "change"],
      drivers.map { driver in
        let before = Int64(others[driver] ?? 0)
        let after = Int64(rides[driver] ?? 0)
        return [.text(driver), .integer(before), .integer(after), .integer(after - before)]
      })
    let data = PlotData(
      labels: drivers,
      series: [PlotSeries(other, values(others)), PlotSeries(names.0, values(rides))])
    return (table, Plot(PlotSpec(.comparison, title: title), data))
  }

  /// One line a day with each driver's rides and the gap.
  static func byDate(_ rows: [LoadTable.Row], title: String) -> (ResultTable, Plot) {
    var dates: [String] = []
    var drivers: [String] = []
    for row in rows {
      if dates.last != row.date { dates.append(row.date) }
      if !drivers.contains(row.driver) { drivers.append(row.driver) }
    }
    var rides: [String: [String: Int]] = [:]
    for row in rows { rides[row.date, default: [:]][row.driver] = row.rides }
    let table = ResultTable(
      ["date", "driver", "rides"],
      rows.map { [.text($0.date), .text($0.driver), .integer(Int64($0.rides))] })
    let data = PlotData(
      labels: dates,
      series: drivers.map { driver in
        PlotSeries(driver, dates.map { rides[$0]?[driver].map(Double.init) })
      })
    return (table, Plot(PlotSpec(.loadGrid, title: title), data))
  }
}
