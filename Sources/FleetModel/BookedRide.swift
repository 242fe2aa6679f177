import CivilTime

/// One ride as a source books it, located or not, with the row that it comes from.
public struct BookedRide: Hashable, Sendable, Identifiable {
  /// 1 and up within a dataset, in the order of the file.
  public let id: Int
  /// The sheet's name, the path of the dispatch in an export (`dispatches[0]`), or the day's label.
  public let sheet: String
  /// The row in the file, or the booking's position or number in its list, counted from 1.
  public let row: Int
  /// 1 for the ride there or a single ride, 2 for the ride back of the same row.
  public let leg: Int
  /// Without forms of address; empty where the source names nobody.
  public var client: String
  public var day: DayLabel
  /// Minutes after local midnight of the day.
  public var scheduled: Minutes
  public var direction: Direction
  /// False for a return whose time was not stated, or of which the source does not state whether the
  /// client has confirmed it.
  public var isConfirmed: Bool
  /// True only where the source says so.
  public var needsWheelchair: Bool
  /// The driver as the source writes him, empty where it names nobody.
  public var initials: String
  /// The recorded driver's name in the roster, nil where he is unknown or not stated.
  public var driver: String?
  public var pickup: Stop
  public var dropoff: Stop
  public var status: RideStatus
  /// What the source has beside the ride, in the order of the dataset's further columns; fewer where
  /// the rest are empty.
  public var extra: [SourceValue]

  public init(
    id: Int, sheet: String, row: Int, leg: Int, client: String, day: DayLabel,
    scheduled: Minutes, direction: Direction, isConfirmed: Bool, needsWheelchair: Bool,
    initials: String, driver: String?, pickup: Stop, dropoff: Stop,
    status: RideStatus = .planned, extra: [SourceValue] = []
  ) {
    self.id = id
    self.sheet = sheet
    self.row = row
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
    self.status = status
    self.extra = extra
  }

  /// True where both ends have a point, so that the ride can be planned.
  public var isLocated: Bool { pickup.coordinate != nil && dropoff.coordinate != nil }

  /// Great-circle metres from pick-up to drop-off, nil where one is not located.
  public var metres: Metres? {
    guard let from = pickup.coordinate, let to = dropoff.coordinate else { return nil }
    return Travel(Rules()).metres(from: from, to: to)
  }

  /// How far off ``metres`` may be at most, since its ends lie somewhere around their points; nil where
  /// an end is not located or its radius not known.
  public var metresRadius: Metres? {
    guard let from = pickup.resolution.place?.radius, let to = dropoff.resolution.place?.radius
    else { return nil }
    return from + to
  }

  /// The ride as the rules of a day know it; an end that is not located has no coordinate.
  ///
  /// - Parameter usualDriver: The driver who usually takes this client, where known.
  /// - Returns: The ride with this ride's number.
  public func ride(usualDriver: Int? = nil) -> Ride {
    Ride(
      id: id, scheduled: scheduled, direction: direction, isConfirmed: isConfirmed,
      needsWheelchair: needsWheelchair, pickup: pickup.coordinate, dropoff: dropoff.coordinate,
      isHospital: pickup.kind == "hospital" || dropoff.kind == "hospital",
      usualDriver: usualDriver)
  }

  /// One end of a ride: what was written, and where that is.
  public struct Stop: Hashable, Sendable {
    /// The address on one line, without phones, floors and contacts.
    public let label: String
    public let resolution: AddressResolution

    public init(label: String, resolution: AddressResolution) {
      self.label = label
      self.resolution = resolution
    }

    /// Makes an end whose point, if there is one, the source states.
    public init(label: String, stated coordinate: Coordinate?) {
      self.init(
        label: label,
        resolution: coordinate.map { .located(LocatedPlace(stated: $0)) }
          ?? .unlocated(reason: "no coordinates"))
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
}
