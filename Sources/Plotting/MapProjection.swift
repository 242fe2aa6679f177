import PortableMath

/// Places on a plane, in kilometres from the south-west corner.
///
///     x = R · (λ - λ₀) · cos φ₁;  y = R · (φ - φ₀)
///
/// The equirectangular projection: distances along the mean latitude φ₁ and to the north are true.
/// Source: J. P. Snyder, "Map projections: a working manual", USGS Professional Paper 1395 (1987),
/// p. 90-91.
struct MapProjection {
  /// Kilometres of one degree of latitude on the sphere with the earth's mean radius, 6371.0088 km.
  static let kilometresPerDegree = 6_371.0088 * Double.pi / 180

  private let south: Double
  private let west: Double
  private let cosine: Double
  /// Kilometres from the western to the eastern edge.
  let width: Double
  /// Kilometres from the southern to the northern edge.
  let height: Double

  /// The projection that holds all places; nil where there are none.
  init?(_ places: [MapData.Place]) {
    guard let latitudes = PlotRange(places.map(\.latitude)),
      let longitudes = PlotRange(places.map(\.longitude))
    else { return nil }
    south = latitudes.least
    west = longitudes.least
    cosine = max(0.01, Portable.cos((latitudes.least + latitudes.most) / 2 * Double.pi / 180))
    // A single place has a map of one kilometre around it.
    width = max(1, (longitudes.most - longitudes.least) * cosine * Self.kilometresPerDegree)
    height = max(1, (latitudes.most - latitudes.least) * Self.kilometresPerDegree)
  }

  /// Kilometres to the east and to the north of the corner.
  func position(of place: MapData.Place) -> (x: Double, y: Double) {
    (
      (place.longitude - west) * cosine * Self.kilometresPerDegree,
      (place.latitude - south) * Self.kilometresPerDegree
    )
  }

  /// A round length for a scale bar: the most of 1, 2 and 5 times a power of ten up to a length.
  static func roundLength(upTo kilometres: Double) -> Double {
    guard kilometres > 0, kilometres.isFinite else { return 0 }
    let power = Portable.powerOfTen(Portable.decimalExponent(kilometres))
    return [5, 2, 1].map { $0 * power }.first { $0 <= kilometres } ?? power
  }
}
