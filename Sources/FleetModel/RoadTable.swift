/// A point as roads know it: latitude and longitude in whole millionths of a degree.
///
/// Two points are one where both agree to that (about 0.1 m), however many digits a source states.
public struct RoadPoint: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Millionths of a degree north.
  public let latitude: Int
  /// Millionths of a degree east.
  public let longitude: Int

  public init(latitude: Int, longitude: Int) {
    self.latitude = latitude
    self.longitude = longitude
  }

  /// The point nearest to a coordinate, halves away from zero; no number at all is the point 0, 0.
  public init(_ coordinate: Coordinate) {
    func millionths(_ degrees: Double) -> Int { Int(exactly: (degrees * 1e6).rounded()) ?? 0 }
    self.init(
      latitude: millionths(coordinate.latitude), longitude: millionths(coordinate.longitude))
  }

  /// Degrees north and east.
  public var coordinate: Coordinate {
    Coordinate(latitude: Double(latitude) / 1e6, longitude: Double(longitude) / 1e6)
  }

  public static func < (left: RoadPoint, right: RoadPoint) -> Bool {
    (left.latitude, left.longitude) < (right.latitude, right.longitude)
  }

  /// Degrees, as `46.281306, 6.224349`.
  public var description: String { "\(coordinate.latitude), \(coordinate.longitude)" }
}

/// An ordered pair of points: a leg back is another pair.
public struct RoadPair: Hashable, Comparable, Sendable {
  public let from: RoadPoint
  public let to: RoadPoint

  public init(from: RoadPoint, to: RoadPoint) {
    self.from = from
    self.to = to
  }

  public static func < (left: RoadPair, right: RoadPair) -> Bool {
    (left.from, left.to) < (right.from, right.to)
  }
}

/// How long and how far the drive from one point to another is by road.
public struct RoadLeg: Hashable, Sendable {
  /// Seconds at the wheel.
  public let seconds: Double
  /// Metres driven.
  public let metres: Int

  /// The longest leg in seconds: a week.
  public static let mostSeconds = 604_800.0
  /// The longest leg in metres: once round the earth.
  public static let mostMetres = 40_075_000.0

  /// Makes a leg, its metres rounded; nil for a number below 0, above the longest leg, or none.
  public init?(seconds: Double, metres: Double) {
    guard (0...Self.mostSeconds).contains(seconds), (0...Self.mostMetres).contains(metres) else {
      return nil
    }
    self.seconds = seconds
    self.metres = Int(metres.rounded())
  }

  /// Whole minutes: ⌈seconds / 60 − 1e-9⌉, as great circles are rounded.
  public var minutes: Int { Int(max(0, (seconds / 60 - 1e-9).rounded(.up))) }
}

/// Legs by road, by ordered pair of points.
///
/// Nothing is assumed of them: the way back may differ, a detour may be quicker than the leg
/// itself, and pairs may be missing. From a point to itself is no way, unless the table has one.
public struct RoadTable: Hashable, Sendable {
  private var legs: [RoadPair: RoadLeg]

  /// Makes a table; of a pair's legs the last counts.
  public init(_ legs: some Sequence<(RoadPair, RoadLeg)> = []) {
    self.legs = Dictionary(legs, uniquingKeysWith: { $1 })
  }

  /// Pairs with a leg.
  public var count: Int { legs.count }

  /// Every pair with its leg, ascending by pair.
  ///
  /// - Complexity: O(n log n), n pairs.
  public var sorted: [(pair: RoadPair, leg: RoadLeg)] {
    legs.map { (pair: $0.key, leg: $0.value) }.sorted { $0.pair < $1.pair }
  }

  /// The leg from one point to another, or nil where the pair is missing.
  public func leg(from origin: RoadPoint, to target: RoadPoint) -> RoadLeg? {
    legs[RoadPair(from: origin, to: target)] ?? (origin == target ? Self.noWay : nil)
  }

  /// The leg that the table itself has of a pair.
  public subscript(pair: RoadPair) -> RoadLeg? {
    get { legs[pair] }
    set { legs[pair] = newValue }
  }

  /// Adds another table's legs, which count where both have a pair.
  public mutating func merge(_ other: RoadTable) { legs.merge(other.legs) { $1 } }

  /// The legs between some points.
  public func among(_ points: Set<RoadPoint>) -> RoadTable {
    RoadTable(
      legs.lazy.filter { points.contains($0.key.from) && points.contains($0.key.to) }
        .map { ($0.key, $0.value) })
  }

  /// How many pairs both tables have, with different legs.
  public func conflicts(with other: RoadTable) -> Int {
    other.legs.count { pair, leg in legs[pair].map { $0 != leg } ?? false }
  }

  /// Whether the table has all legs of another.
  public func holds(_ other: RoadTable) -> Bool {
    other.legs.allSatisfy { legs[$0.key] == $0.value }
  }

  private static let noWay = RoadLeg(seconds: 0, metres: 0)

  public func hash(into hasher: inout Hasher) { hasher.combine(legs.count) }
}
