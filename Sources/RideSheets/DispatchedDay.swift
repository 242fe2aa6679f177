import CivilTime
import FleetModel

/// A planned day as the production system's export tells it.
public struct DispatchedDay: Hashable, Sendable {
  public let date: CivilDate
  /// The drivers of the day, idle ones among them.
  public let drivers: [ExportedDriver]
  public let bookings: [Booking]

  public init(date: CivilDate, drivers: [ExportedDriver], bookings: [Booking]) {
    self.date = date
    self.drivers = drivers
    self.bookings = bookings
  }

  /// A ride and who serves it.
  public struct Booking: Hashable, Sendable, Identifiable {
    public let id: Int
    public let scheduled: Minutes
    public let pickup: End
    public let dropoff: End
    /// The way between the ends, or nil where an end has no place.
    public let metres: Metres?
    /// What it takes to drive, nil where an end has no place.
    public let duration: Minutes?
    /// The number of a driver of the day, or nil for a ride that nobody serves.
    public let driver: Int?
    public let delay: Minutes?

    public init(
      id: Int, scheduled: Minutes, pickup: End, dropoff: End, metres: Metres?,
      duration: Minutes?, driver: Int?, delay: Minutes?
    ) {
      self.id = id
      self.scheduled = scheduled
      self.pickup = pickup
      self.dropoff = dropoff
      self.metres = metres
      self.duration = duration
      self.driver = driver
      self.delay = delay
    }
  }

  /// One end of a ride.
  public struct End: Hashable, Sendable {
    public let location: String
    public let coordinate: Coordinate?

    public init(location: String, coordinate: Coordinate?) {
      self.location = location
      self.coordinate = coordinate
    }
  }
}
