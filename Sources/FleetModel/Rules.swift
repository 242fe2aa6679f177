import CivilTime

/// The rules that bind every plan of a day; each is a setting with a unit and an allowed range.
///
///     let rules = try Rules().setting("speed", to: 30)  // 30 km/h, the rest as by default
public struct Rules: Hashable, Sendable {
  /// How the time and the length of each leg are found.
  public var travel = TravelKind.greatCircle
  /// Average driving speed on great circles in km/h, positive.
  public var speedKmh = 25.0
  /// Time from a ride's start until the client is aboard.
  public var boarding = Minutes(5)
  /// Time from the arrival at the drop-off until the driver is free.
  public var alighting = Minutes(10)
  /// Spare time that stands between the end of a ride and the way to the next.
  public var margin = Minutes(5)
  /// How late an outbound ride may start.
  public var toleranceOutbound = Minutes(0)
  /// How late a confirmed return may start.
  public var toleranceReturn = Minutes(30)
  /// How late a return that the client has not confirmed may start.
  public var toleranceUnconfirmed = Minutes(60)
  /// The most rides that one driver takes in a day, reserve included.
  public var maxRides = 12
  /// How long after its outbound ride an unconfirmed return stands, at import.
  public var stay = Minutes(120)

  /// Free minutes in one piece that each driver has in `breakWindow`; zero asks for none.
  public var breakLength = Minutes(0)
  /// The most minutes from a driver's first start to his last end; zero sets no limit.
  public var maxSpan = Minutes(0)

  /// What a leg with an unknown end takes; held within `assumedLegRange`.
  ///
  /// It counts the metres that so many minutes are at `speedKmh`. Not in the catalogue, as it is
  /// the analyst's assumption about some rides, not a rule of the service.
  public var assumedLeg = Minutes(20) {
    didSet {
      let range = Self.assumedLegRange
      assumedLeg = min(max(assumedLeg, range.lowerBound), range.upperBound)
    }
  }

  /// The assumptions that make sense: up to four hours.
  public static let assumedLegRange = Minutes(0)...Minutes(240)

  /// When a break counts: 10:00 to 15:00.
  public static let breakWindow = Minutes(600)...Minutes(900)

  /// Makes the rules with their default values.
  public init() {}

  /// These rules with another assumption about legs with an unknown end.
  ///
  /// - Parameter minutes: held within `assumedLegRange`.
  /// - Returns: the changed rules.
  public func assumingLegs(ofMinutes minutes: Int) -> Rules {
    var changed = self
    changed.assumedLeg = Minutes(minutes)
    return changed
  }

  /// How late a ride may start under these rules.
  public func tolerance(of ride: Ride) -> Minutes {
    switch ride.direction {
    case .outbound: toleranceOutbound
    case .return: ride.isConfirmed ? toleranceReturn : toleranceUnconfirmed
    case .unknown: max(toleranceOutbound, toleranceReturn, toleranceUnconfirmed)
    }
  }
}
