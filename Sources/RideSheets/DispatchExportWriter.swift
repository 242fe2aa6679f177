import CivilTime
import FleetModel
import Tabular

/// Writes planned days as the production system's JSON export.
///
///     let text = DispatchExportWriter(days: days).text
///
/// Every aggregate that it states is what its bookings add up to, as `DispatchExport` recomputes
/// them. The company and the moment of the export are null: a notebook knows neither.
public struct DispatchExportWriter: Sendable {
  private let days: [DispatchedDay]

  /// Takes the days, in the order in which they are written.
  public init(days: [DispatchedDay]) {
    self.days = days
  }

  /// The document, its upper levels on lines of their own, with a line end.
  public var text: String { LaidOutJSON.text(of: document, openLevels: 4) + "\n" }

  private var document: JSONValue {
    let bookings = days.reduce(0) { $0 + $1.bookings.count }
    let dates = days.map(\.date)
    func date(_ date: CivilDate?) -> JSONValue { date.map { .string($0.description) } ?? .null }
    return .object([
      ("company_id", .null),
      ("period", .object([("start", date(dates.min())), ("end", date(dates.max()))])),
      ("exported_at", .null), ("total_dispatches", .integer(Int64(days.count))),
      ("total_bookings", .integer(Int64(bookings))),
      (
        "statistics",
        .object([
          ("total_distance_km", Self.kilometres(days.reduce(0) { $0 + $1.metres })),
          ("average_load_gap", Self.mean(days.reduce(0) { $0 + $1.loadGap }, over: days.count)),
          ("average_bookings_per_dispatch", Self.mean(bookings, over: days.count)),
        ])
      ),
      ("dispatches", .array(days.enumerated().map { Self.dispatch($1, number: $0 + 1) })),
    ])
  }

  private static func dispatch(_ day: DispatchedDay, number: Int) -> JSONValue {
    .object([
      ("id", .integer(Int64(number))), ("date", .string(day.date.description)),
      ("num_bookings", .integer(Int64(day.bookings.count))),
      ("num_drivers", .integer(Int64(day.drivers.count))),
      (
        "driver_loads",
        .object(day.drivers.map { ("\($0.id)", .integer(Int64(day.load(of: $0.id)))) })
      ),
      ("load_gap", .integer(Int64(day.loadGap))),
      ("total_distance_km", kilometres(day.metres)),
      ("bookings", .array(day.bookings.map { booking($0, on: day.date) })),
      (
        "drivers",
        .array(
          day.drivers.map { driver in
            .object([
              ("id", .integer(Int64(driver.id))), ("name", .string(driver.name)),
              ("is_emergency", .boolean(driver.isEmergency)),
              ("num_assignments", .integer(Int64(day.load(of: driver.id)))),
            ])
          })
      ),
    ])
  }

  private static func booking(_ booking: DispatchedDay.Booking, on date: CivilDate) -> JSONValue {
    func degrees(_ value: Double?) -> JSONValue { value.map(JSONValue.real) ?? .null }
    func whole(_ value: Int?) -> JSONValue { value.map { .integer(Int64($0)) } ?? .null }
    return .object([
      ("id", .integer(Int64(booking.id))),
      ("scheduled_time", .string("\(date)T\(booking.scheduled.clock):00")),
      ("pickup_lat", degrees(booking.pickup.coordinate?.latitude)),
      ("pickup_lon", degrees(booking.pickup.coordinate?.longitude)),
      ("dropoff_lat", degrees(booking.dropoff.coordinate?.latitude)),
      ("dropoff_lon", degrees(booking.dropoff.coordinate?.longitude)),
      ("pickup_location", .string(booking.pickup.location)),
      ("dropoff_location", .string(booking.dropoff.location)),
      ("distance_km", booking.metres.map { kilometres($0.count) } ?? .null),
      ("estimated_duration_minutes", whole(booking.duration?.count)),
      ("assigned_driver_id", whole(booking.driver)),
      ("actual_delay_minutes", whole(booking.delay?.count)),
    ])
  }

  private static func kilometres(_ metres: Int) -> JSONValue { .real(Double(metres) / 1_000) }

  private static func mean(_ sum: Int, over count: Int) -> JSONValue {
    .real((Double(sum) * 100 / Double(max(1, count))).rounded() / 100)
  }
}

extension DispatchedDay {
  fileprivate var metres: Int { bookings.reduce(0) { $0 + ($1.metres?.count ?? 0) } }

  fileprivate func load(of driver: Int) -> Int { bookings.count { $0.driver == driver } }

  /// Most minus fewest rides over the drivers who are not emergency, as the export has it.
  fileprivate var loadGap: Int {
    let loads = drivers.filter { !$0.isEmergency }.map { load(of: $0.id) }
    return (loads.max() ?? 0) - (loads.min() ?? 0)
  }
}
