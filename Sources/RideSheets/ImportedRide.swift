import CivilTime
import FleetModel

/// One ride as imported, located or not, with the place in the source that it comes from.
public struct ImportedRide: Hashable, Sendable, Identifiable {
  /// 1 and up within a dataset, in the order of the file.
  public let id: Int
  /// The sheet's name, or the path of the dispatch in an export (`dispatches[0]`).
  public let sheet: String
  /// The row in the file, or the booking's position in its dispatch, counted from 1.
  public let row: Int
  /// 1 for the ride there or a single ride, 2 for the ride back of the same row.
  public let leg: Int
  /// Without forms of address; empty where the source names nobody.
  public let client: String
  public let date: CivilDate
  /// Minutes after local midnight of `date`, 0..<1440.
  public let scheduled: Minutes
  public let direction: Direction
  /// False for a return whose time was not stated.
  public let isConfirmed: Bool
  /// True only where the row says so; see `RideSheetImport`.
  public let needsWheelchair: Bool
  /// The driver as the source writes him, empty where it names nobody.
  public let initials: String
  /// The driver's number in the roster, or nil where unknown or not stated.
  public let driver: Int?
  public let pickup: RideStop
  public let dropoff: RideStop

  public init(
    id: Int, sheet: String, row: Int, leg: Int, client: String, date: CivilDate,
    scheduled: Minutes, direction: Direction, isConfirmed: Bool, needsWheelchair: Bool,
    initials: String, driver: Int?, pickup: RideStop, dropoff: RideStop
  ) {
    self.id = id
    self.sheet = sheet
    self.row = row
    self.leg = leg
    self.client = client
    self.date = date
    self.scheduled = scheduled
    self.direction = direction
    self.isConfirmed = isConfirmed
    self.needsWheelchair = needsWheelchair
    self.initials = initials
    self.driver = driver
    self.pickup = pickup
    self.dropoff = dropoff
  }

  /// True where both ends have a point, so that the ride can be planned.
  public var isLocated: Bool { pickup.coordinate != nil && dropoff.coordinate != nil }

  /// True for a ride to or from a hospital, which greedy serves with priority.
  public var isHospital: Bool { pickup.kind == "hospital" || dropoff.kind == "hospital" }

  /// The ride as the rules of a day know it, or nil where an end has no point.
  ///
  /// - Parameter usualDriver: the driver who usually takes this client, where known.
  /// - Returns: the ride with this ride's number.
  public func ride(usualDriver: Int? = nil) -> Ride? {
    guard let from = pickup.coordinate, let to = dropoff.coordinate else { return nil }
    return Ride(
      id: id, scheduled: scheduled, direction: direction, isConfirmed: isConfirmed,
      needsWheelchair: needsWheelchair, pickup: from, dropoff: to, isHospital: isHospital,
      usualDriver: usualDriver)
  }
}

/// One end of a ride: what was written, and where that is.
public struct RideStop: Hashable, Sendable {
  /// The address as it was written.
  public let raw: String
  /// The address on one line, without phones, floors and contacts.
  public let label: String
  public let resolution: AddressResolution

  public init(raw: String, label: String, resolution: AddressResolution) {
    self.raw = raw
    self.label = label
    self.resolution = resolution
  }

  public var coordinate: Coordinate? { resolution.place?.coordinate }
  /// The name of the place in the gazetteer, nil where only coordinates are known.
  public var placeName: String? { resolution.place.flatMap { $0.name.isEmpty ? nil : $0.name } }
  /// The kind of the place in the gazetteer, for example `hospital`.
  public var kind: String? { resolution.place.flatMap { $0.kind.isEmpty ? nil : $0.kind } }
  public var precision: LocationPrecision? { resolution.place?.precision }

  /// Why there is no point, or nil where there is one.
  public var unlocatedReason: String? {
    if case .unlocated(let reason) = resolution { reason } else { nil }
  }
}
