import CivilTime

/// One transport of one client from a pick-up to a drop-off.
///
/// An end whose place is not known is nil; the legs to and from it take `Rules.assumedLeg`.
public struct Ride: Hashable, Sendable, Identifiable {
  /// The ride's number, unique within its day.
  public let id: Int
  /// The time at which boarding should start.
  public let scheduled: Minutes
  public let direction: Direction
  /// False for a return whose time the client has not confirmed.
  public let isConfirmed: Bool
  public let needsWheelchair: Bool
  public let pickup: Coordinate?
  public let dropoff: Coordinate?
  /// Whether the ride goes to or from a hospital, which greedy serves with priority.
  public let isHospital: Bool
  /// The driver who usually takes this client, where the history shows one.
  public let usualDriver: Int?

  /// Whether both ends are known.
  public var isLocated: Bool { pickup != nil && dropoff != nil }

  /// Makes a ride; a time more than 1,000,000 minutes from midnight is held at that bound.
  public init(
    id: Int, scheduled: Minutes, direction: Direction, isConfirmed: Bool = true,
    needsWheelchair: Bool = false, pickup: Coordinate?, dropoff: Coordinate?,
    isHospital: Bool = false, usualDriver: Int? = nil
  ) {
    self.id = id
    self.scheduled = scheduled.bounded
    self.direction = direction
    self.isConfirmed = isConfirmed
    self.needsWheelchair = needsWheelchair
    self.pickup = pickup
    self.dropoff = dropoff
    self.isHospital = isHospital
    self.usualDriver = usualDriver
  }

  /// Makes a ride whose time is given as a number of minutes after midnight, as files hold it.
  public init(
    id: Int, minute: Int, direction: Direction, isConfirmed: Bool = true,
    needsWheelchair: Bool = false, pickup: Coordinate?, dropoff: Coordinate?,
    isHospital: Bool = false, usualDriver: Int? = nil
  ) {
    self.init(
      id: id, scheduled: Minutes(minute), direction: direction, isConfirmed: isConfirmed,
      needsWheelchair: needsWheelchair, pickup: pickup, dropoff: dropoff,
      isHospital: isHospital, usualDriver: usualDriver)
  }
}

/// Whether a ride takes the client to an appointment or back from it.
public enum Direction: String, Hashable, Sendable, CaseIterable {
  case outbound
  case `return`
  /// The source does not state it, and nothing else shows it; the mildest tolerance applies.
  case unknown
}

extension Minutes {
  /// The same time, held within two years of midnight so that sums of times cannot overflow.
  var bounded: Minutes { Minutes(min(max(count, -1_000_000), 1_000_000)) }
}
