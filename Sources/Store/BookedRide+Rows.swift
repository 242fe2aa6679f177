import CivilTime
import FleetModel
import GRDB
import Tabular

extension BookedRide: FetchableRecord {
  static let form = RowForm<BookedRide>("carnet_ride", columns)
  /// Rides as their source had them, of those that are corrected.
  static let sourceForm = RowForm<BookedRide>("carnet_ride_source", columns)

  private static let columns: [RowForm<BookedRide>.Column] = [
    .init("id") { $0.id },
    .init("sheet") { $0.sheet },
    .init("source_row") { $0.row },
    .init("leg") { $0.leg },
    .init("client") { $0.client },
    .init("date") { $0.day.description },
    .init("weekday") { $0.day.weekday },
    .init("scheduled") { $0.scheduled.count },
    .init("direction") { $0.direction.rawValue },
    .init("is_confirmed") { $0.isConfirmed },
    .init("needs_wheelchair") { $0.needsWheelchair },
    .init("initials") { $0.initials.isEmpty ? nil : $0.initials },
    .init("driver") { $0.driver },
    .init("pickup") { $0.pickup.label },
    .init("pickup_kind") { $0.pickup.kind },
    .init("pickup_latitude") { $0.pickup.coordinate?.latitude },
    .init("pickup_longitude") { $0.pickup.coordinate?.longitude },
    .init("pickup_precision") { $0.pickup.precision?.rawValue },
    .init("pickup_match") { $0.pickup.resolution.place?.match.rawValue },
    .init("pickup_radius") { $0.pickup.resolution.place?.radius?.count },
    .init("pickup_place") { $0.pickup.placeName },
    .init("pickup_postcode") { $0.pickup.resolution.place?.postcode },
    .init("pickup_town") { $0.pickup.resolution.place?.town },
    .init("dropoff") { $0.dropoff.label },
    .init("dropoff_kind") { $0.dropoff.kind },
    .init("dropoff_latitude") { $0.dropoff.coordinate?.latitude },
    .init("dropoff_longitude") { $0.dropoff.coordinate?.longitude },
    .init("dropoff_precision") { $0.dropoff.precision?.rawValue },
    .init("dropoff_match") { $0.dropoff.resolution.place?.match.rawValue },
    .init("dropoff_radius") { $0.dropoff.resolution.place?.radius?.count },
    .init("dropoff_place") { $0.dropoff.placeName },
    .init("dropoff_postcode") { $0.dropoff.resolution.place?.postcode },
    .init("dropoff_town") { $0.dropoff.resolution.place?.town },
    .init("metres") { $0.metres?.count },
    .init("status") { $0.status == .planned ? nil : $0.status.rawValue },
    .init("extra") { $0.extra.isEmpty ? nil : SourceValue.json($0.extra) },
  ]

  public init(row: Row) throws {
    let date: String = try row.value("date")
    let initials: String? = try row.value("initials")
    let status: String? = try row.value("status")
    let extra: String? = try row.value("extra")
    try self.init(
      id: row.value("id"), sheet: row.value("sheet"), row: row.value("source_row"),
      leg: row.value("leg"), client: row.value("client"), day: DayLabel(date),
      scheduled: Minutes(row.minutes("scheduled")),
      direction: Direction(rawValue: row.value("direction")) ?? .outbound,
      isConfirmed: row.value("is_confirmed"), needsWheelchair: row.value("needs_wheelchair"),
      initials: initials ?? "", driver: row.value("driver"),
      pickup: Self.stop("pickup", in: row), dropoff: Self.stop("dropoff", in: row),
      status: status.flatMap { RideStatus(rawValue: $0) } ?? .planned,
      extra: extra.map(SourceValue.list) ?? [])
  }

  private static func stop(_ end: String, in row: Row) throws -> Stop {
    let label: String = try row.value(end)
    let latitude: Double? = try row.value("\(end)_latitude")
    let longitude: Double? = try row.value("\(end)_longitude")
    guard latitude != nil, longitude != nil else { return Stop(label: label, stated: nil) }
    let precision: String? = try row.value("\(end)_precision")
    let match: String? = try row.value("\(end)_match")
    let radius: Int? = try row.value("\(end)_radius")
    let place = try LocatedPlace(
      name: row.value("\(end)_place") ?? "", kind: row.value("\(end)_kind") ?? "",
      coordinate: row.coordinate("\(end)_latitude", "\(end)_longitude"),
      precision: precision.flatMap { LocationPrecision(rawValue: $0) } ?? .address,
      match: match.flatMap { LocationMatch(rawValue: $0) } ?? .exact,
      radius: radius.map { Metres($0) }, postcode: row.value("\(end)_postcode"),
      town: row.value("\(end)_town"))
    return Stop(label: label, resolution: .located(place))
  }
}

extension SourceValue {
  /// Values as a JSON array, of which a dataset's view takes its further columns.
  fileprivate static func json(_ values: [SourceValue]) -> String {
    JSONValue.array(
      values.map { value in
        switch value {
        case .none: .null
        case .text(let text): .string(text)
        case .integer(let integer): .integer(integer)
        case .real(let real): .real(real)
        }
      }
    ).description
  }

  /// Reads what ``json(_:)`` wrote.
  ///
  /// - Throws: ``StoreError`` where it is something else.
  fileprivate static func list(_ json: String) throws -> [SourceValue] {
    guard let elements = (try? JSONValue(parsing: json.utf8, name: "extra"))?.elements else {
      throw StoreError.damagedRow("extra", String(json.prefix(80)))
    }
    return elements.map { element in
      switch element {
      case .string(let text), .digits(let text): .text(text)
      case .integer(let integer): .integer(integer)
      case .real(let real): .real(real)
      case .boolean(let truth): .integer(truth ? 1 : 0)
      case .null, .array, .object: .none
      }
    }
  }
}

extension SourceReject: FetchableRecord {
  static let form = RowForm<SourceReject>(
    "carnet_reject",
    [
      .init("sheet") { $0.sheet }, .init("source_row") { $0.row },
      .init("column_name") { $0.column }, .init("value") { $0.value },
      .init("reason") { $0.reason },
    ])

  public init(row: Row) throws {
    try self.init(
      sheet: row.value("sheet"), row: row.value("source_row"), column: row.value("column_name"),
      value: row.value("value"), reason: row.value("reason"))
  }
}

extension SourceFinding: FetchableRecord {
  static let form = RowForm<SourceFinding>(
    "carnet_finding",
    [
      .init("finding") { $0.kind.rawValue }, .init("sheet") { $0.sheet },
      .init("source_row") { $0.row }, .init("detail") { $0.detail },
    ])

  public init(row: Row) throws {
    let finding: String = try row.value("finding")
    guard let kind = Kind(rawValue: finding) else {
      throw StoreError.damagedRow("finding", finding)
    }
    try self.init(
      kind: kind, sheet: row.value("sheet"), row: row.value("source_row"),
      detail: row.value("detail"))
  }
}
