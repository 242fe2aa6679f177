/// Places and the ways between them, in degrees.
public struct MapData: Sendable, Equatable {
  /// A place in degrees, WGS 84.
  public struct Place: Sendable, Equatable {
    /// Degrees north, -90...90.
    public let latitude: Double
    /// Degrees east, -180...180.
    public let longitude: Double

    public init(latitude: Double, longitude: Double) {
      self.latitude = latitude
      self.longitude = longitude
    }

    var isOnEarth: Bool { (-90...90).contains(latitude) && (-180...180).contains(longitude) }
  }

  /// A place with how often something happened there.
  public struct Point: Sendable, Equatable {
    public let place: Place
    public let count: Int

    public init(_ place: Place, count: Int = 1) {
      self.place = place
      self.count = max(1, count)
    }
  }

  /// A way from one place to another.
  public struct Leg: Sendable, Equatable {
    public let from: Place
    public let to: Place
    /// The group's place, such as its driver's, from 0.
    public let group: Int

    public init(from: Place, to: Place, group: Int = 0) {
      self.from = from
      self.to = to
      self.group = group
    }
  }

  /// Names of the groups of ways; empty where they are not told apart.
  public let groups: [String]
  public let points: [Point]
  public let legs: [Leg]

  /// Makes a map; what lies nowhere on earth is dropped.
  public init(groups: [String] = [], points: [Point], legs: [Leg]) {
    self.groups = groups
    self.points = points.filter(\.place.isOnEarth)
    self.legs = legs.filter {
      $0.from.isOnEarth && $0.to.isOnEarth && (0..<max(1, groups.count)).contains($0.group)
    }
  }

  var places: [Place] { points.map(\.place) + legs.flatMap { [$0.from, $0.to] } }
}
