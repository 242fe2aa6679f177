import CivilTime
import FleetModel
import Tabular

/// The production system's JSON export, read into rides, with its stated aggregates recomputed.
///
/// - A booking becomes one ride. The form states neither directions nor clients: rides that go there
///   and back between two places on one day are paired, the rest have an unknown direction.
/// - Its points are those that it states; where they are missing or impossible, its location's
///   name is looked up in the gazetteer like any address.
/// - Its driver is the one of its dispatch with the assigned number: that of the roster by name, or
///   one who is adopted.
/// - What a booking has beside the ride is kept in further columns, under its own names.
/// - `sheet` is the path of the dispatch (`dispatches[0]`), `row` the booking's position in it
///   counted from 1.
/// - A booking or a dispatch that cannot be read is a reject with its path, and reading goes on;
///   a dispatch without a list of bookings counts as one row.
public struct DispatchExport: Hashable, Sendable {
  public internal(set) var result = RideImport()
  /// Stated aggregates that differ from what the bookings say, in the order of the document.
  public internal(set) var differences: [AggregateDifference] = []
  /// Every driver that the dispatches list, in the order of the document, the first naming counting.
  public internal(set) var drivers: [ExportedDriver] = []
  /// The same drivers with what the notebook calls them.
  public internal(set) var sourceDrivers: [SourceDriver] = []
  /// Members that the form does not know.
  public internal(set) var unknownMembers = UnknownMembers()

  /// True for an object with `dispatches` and at least one other member of the form's root.
  public static func isDispatchExport(_ json: JSONValue) -> Bool {
    guard json["dispatches"] != nil else { return false }
    let others = [
      "company_id", "period", "exported_at", "total_dispatches", "total_bookings", "statistics",
    ]
    return others.contains { json[$0] != nil }
  }

  /// Reads an export.
  ///
  /// - Parameters:
  ///   - json: the whole document.
  ///   - roster: the drivers that names are looked up in.
  ///   - gazetteer: the places for locations without coordinates.
  ///   - isStopped: asked before each booking; where it says true what was read so far comes back.
  /// - Returns: the rides and all that was found on the way.
  /// - Throws: `RideSheetError` where the document has no list of dispatches.
  public static func read(
    _ json: JSONValue, roster: Roster, gazetteer: Gazetteer,
    until isStopped: () -> Bool = { false }
  ) throws(RideSheetError) -> DispatchExport {
    guard let dispatches = json["dispatches"]?.elements else {
      throw RideSheetError(
        "the dispatch export has no list of dispatches", column: "dispatches",
        expected: "an array", remedy: "export it again")
    }
    var reader = DispatchReader(
      document: json, dispatches: dispatches, roster: roster, gazetteer: gazetteer)
    for (index, dispatch) in dispatches.enumerated() {
      reader.read(dispatch, path: "dispatches[\(index)]", until: isStopped)
    }
    guard !isStopped() else { return reader.export }
    var export = reader.finished()
    export.unknownMembers = unknownMembers(of: json, dispatches)
    export.unknownMembers.noteColumns(of: "bookings") { reader.columns.hasColumn($0) }
    export.differences = AggregateCheck(document: json, dispatches: dispatches).differences()
    return export
  }

  private static func unknownMembers(
    of json: JSONValue, _ dispatches: [JSONValue]
  ) -> UnknownMembers {
    var unknown = UnknownMembers()
    unknown.note(
      json, of: "the file",
      known: [
        "company_id", "period", "exported_at", "total_dispatches", "total_bookings", "statistics",
        "dispatches",
      ])
    for dispatch in dispatches {
      unknown.note(
        dispatch, of: "dispatches",
        known: [
          "id", "date", "num_bookings", "num_drivers", "driver_loads", "load_gap",
          "total_distance_km", "bookings", "drivers",
        ])
      unknown.note(
        each: dispatch["bookings"], of: "bookings",
        known: [
          "id", "scheduled_time", "pickup_lat", "pickup_lon", "dropoff_lat", "dropoff_lon",
          "pickup_location", "dropoff_location", "distance_km", "estimated_duration_minutes",
          "assigned_driver_id", "actual_delay_minutes", "status",
        ])
      unknown.note(
        each: dispatch["drivers"], of: "drivers",
        known: ["id", "name", "is_emergency", "num_assignments"])
    }
    return unknown
  }
}

/// A driver as a dispatch lists him.
public struct ExportedDriver: Hashable, Sendable, Identifiable {
  public let id: Int
  public let name: String
  public let isEmergency: Bool

  public init(id: Int, name: String, isEmergency: Bool) {
    self.id = id
    self.name = name
    self.isEmergency = isEmergency
  }
}

/// A stated aggregate that is not what the bookings add up to.
public struct AggregateDifference: Hashable, Sendable, CustomStringConvertible {
  /// The path of the stated value, for example `dispatches[2].load_gap`.
  public let path: String
  public let stated: String
  public let recomputed: String

  public init(path: String, stated: String, recomputed: String) {
    self.path = path
    self.stated = stated
    self.recomputed = recomputed
  }

  public var description: String {
    "\(path) states \(stated), but recomputation gives \(recomputed)"
  }
}
