import CivilTime
import FleetModel
import RideSheets
import Tabular

/// The production system's export of a week, some of its stated aggregates wrong on purpose.
///
/// Its bookings are the located rides of the week; unlocated ones never reached that system.
struct WeekExport {
  let roster: Roster
  let days: [[SyntheticRow]]

  /// Which aggregates are wrong, by position of the dispatch in the week.
  private enum Slip {
    /// `load_gap` one too small, and with it the mean gap of the statistics.
    static let loadGap = 1
    /// `total_distance_km` 12.5 km too long, and with it the week's.
    static let distance = 3
    /// The last driver's `num_assignments` one too many.
    static let assignments = 4
    /// `total_bookings` of the week, this many too many.
    static let bookings = 2
  }

  /// The aggregates that are wrong, as paths into the document.
  static let wrongPaths = [
    "total_bookings", "statistics.total_distance_km", "statistics.average_load_gap",
    "dispatches[\(Slip.loadGap)].load_gap", "dispatches[\(Slip.distance)].total_distance_km",
    "dispatches[\(Slip.assignments)].drivers[0].num_assignments",
  ]

  /// The week of the reference day, Monday to Friday.
  static let monday = ReferenceDayDrawer.date.adding(days: -2)

  /// The document as text, members of the upper levels on lines of their own.
  var text: String {
    let reports = days.enumerated().map { index, rows in DayReport(rows, index, roster) }
    let bookings = reports.reduce(0) { $0 + $1.bookings.count }
    let gaps = reports.enumerated().map { statedGap($0.element, at: $0.offset) }
    let metres = reports.enumerated().map { statedMetres($0.element, at: $0.offset) }
    let document = JSONValue.object([
      ("company_id", .integer(1)),
      (
        "period",
        .object([
          ("start", .string(Self.monday.description)),
          ("end", .string(Self.monday.adding(days: 4).description)),
        ])
      ),
      ("exported_at", .string(Self.monday.adding(days: 5).description + "T06:00:00")),
      ("total_dispatches", .integer(Int64(reports.count))),
      ("total_bookings", .integer(Int64(bookings + Slip.bookings))),
      (
        "statistics",
        .object([
          ("total_distance_km", Self.kilometres(metres.reduce(0, +))),
          ("average_load_gap", Self.hundredths(gaps.reduce(0, +), over: gaps.count)),
          ("average_bookings_per_dispatch", Self.hundredths(bookings, over: reports.count)),
        ])
      ),
      (
        "dispatches",
        .array(reports.enumerated().map { dispatch($0.element, at: $0.offset) })
      ),
    ])
    return LaidOutJSON.text(of: document, openLevels: 4) + "\n"
  }

  private func statedGap(_ report: DayReport, at index: Int) -> Int {
    index == Slip.loadGap ? report.gap - 1 : report.gap
  }

  private func statedMetres(_ report: DayReport, at index: Int) -> Int {
    index == Slip.distance ? report.metres + 12_500 : report.metres
  }

  private func dispatch(_ report: DayReport, at index: Int) -> JSONValue {
    let drivers = report.drivers.enumerated().map { position, driver -> JSONValue in
      let isWrong = index == Slip.assignments && position == 0
      let load = report.load(of: driver.id) + (isWrong ? 1 : 0)
      return .object([
        ("id", .integer(Int64(driver.id))), ("name", .string(driver.name)),
        ("is_emergency", .boolean(driver.kind == .emergency)),
        ("num_assignments", .integer(Int64(load))),
      ])
    }
    return .object([
      ("id", .integer(Int64(4_300 + index))), ("date", .string(report.date.description)),
      ("num_bookings", .integer(Int64(report.bookings.count))),
      ("num_drivers", .integer(Int64(report.drivers.count))),
      (
        "driver_loads",
        .object(report.drivers.map { ("\($0.id)", .integer(Int64(report.load(of: $0.id)))) })
      ),
      ("load_gap", .integer(Int64(statedGap(report, at: index)))),
      ("total_distance_km", Self.kilometres(statedMetres(report, at: index))),
      ("bookings", .array(report.bookings)), ("drivers", .array(drivers)),
    ])
  }

  static func kilometres(_ metres: Int) -> JSONValue {
    .real(Double(metres) / 1_000)
  }

  private static func hundredths(_ sum: Int, over count: Int) -> JSONValue {
    .real((Double(sum) * 100 / Double(max(1, count))).rounded() / 100)
  }
}

/// One day of the export, with what its bookings really add up to.
private struct DayReport {
  let date: CivilDate
  let drivers: [RosterDriver]
  private(set) var bookings: [JSONValue] = []
  private(set) var metres = 0
  private var loads: [Int: Int] = [:]

  init(_ rows: [SyntheticRow], _ index: Int, _ roster: Roster) {
    let date = WeekExport.monday.adding(days: index)
    self.date = date
    drivers = roster.drivers.filter { $0.isAvailable(on: date) }
    let available = drivers.map(\.driver)
    let rides = RowRides(rows).rides
    let recorded = RowRides.recorded(rows)
    let day = ServiceDay(rides: rides, drivers: available, rules: Rules())
    let plan = Plan.chronological(assignments: recorded, on: day)
    var delays: [Int: Int] = [:]
    for route in plan.routes {
      for stop in RouteSchedule(of: route, on: day).stops {
        delays[stop.ride] = stop.lateness.count
      }
    }
    for ride in rides {
      let row = rows[ride.id / 2]
      let driver = recorded[ride.id]
      if let driver { loads[driver, default: 0] += 1 }
      add(ride, row, driver: driver, delay: delays[ride.id], number: 43_000 + 100 * index)
    }
  }

  func load(of driver: Int) -> Int { loads[driver] ?? 0 }

  /// Most minus fewest rides over the drivers who are not emergency.
  var gap: Int {
    let counts = drivers.filter { $0.kind != .emergency }.map { load(of: $0.id) }
    return (counts.max() ?? 0) - (counts.min() ?? 0)
  }

  private static func degrees(_ value: Double?) -> JSONValue { value.map { .real($0) } ?? .null }

  private mutating func add(
    _ ride: Ride, _ row: SyntheticRow, driver: Int?, delay: Int?, number: Int
  ) {
    let travel = Travel(Rules())
    let leg = travel.leg(from: ride.pickup, to: ride.dropoff)
    let ends = ride.direction == .outbound ? (row.from, row.to) : (row.to, row.from)
    metres += leg.metres.count
    bookings.append(
      .object([
        ("id", .integer(Int64(number + bookings.count + 1))),
        ("scheduled_time", .string("\(date)T\(ride.scheduled.clock):00")),
        ("pickup_lat", Self.degrees(ride.pickup?.latitude)),
        ("pickup_lon", Self.degrees(ride.pickup?.longitude)),
        ("dropoff_lat", Self.degrees(ride.dropoff?.latitude)),
        ("dropoff_lon", Self.degrees(ride.dropoff?.longitude)),
        ("pickup_location", .string(Self.label(ends.0))),
        ("dropoff_location", .string(Self.label(ends.1))),
        ("distance_km", WeekExport.kilometres(leg.metres.count)),
        ("estimated_duration_minutes", .integer(Int64(leg.minutes.count))),
        ("assigned_driver_id", driver.map { .integer(Int64($0)) } ?? .null),
        ("actual_delay_minutes", delay.map { .integer(Int64($0)) } ?? .null),
      ]))
  }

  private static func label(_ site: Site) -> String {
    let town = site.place.kind == "town" ? site.place.name : site.place.town ?? site.place.name
    let locality = [site.place.postcode, town].compactMap(\.self).joined(separator: " ")
    let isHome = site.street != nil || site.place.isLocality
    return (isHome ? site.street ?? "Domicile" : site.place.name) + ", " + locality
  }
}
