import PortableMath

/// The Swiss grid LV95, in which the federal registers state their points.
///
/// By the rigorous formulas, the double projection of Bessel's ellipsoid on a sphere and of that on an
/// oblique cylinder, and the shift between the two ellipsoids' centres. The well-known polynomials are
/// off by up to 2.8 m in the canton of Geneva.
/// Source: swisstopo, "Formulas and constants for the calculation of the Swiss conformal cylindrical
/// projection and for the transformation between coordinate systems", 2016, sections 1.5, 2 and 3.
public enum SwissGrid {
  /// The heights of the canton of Geneva lie around this one, in metres above the sea.
  ///
  /// The projection needs the height for the shift: 100 m of it move a point by less than 1 cm.
  public static let usualHeight = 400.0

  /// Whether a pair of numbers is a point of the grid and not one of degrees or of the older grid.
  public static func contains(east: Double, north: Double) -> Bool {
    easts.contains(east) && norths.contains(north)
  }

  /// What E can be in the country, in metres.
  public static let easts = 2_480_000.0...2_840_000.0
  /// What N can be in the country, in metres.
  public static let norths = 1_070_000.0...1_300_000.0

  /// The point in degrees of WGS 84, which is that of ETRS 89 here, within 0.1 m.
  ///
  /// - Parameters:
  ///   - east: E in metres, 2,480,000...2,840,000.
  ///   - north: N in metres, 1,070,000...1,300,000.
  ///   - height: Above the sea, in metres.
  /// - Returns: The point.
  public static func coordinate(
    east: Double, north: Double, height: Double = usualHeight
  ) -> Coordinate {
    let (latitude, longitude) = onBessel(east - 2_600_000, north - 1_200_000)
    let point = bessel.centred(latitude, longitude, height)
    return grs80.coordinate(
      x: point.x + 674.374, y: point.y + 15.056, z: point.z + 405.346)
  }

  // MARK: - The double projection, backwards

  /// Radians on Bessel's ellipsoid, from metres beyond the grid's origin in Bern (section 3.3).
  private static func onBessel(_ east: Double, _ north: Double) -> (Double, Double) {
    let (turned, lifted) = (
      east / radius, 2 * Portable.atan(Portable.exp(north / radius)) - .pi / 2
    )
    let (sinLifted, cosLifted) = (Portable.sin(lifted), Portable.cos(lifted))
    let (sinTurned, cosTurned) = (Portable.sin(turned), Portable.cos(turned))
    let onSphere = Portable.asin(cosOrigin * sinLifted + sinOrigin * cosLifted * cosTurned)
    let around = Portable.atan(
      sinTurned * cosLifted / (cosOrigin * cosTurned * cosLifted - sinOrigin * sinLifted))
    let eccentricity = bessel.squared.squareRoot()
    var latitude = onSphere
    // Each round gains two digits; six leave less than a millimetre by far.
    for _ in 0..<8 {
      let stretched = Portable.asin(eccentricity * Portable.sin(latitude))
      let isometric =
        (isometricLatitude(onSphere) - shift) / exponent
        + eccentricity * isometricLatitude(stretched)
      latitude = 2 * Portable.atan(Portable.exp(isometric)) - .pi / 2
    }
    return (latitude, originLongitude + around / exponent)
  }

  /// ln tan(π/4 + φ/2).
  private static func isometricLatitude(_ angle: Double) -> Double {
    let half = Double.pi / 4 + angle / 2
    return Portable.log(Portable.sin(half) / Portable.cos(half))
  }

  private static let radians = Double.pi / 180
  private static let originLatitude = (46 + 57.0 / 60 + 8.66 / 3_600) * radians
  private static let originLongitude = (7 + 26.0 / 60 + 22.5 / 3_600) * radians

  /// R, α, b₀ and K of section 3.1.
  private static let radius: Double = {
    let sine = Portable.sin(originLatitude)
    return bessel.axis * (1 - bessel.squared).squareRoot() / (1 - bessel.squared * sine * sine)
  }()
  private static let exponent: Double = {
    let cosine = Portable.cos(originLatitude)
    let square = cosine * cosine
    return (1 + bessel.squared / (1 - bessel.squared) * square * square).squareRoot()
  }()
  private static let originOnSphere = Portable.asin(Portable.sin(originLatitude) / exponent)
  private static let sinOrigin = Portable.sin(originOnSphere)
  private static let cosOrigin = Portable.cos(originOnSphere)
  private static let shift: Double = {
    let eccentricity = bessel.squared.squareRoot()
    let stretched = eccentricity * Portable.sin(originLatitude)
    return isometricLatitude(originOnSphere) - exponent * isometricLatitude(originLatitude)
      + exponent * eccentricity / 2 * Portable.log((1 + stretched) / (1 - stretched))
  }()

  // MARK: - Ellipsoids

  private static let bessel = Ellipsoid(axis: 6_377_397.155, squared: 0.006674372230614)
  private static let grs80 = Ellipsoid(axis: 6_378_137, squared: 0.006694380022903)

  /// An ellipsoid of revolution: its longer half axis in metres, its first eccentricity squared.
  private struct Ellipsoid {
    let axis: Double
    let squared: Double

    /// Metres from the centre (section 2.1); `latitude` and `longitude` in radians.
    func centred(
      _ latitude: Double, _ longitude: Double, _ height: Double
    ) -> (x: Double, y: Double, z: Double) {
      let across = (normal(latitude) + height) * Portable.cos(latitude)
      return (
        across * Portable.cos(longitude), across * Portable.sin(longitude),
        (normal(latitude) * (1 - squared) + height) * Portable.sin(latitude)
      )
    }

    /// Degrees from metres from the centre (section 2.2), for points of the northern hemisphere's half
    /// around Greenwich.
    func coordinate(x: Double, y: Double, z: Double) -> Coordinate {
      let across = (x * x + y * y).squareRoot()
      var latitude = Portable.atan(z / across / (1 - squared))
      for _ in 0..<8 {
        let height = across / Portable.cos(latitude) - normal(latitude)
        let bent = squared * normal(latitude) / (normal(latitude) + height)
        latitude = Portable.atan(z / across / (1 - bent))
      }
      return Coordinate(
        latitude: latitude / SwissGrid.radians,
        longitude: Portable.atan(y / x) / SwissGrid.radians)
    }

    private func normal(_ latitude: Double) -> Double {
      let sine = Portable.sin(latitude)
      return axis / (1 - squared * sine * sine).squareRoot()
    }
  }
}
