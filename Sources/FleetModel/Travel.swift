import CivilTime

/// How long and how far a leg is under the rules of a day.
///
/// A leg with an unknown end, which is nil, takes the minutes that the rules assume, and counts the
/// metres that so many minutes are at the rules' speed, rounded to the metre.
public struct Travel: Hashable, Sendable {
  /// Driving speed in km/h, positive.
  public let speedKmh: Double

  private let assumedMinutes: Int
  private let assumedMetres: Int

  public init(_ rules: Rules) {
    // A speed that is not positive cannot be set by name; a caller's slip must not divide by zero.
    speedKmh = rules.speedKmh > 0 ? max(rules.speedKmh, 0.1) : 0.1
    assumedMinutes = rules.assumedLeg.count
    // No leg is longer than the equator, however fast a caller has them drive.
    assumedMetres =
      assumedMinutes == 0
      ? 0 : Self.metres(kilometres: min(40_075, Double(assumedMinutes) / 60 * speedKmh))
  }

  /// Whole minutes of a leg: max(0, ⌈km / speed · 60 − 1e-9⌉).
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
    let leg = leg(from: origin.map(Geodesy.Site.init), to: target.map(Geodesy.Site.init))
    return (Minutes(leg.minutes), Metres(leg.metres))
  }

  /// Whole minutes of a leg between sites, as `minutes(from:to:)` counts them.
  func minutes(from origin: Geodesy.Site?, to target: Geodesy.Site?) -> Int {
    guard let origin, let target else { return assumedMinutes }
    return minutes(kilometres: Geodesy.kilometres(from: origin, to: target))
  }

  /// A leg's length between sites, as `metres(from:to:)` counts it.
  func metres(from origin: Geodesy.Site?, to target: Geodesy.Site?) -> Int {
    guard let origin, let target else { return assumedMetres }
    return Self.metres(kilometres: Geodesy.kilometres(from: origin, to: target))
  }

  /// Whole minutes and metres of a leg between sites, from one computation of its length.
  func leg(from origin: Geodesy.Site?, to target: Geodesy.Site?) -> (minutes: Int, metres: Int) {
    guard let origin, let target else { return (assumedMinutes, assumedMetres) }
    let kilometres = Geodesy.kilometres(from: origin, to: target)
    return (minutes(kilometres: kilometres), Self.metres(kilometres: kilometres))
  }

  private func minutes(kilometres: Double) -> Int {
    Int(max(0, (kilometres / speedKmh * 60 - 1e-9).rounded(.up)))
  }

  private static func metres(kilometres: Double) -> Int {
    Int((kilometres * 1_000).rounded())
  }
}
