import PortableMath
import TerminalText

/// The stretch from the least to the most of some finite numbers, however far apart.
struct PlotRange: Equatable {
  let least: Double
  let most: Double

  init(least: Double, most: Double) {
    self.least = least
    self.most = most
  }

  /// The range of numbers, or nil where there are none.
  init?(_ values: some Sequence<Double>) {
    var least = Double.infinity
    var most = -Double.infinity
    for value in values {
      least = min(least, value)
      most = max(most, value)
    }
    guard least <= most else { return nil }
    self.init(least: least, most: most)
  }

  /// Where a value stands between the least (0) and the most (1); a range of one value puts it at 0.
  func share(of value: Double) -> Double {
    // Halved, so that the range of the largest numbers is still one.
    let range = most / 2 - least / 2
    guard range > 0 else { return 0 }
    return min(max((value / 2 - least / 2) / range, 0), 1)
  }

  /// The step of so many equal ones that a value falls into, from 0.
  func step(_ value: Double, of count: Int) -> Int {
    min(count - 1, Int(share(of: value) * Double(count)))
  }

  /// The nearest of so many places, the first at the least and the last at the most.
  func place(_ value: Double, of count: Int) -> Int {
    Int((share(of: value) * Double(count - 1)).rounded())
  }
}

extension Sequence<Double?> {
  /// The values that have a place on a scale.
  var finite: [Double] { compactMap { $0 }.filter(\.isFinite) }
}

/// Four shades that stand for four equal steps between the least and the most of a grid.
struct Shades {
  static let count = 4
  let least: Double
  let most: Double

  /// Shades of values; nil where there are none.
  ///
  /// Zero is the start where none is below it.
  init?(_ values: [Double]) {
    guard let range = PlotRange(values) else { return nil }
    least = min(0, range.least)
    most = max(range.most, least)
  }

  /// The step of a value, 1...4, or 0 for the start of the scale.
  func level(of value: Double) -> Int {
    let share = PlotRange(least: least, most: most).share(of: value)
    guard share > 0 || value > least else { return 0 }
    return min(Self.count, max(1, Int((share * Double(Self.count)).rounded(.up))))
  }

  /// What each step reaches up to, from level 0 on, such as `up to 5`.
  var steps: [String] {
    (0...Self.count).map { level in
      let share = Double(level) / Double(Self.count)
      return (level == 0 ? "" : "up to ") + NumberText.display(least * (1 - share) + most * share)
    }
  }
}

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

  /// The projection that holds all places, in degrees east and north; nil where there are none.
  init?(_ places: [Plane.Position]) {
    guard let latitudes = PlotRange(places.map(\.y)), let longitudes = PlotRange(places.map(\.x))
    else { return nil }
    south = latitudes.least
    west = longitudes.least
    cosine = max(0.01, Portable.cos((latitudes.least + latitudes.most) / 2 * Double.pi / 180))
    // A single place has a map of one kilometre around it.
    width = max(1, (longitudes.most - longitudes.least) * cosine * Self.kilometresPerDegree)
    height = max(1, (latitudes.most - latitudes.least) * Self.kilometresPerDegree)
  }

  /// Kilometres to the east and to the north of the corner.
  func kilometres(_ place: Plane.Position) -> (x: Double, y: Double) {
    (
      (place.x - west) * cosine * Self.kilometresPerDegree,
      (place.y - south) * Self.kilometresPerDegree
    )
  }

  /// A round length for a scale bar: the most of 1, 2 and 5 times a power of ten up to a length.
  static func roundLength(upTo kilometres: Double) -> Double {
    guard kilometres > 0, kilometres.isFinite else { return 0 }
    let power = Portable.powerOfTen(Portable.decimalExponent(kilometres))
    return [5, 2, 1].map { $0 * power }.first { $0 <= kilometres } ?? power
  }
}
