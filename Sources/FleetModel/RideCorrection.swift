import CivilTime

/// One change that an analyst made to a ride of a source, kept with what it was made against.
public struct RideCorrection: Hashable, Sendable, Identifiable {
  /// What of a ride can be corrected.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    case date
    case time
    case client
    case pickup
    case dropoff
    case driver
    case wheelchair
    case status
    /// Where an address is: `46.2, 6.1`; it holds for every ride that names the address.
    case place
  }

  /// 1 and up in the order in which they were made.
  public let id: Int
  /// The dataset; empty for a place, which holds for all.
  public let dataset: String
  /// The ride now; nil where no ride, or not one alone, is what it was made against.
  public var ride: Int?
  public let field: Field
  /// What the source had.
  public let was: String
  /// What it is corrected to; empty for no driver.
  public let value: String
  /// What the source had of the ride, by which it is found again.
  public let source: Key

  /// What tells a ride of a source from others.
  public struct Key: Hashable, Sendable {
    public let client: String
    public let date: String
    public let scheduled: Minutes
    public let pickup: String
    public let dropoff: String
    public let leg: Int
    public let sheet: String
    public let row: Int

    public init(
      client: String, date: String, scheduled: Minutes, pickup: String, dropoff: String, leg: Int,
      sheet: String, row: Int
    ) {
      self.client = client
      self.date = date
      self.scheduled = scheduled
      self.pickup = pickup
      self.dropoff = dropoff
      self.leg = leg
      self.sheet = sheet
      self.row = row
    }

    public init(_ ride: BookedRide) {
      self.init(
        client: ride.client, date: ride.day.description, scheduled: ride.scheduled,
        pickup: ride.pickup.label, dropoff: ride.dropoff.label, leg: ride.leg, sheet: ride.sheet,
        row: ride.row)
    }

    /// Whether a ride is the same in all but its place in the file.
    func isAlike(_ other: Key) -> Bool {
      client == other.client && date == other.date && scheduled == other.scheduled
        && pickup == other.pickup && dropoff == other.dropoff && leg == other.leg
    }
  }

  public init(
    id: Int, dataset: String, ride: Int?, field: Field, was: String, value: String, source: Key
  ) {
    self.id = id
    self.dataset = dataset
    self.ride = ride
    self.field = field
    self.was = was
    self.value = value
    self.source = source
  }
}

extension RideCorrection {
  /// The only ride of a source that a correction was made against, or nil.
  ///
  /// Of several that are alike the one in the same row counts.
  ///
  /// - Complexity: O(rides).
  public func ride(among rides: [BookedRide]) -> Int? {
    let alike = rides.filter { Key($0).isAlike(source) }
    if alike.count == 1 { return alike[0].id }
    let same = alike.filter { $0.sheet == source.sheet && $0.row == source.row }
    return same.count == 1 ? same[0].id : nil
  }
}

extension BookedRide {
  /// What the ride has of a field, as a correction writes it.
  public func text(of field: RideCorrection.Field) -> String {
    switch field {
    case .date: day.description
    case .time: scheduled.clock
    case .client: client
    case .pickup: pickup.label
    case .dropoff: dropoff.label
    case .driver: driver ?? initials
    case .wheelchair: needsWheelchair ? "yes" : "no"
    case .status: status.rawValue
    case .place: ""
    }
  }

  /// Sets a field to what a correction has of it; a text that the field cannot hold changes nothing.
  ///
  /// - Parameters:
  ///   - field: The field.
  ///   - text: What ``text(of:)`` would give of it afterwards; of a place `LATITUDE, LONGITUDE`.
  ///   - label: The address that a place is of.
  ///   - stop: Locates an address.
  public mutating func set(
    _ field: RideCorrection.Field, to text: String, label: String = "",
    locating stop: (String) -> Stop
  ) {
    switch field {
    case .date: day = DayLabel(text)
    case .time:
      guard let time = Minutes(clock: text) else { return }
      scheduled = time
      isConfirmed = true
    case .client: client = text
    case .pickup: pickup = stop(text)
    case .dropoff: dropoff = stop(text)
    case .driver:
      driver = text.isEmpty ? nil : text
      initials = text
    case .wheelchair: needsWheelchair = text == "yes"
    case .status: status = RideStatus(rawValue: text) ?? status
    case .place:
      guard let point = Coordinate(written: text) else { return }
      if pickup.label == label { pickup = Stop(label: label, stated: point) }
      if dropoff.label == label { dropoff = Stop(label: label, stated: point) }
    }
  }
}

extension Coordinate {
  /// Reads `46.2, 6.1`; nil for anything that is no point of the earth.
  public init?(written text: String) {
    let parts = text.split(separator: ",").map {
      Double($0.drop { $0 == " " }.description)
    }
    guard parts.count == 2, let latitude = parts[0], let longitude = parts[1],
      (-90...90).contains(latitude), (-180...180).contains(longitude)
    else { return nil }
    self.init(latitude: latitude, longitude: longitude)
  }
}
