import CivilTime

/// How long and how far a leg is under the rules of a day.
public struct Travel: Hashable, Sendable {
  /// Driving speed in km/h, positive.
  public let speedKmh: Double

  public init(_ rules: Rules) {
    // A speed that is not positive cannot be set by name; a caller's slip must not divide by zero.
    speedKmh = rules.speedKmh > 0 ? max(rules.speedKmh, 0.1) : 0.1
  }

  /// Whole minutes of a leg: max(0, ⌈km / speed · 60 − 1e-9⌉).
  ///
  /// The small number keeps a leg of exactly a whole minute from rounding up.
  public func minutes(from origin: Coordinate, to target: Coordinate) -> Minutes {
    minutes(kilometres: Geodesy.kilometres(from: origin, to: target))
  }

  /// A leg's length, rounded to the metre.
  public func metres(from origin: Coordinate, to target: Coordinate) -> Metres {
    metres(kilometres: Geodesy.kilometres(from: origin, to: target))
  }

  /// Whole minutes and metres of a leg, from one computation of its length.
  public func leg(from origin: Coordinate, to target: Coordinate) -> (
    minutes: Minutes, metres: Metres
  ) {
    let kilometres = Geodesy.kilometres(from: origin, to: target)
    return (minutes(kilometres: kilometres), metres(kilometres: kilometres))
  }

  /// Whole minutes of a leg between sites, as `minutes(from:to:)` counts them.
  func minutes(from origin: Geodesy.Site, to target: Geodesy.Site) -> Int {
    minutes(kilometres: Geodesy.kilometres(from: origin, to: target)).count
  }

  /// A leg's length between sites, as `metres(from:to:)` counts it.
  func metres(from origin: Geodesy.Site, to target: Geodesy.Site) -> Int {
    metres(kilometres: Geodesy.kilometres(from: origin, to: target)).count
  }

  /// Whole minutes and metres of a leg between sites, from one computation of its length.
  func leg(from origin: Geodesy.Site, to target: Geodesy.Site) -> (minutes: Int, metres: Int) {
    let kilometres = Geodesy.kilometres(from: origin, to: target)
    return (minutes(kilometres: kilometres).count, metres(kilometres: kilometres).count)
  }

  private func minutes(kilometres: Double) -> Minutes {
    Minutes(Int(max(0, (kilometres / speedKmh * 60 - 1e-9).rounded(.up))))
  }

  private func metres(kilometres: Double) -> Metres {
    Metres(Int((kilometres * 1_000).rounded()))
  }
}
