/// Pairs of numbers, in groups that are told apart.
public struct ScatterData: Sendable, Equatable {
  /// A pair of finite numbers.
  public struct Point: Sendable, Equatable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// The points of one name.
  public struct Group: Sendable, Equatable {
    public var name: String
    public var points: [Point]

    public init(name: String, points: [Point]) {
      self.name = name
      self.points = points
    }
  }

  public let groups: [Group]
  /// The number of pairs that the points stand for; more than the points where some were left out.
  public let total: Int

  /// Makes data of points; those that are not finite are dropped.
  public init(groups: [Group], total: Int? = nil) {
    self.groups = groups.map { group in
      Group(name: group.name, points: group.points.filter { $0.x.isFinite && $0.y.isFinite })
    }
    let count = self.groups.reduce(0) { $0 + $1.points.count }
    self.total = max(total ?? count, count)
  }

  var points: [Point] { groups.flatMap(\.points) }
}
