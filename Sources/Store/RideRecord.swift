import CivilTime
import FleetModel
import GRDB

/// A ride of a dataset as imported, with the row it came from.
public struct RideRecord: Sendable, Equatable {
  public var id: Int
  public var sheet: String
  public var sourceRow: Int
  /// 1 for the outbound or only ride of its row, 2 for the return.
  public var leg: Int
  public var client: String
  public var day: DayLabel
  public var scheduled: Minutes
  public var direction: Direction
  public var isConfirmed: Bool
  public var needsWheelchair: Bool
  /// The driver's initials as the sheet has them.
  public var initials: String?
  /// The recorded driver's name, nil where the initials are blank or unknown.
  public var driver: String?
  public var pickup: Stop
  public var dropoff: Stop

  /// One end of a ride: what the sheet says, and where that is if it could be located.
  public struct Stop: Sendable, Equatable {
    public var label: String
    /// The located place's kind, such as `hospital`.
    public var kind: String?
    public var coordinate: Coordinate?
    /// How the place was found: `exact`, `spelling`, `town`, `postcode`, `given`.
    public var precision: String?

    public init(label: String, kind: String?, coordinate: Coordinate?, precision: String?) {
      self.label = label
      self.kind = kind
      self.coordinate = coordinate
      self.precision = precision
    }
  }

  public init(
    id: Int, sheet: String, sourceRow: Int, leg: Int, client: String, day: DayLabel,
    scheduled: Minutes, direction: Direction, isConfirmed: Bool, needsWheelchair: Bool,
    initials: String?, driver: String?, pickup: Stop, dropoff: Stop
  ) {
    self.id = id
    self.sheet = sheet
    self.sourceRow = sourceRow
    self.leg = leg
    self.client = client
    self.day = day
    self.scheduled = scheduled
    self.direction = direction
    self.isConfirmed = isConfirmed
    self.needsWheelchair = needsWheelchair
    self.initials = initials
    self.driver = driver
    self.pickup = pickup
    self.dropoff = dropoff
  }

  /// Great-circle metres from pick-up to drop-off, nil where one is not located.
  public var metres: Metres? {
    guard let from = pickup.coordinate, let to = dropoff.coordinate else { return nil }
    return Travel(Rules()).metres(from: from, to: to)
  }
}

extension RideRecord: FetchableRecord {
  public init(row: Row) throws {
    let date: String = try row.value("date")
    try self.init(
      id: row.value("id"), sheet: row.value("sheet"), sourceRow: row.value("source_row"),
      leg: row.value("leg"),
      client: row.value("client"), day: DayLabel(date),
      scheduled: Minutes(row.minutes("scheduled")),
      direction: Direction(rawValue: row.value("direction")) ?? .outbound,
      isConfirmed: row.value("is_confirmed"), needsWheelchair: row.value("needs_wheelchair"),
      initials: row.value("initials"), driver: row.value("driver"),
      pickup: Self.stop("pickup", in: row), dropoff: Self.stop("dropoff", in: row))
  }

  private static func stop(_ prefix: String, in row: Row) throws -> Stop {
    let latitude: Double? = try row.value("\(prefix)_latitude")
    let longitude: Double? = try row.value("\(prefix)_longitude")
    var coordinate: Coordinate?
    if latitude != nil, longitude != nil {
      coordinate = try row.coordinate("\(prefix)_latitude", "\(prefix)_longitude")
    }
    return try Stop(
      label: row.value(prefix), kind: row.value("\(prefix)_kind"), coordinate: coordinate,
      precision: row.value("\(prefix)_precision"))
  }

  /// Inserts rides of one dataset; O(rides).
  static func insert(
    _ rides: [RideRecord], dataset: Int64, in database: Database, isInterrupted: () -> Bool
  ) throws {
    let statement = try database.makeStatement(
      sql: "INSERT INTO main.carnet_ride VALUES (\(databaseQuestionMarks(count: 25)))")
    for (index, ride) in rides.enumerated() {
      if index % 1_000 == 0, isInterrupted() { throw StoreError.interrupted }
      try statement.execute(arguments: ride.arguments(dataset: dataset))
    }
  }

  private func arguments(dataset: Int64) -> StatementArguments {
    StatementArguments(
      [
        dataset, id, sheet, sourceRow, leg, client, day.description, day.weekday,
        scheduled.count, direction.rawValue, isConfirmed, needsWheelchair, initials, driver,
        pickup.label, pickup.kind, pickup.coordinate?.latitude, pickup.coordinate?.longitude,
        pickup.precision, dropoff.label, dropoff.kind, dropoff.coordinate?.latitude,
        dropoff.coordinate?.longitude, dropoff.precision, metres?.count,
      ] as [(any DatabaseValueConvertible)?])
  }
}
