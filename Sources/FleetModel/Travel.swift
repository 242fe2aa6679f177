import CivilTime

/// How the time and the length of a leg are found.
public enum TravelKind: Hashable, Sendable {
  /// The great circle between its ends at the rules' speed.
  case greatCircle
  /// A table of legs by road, which states minutes and metres by itself.
  case roads(RoadTable)

  /// The words by which a rule names the kinds, in order.
  public static let words = ["great circle", "roads"]

  /// The kind's place in ``words``.
  var index: Int { roads == nil ? 0 : 1 }

  /// The legs by road; nil for great circles.
  public var roads: RoadTable? {
    if case .roads(let table) = self { table } else { nil }
  }
}

/// How long and how far a leg is under the rules of a day.
///
/// A leg with an unknown end, which is nil, takes the minutes that the rules assume, and counts the
/// metres that so many minutes are at the rules' speed, rounded to the metre. A leg by road whose
/// pair is missing takes `missingMinutes`, which no rule of time allows, and no metres.
public struct Travel: Hashable, Sendable {
  /// Driving speed in km/h, positive.
  public let speedKmh: Double
  private let roads: RoadTable?
  private let assumedMinutes: Int
  private let assumedMetres: Int

  /// Minutes of a leg by road whose pair is missing: nobody can take it within a day's shifts.
  public static let missingMinutes = 1_000_000

  public init(_ rules: Rules) {
    roads = rules.travel.roads
    // A speed that is not positive cannot be set by name; a caller's slip must not divide by zero.
    speedKmh = rules.speedKmh > 0 ? max(rules.speedKmh, 0.1) : 0.1
    assumedMinutes = rules.assumedLeg.count
    // No leg is longer than the equator, however fast a caller has them drive.
    assumedMetres =
      assumedMinutes == 0
      ? 0 : Self.metres(kilometres: min(40_075, Double(assumedMinutes) / 60 * speedKmh))
  }

  /// Whole minutes of a leg: max(0, ⌈km / speed · 60 − 1e-9⌉), by road ⌈seconds / 60 − 1e-9⌉.
  ///
  /// The small number keeps a leg of exactly a whole minute from rounding up.
  public func minutes(from origin: Coordinate?, to target: Coordinate?) -> Minutes {
    leg(from: origin, to: target).minutes
  }

  /// A leg's length, rounded to the metre.
  public func metres(from origin: Coordinate?, to target: Coordinate?) -> Metres {
    leg(from: origin, to: target).metres
  }

  /// Whole minutes and metres of a leg, from one computation of its length.
  public func leg(from origin: Coordinate?, to target: Coordinate?) -> (
    minutes: Minutes, metres: Metres
  ) {
    let leg = leg(from: origin.map(Site.init), to: target.map(Site.init))
    return (Minutes(leg.minutes), Metres(leg.metres))
  }

  /// A point with what every leg to or from it needs, for measuring many.
  struct Site: Sendable {
    let sphere: Geodesy.Site
    let road: RoadPoint

    init(_ point: Coordinate) {
      sphere = Geodesy.Site(point)
      road = RoadPoint(point)
    }
  }

  /// Whole minutes and metres of a leg between sites, from one computation of its length.
  func leg(from origin: Site?, to target: Site?) -> (minutes: Int, metres: Int) {
    guard let origin, let target else { return (assumedMinutes, assumedMetres) }
    guard let roads else {
      let kilometres = Geodesy.kilometres(from: origin.sphere, to: target.sphere)
      return (minutes(kilometres: kilometres), Self.metres(kilometres: kilometres))
    }
    guard let leg = roads.leg(from: origin.road, to: target.road) else {
      return (Self.missingMinutes, 0)
    }
    return (leg.minutes, leg.metres)
  }

  private func minutes(kilometres: Double) -> Int {
    Int(max(0, (kilometres / speedKmh * 60 - 1e-9).rounded(.up)))
  }

  private static func metres(kilometres: Double) -> Int {
    Int((kilometres * 1_000).rounded())
  }
}
