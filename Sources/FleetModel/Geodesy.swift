import PortableMath

/// Distances on the sphere that stands for the earth.
public enum Geodesy {
  /// Mean radius of the earth in km (IUGG R1).
  public static let earthRadiusKm = 6_371.0088

  /// Kilometres of one degree of latitude.
  public static let kilometresPerDegree = earthRadiusKm * Double.pi / 180

  /// Great-circle distance in km by the haversine formula.
  ///
  ///     h = sin²(Δφ/2) + cos φ₁ · cos φ₂ · sin²(Δλ/2);  km = 2R · asin √h
  ///
  /// The arccosine form loses all its digits near zero, exactly where return hops lie.
  /// A coordinate that is not a number lies half the earth away, so that nothing traps on it.
  /// Source: R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68(2), 1984.
  public static func kilometres(from origin: Coordinate, to target: Coordinate) -> Double {
    kilometres(from: Site(origin), to: Site(target))
  }

  /// A point with the angles that every distance from it needs, for measuring many.
  public struct Site: Sendable {
    let latitude: Double
    let longitude: Double
    let cosine: Double

    public init(_ point: Coordinate) {
      let radians = Double.pi / 180
      latitude = point.latitude * radians
      longitude = point.longitude * radians
      cosine = Portable.cos(latitude)
    }
  }

  /// Great-circle distance in km between two sites, to the last bit that of their points.
  public static func kilometres(from origin: Site, to target: Site) -> Double {
    let halfNorth = Portable.sin((target.latitude - origin.latitude) / 2)
    let halfEast = Portable.sin((target.longitude - origin.longitude) / 2)
    let haversine =
      halfNorth * halfNorth + origin.cosine * target.cosine * halfEast * halfEast
    guard haversine.isFinite else { return Double.pi * earthRadiusKm }
    return 2 * earthRadiusKm * Portable.asin(min(1, max(0, haversine)).squareRoot())
  }
}
