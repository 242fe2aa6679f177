import CivilTime
import Tabular

/// Recomputes what an export states about its bookings.
///
/// - `num_bookings` counts the bookings listed, `num_drivers` the drivers listed.
/// - A driver's load counts the bookings assigned to his number; `load_gap` is max − min over the
///   listed drivers who are not emergency, an idle one counting 0.
/// - `total_distance_km` sums the bookings' `distance_km`, and is compared only where all state it.
/// - Decimals are compared as far as they are stated: 12.3 agrees with 12.34.
struct AggregateCheck {
  let document: JSONValue
  let dispatches: [JSONValue]

  func differences() -> [AggregateDifference] { found().list }

  /// The differences with their places.
  func found() -> AggregateDifferences {
    let days = dispatches.map(DispatchFigures.init)
    var found = AggregateDifferences()
    checkTotals(document, at: JSONPath(), days, &found)
    if let statistics = document["statistics"] {
      checkTotals(statistics, at: JSONPath().appending("statistics"), days, &found)
    }
    checkPeriod(&found)
    for (index, day) in days.enumerated() {
      checkDispatch(
        dispatches[index], at: JSONPath().appending("dispatches").appending(index), day, &found)
    }
    return found
  }

  private func checkTotals(
    _ members: JSONValue, at path: JSONPath, _ days: [DispatchFigures],
    _ found: inout AggregateDifferences
  ) {
    let bookings = days.reduce(0) { $0 + $1.bookings }
    let gaps = days.map(\.loadGap)
    let kilometres =
      days.allSatisfy { $0.kilometres != nil }
      ? days.reduce(0) { $0 + ($1.kilometres ?? 0) } : nil
    let drivers = Set(days.flatMap(\.driverNumbers))
    func mean(_ sum: Double) -> Double? { days.isEmpty ? nil : sum / Double(days.count) }
    let figures: [(names: [String], value: Double?)] = [
      (["total_dispatches", "num_dispatches"], Double(days.count)),
      (["total_bookings", "num_bookings"], Double(bookings)),
      (["total_drivers", "num_drivers"], Double(drivers.count)),
      (["total_distance_km"], kilometres),
      (means("load_gap"), mean(Double(gaps.reduce(0, +)))),
      (["max_load_gap"], gaps.max().map { Double($0) }),
      (["min_load_gap"], gaps.min().map { Double($0) }),
      (
        means("bookings_per_dispatch") + means("bookings_per_day") + means("bookings"),
        mean(Double(bookings))
      ),
      (means("distance_km"), kilometres.flatMap(mean)),
    ]
    for figure in figures {
      guard let value = figure.value else { continue }
      for name in figure.names {
        found.compare(members[name], with: value, at: path.appending(name))
      }
    }
  }

  private func means(_ name: String) -> [String] {
    ["average_", "avg_", "mean_"].map { $0 + name }
  }

  /// The period must hold the date of every dispatch.
  private func checkPeriod(_ found: inout AggregateDifferences) {
    guard let start = document["period"]?["start"]?.string,
      let end = document["period"]?["end"]?.string, let first = CivilDate(iso: start.prefix(10)),
      let last = CivilDate(iso: end.prefix(10))
    else { return }
    let dates = dispatches.compactMap { $0["date"]?.string }
      .compactMap { CivilDate(iso: $0.prefix(10)) }
    guard let earliest = dates.min(), let latest = dates.max(),
      earliest < first || latest > last
    else { return }
    found.add(
      JSONPath().appending("period"), stated: "\(first) to \(last)",
      recomputed: "\(earliest) to \(latest)"
    )
  }

  private func checkDispatch(
    _ dispatch: JSONValue, at path: JSONPath, _ day: DispatchFigures,
    _ found: inout AggregateDifferences
  ) {
    guard day.isReadable else { return }
    found.compare(
      dispatch["num_bookings"], with: Double(day.bookings), at: path.appending("num_bookings"))
    found.compare(
      dispatch["num_drivers"], with: Double(day.drivers.count), at: path.appending("num_drivers"))
    checkLoads(dispatch["driver_loads"], at: path.appending("driver_loads"), day, &found)
    found.compare(dispatch["load_gap"], with: Double(day.loadGap), at: path.appending("load_gap"))
    if let kilometres = day.kilometres {
      found.compare(
        dispatch["total_distance_km"], with: kilometres, at: path.appending("total_distance_km"))
    }
    for (index, driver) in (dispatch["drivers"]?.elements ?? []).enumerated() {
      guard let id = driver["id"]?.wholeNumber else { continue }
      found.compare(
        driver["num_assignments"], with: Double(day.load(of: id)),
        at: path.appending("drivers").appending(index).appending("num_assignments"))
    }
  }

  /// Loads as an object by number or name, or as an array in the order of the drivers.
  private func checkLoads(
    _ loads: JSONValue?, at path: JSONPath, _ day: DispatchFigures,
    _ found: inout AggregateDifferences
  ) {
    switch loads {
    case .object(let members):
      var named: Set<Int64> = []
      for member in members {
        let id = day.number(of: member.key)
        if let id { named.insert(id) }
        found.compare(
          member.value, with: Double(id.map(day.load(of:)) ?? 0), at: path.appending(member.key))
      }
      for driver in day.drivers where !named.contains(driver.id) && day.load(of: driver.id) > 0 {
        let key = driver.name.isEmpty ? "\(driver.id)" : driver.name
        let load = day.load(of: driver.id)
        found.add(
          path.appending(key), stated: "nothing", recomputed: "\(load)", value: Double(load),
          driver: driver.id)
      }
    case .array(let values):
      for (index, value) in values.enumerated() {
        let listed = day.drivers.indices.contains(index) ? day.drivers[index].id : nil
        let id = value["driver_id"]?.wholeNumber ?? value["id"]?.wholeNumber ?? listed
        let stated = value["load"] ?? value["num_assignments"] ?? value["count"] ?? value
        found.compare(
          stated, with: Double(id.map(day.load(of:)) ?? 0), at: path.appending(index))
      }
    default: break
    }
  }
}
