import Tabular
import TerminalText

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
}

extension MapData: PlotContent {
  static let marks: [PlotMark] = [.map]

  var isEmpty: Bool { points.isEmpty && legs.isEmpty }

  /// The ways, and over them how often something happened at each place.
  func figure(_ spec: PlotSpec) -> Figure? {
    let places = points.map(\.place) + legs.flatMap { [$0.from, $0.to] }
    guard let projection = MapProjection(places.map(\.position)) else { return nil }
    let ways = legs.map { leg in
      Plane.Mark.way(
        [leg.from.position, leg.to.position], Self.look(leg.group),
        title: leg.group < groups.count ? groups[leg.group] : "way")
    }
    let counts = points.map { point in
      Plane.Mark.count(
        point.place.position, point.count,
        title: NumberText.counted(point.count, "pick-up") + " at "
          + "\(NumberText.display(point.place.latitude)), "
          + NumberText.display(point.place.longitude))
    }
    var key = [Plane.Key.counts("pick-ups")]
    if !legs.isEmpty { key.append(.ways("the rides, as the crow flies")) }
    if groups.count > 1 {
      key += groups.enumerated().map { .way(Self.look($0), name: $1) }
    }
    return Figure(
      marks: .plane(Plane(scales: .land(projection), marks: ways + counts, key: key)))
  }

  /// The first colour is that of the places.
  private static func look(_ group: Int) -> Plane.Look {
    Plane.Look(color: group + 1, form: group)
  }

  var amount: String {
    NumberText.counted(points.count, "place") + ", " + NumberText.counted(legs.count, "way")
  }

  func mappingTexts(_ transform: (String) -> String) -> PlotData {
    .map(MapData(groups: groups.map(transform), points: points, legs: legs))
  }

  func bounded(by bounds: inout PlotBounds) -> PlotData {
    .map(
      MapData(
        groups: Array(groups.prefix(PlotBounds.series)),
        points: bounds.first(PlotBounds.marks, of: points, "place"),
        legs: bounds.first(PlotBounds.marks, of: legs, "way")))
  }

  var json: JSONValue {
    .sorted([
      "groups": .texts(groups),
      "points": .array(
        points.map {
          .array([.number($0.place.latitude), .number($0.place.longitude), .count($0.count)])
        }),
      "legs": .array(
        legs.map { leg in
          .array([
            .number(leg.from.latitude), .number(leg.from.longitude), .number(leg.to.latitude),
            .number(leg.to.longitude), .count(leg.group),
          ])
        }),
    ])
  }

  init(_ json: PlotJSONFields) throws(PlotFormatError) {
    let groups = try json.texts("groups", most: PlotBounds.series)
    var points: [Point] = []
    for (index, value) in try json.list("points", most: PlotBounds.marks).enumerated() {
      let numbers = try Self.numbers(value, count: 3, at: "plot.data.points[\(index)]")
      points.append(
        Point(
          Place(latitude: numbers[0], longitude: numbers[1]),
          count: try Self.whole(numbers[2], at: "plot.data.points[\(index)]")))
    }
    var legs: [Leg] = []
    for (index, value) in try json.list("legs", most: PlotBounds.marks).enumerated() {
      let numbers = try Self.numbers(value, count: 5, at: "plot.data.legs[\(index)]")
      legs.append(
        Leg(
          from: Place(latitude: numbers[0], longitude: numbers[1]),
          to: Place(latitude: numbers[2], longitude: numbers[3]),
          group: try Self.whole(numbers[4], at: "plot.data.legs[\(index)]")))
    }
    self.init(groups: groups, points: points, legs: legs)
  }

  private static func numbers(
    _ value: JSONValue, count: Int, at place: String
  ) throws(PlotFormatError) -> [Double] {
    let fields = try PlotJSONFields(.sorted(["values": value]), at: place)
    let numbers = try fields.numbers("values", most: count)
    guard numbers.count == count else {
      throw PlotFormatError(place: place, reason: "\(count) numbers are expected")
    }
    return numbers
  }

  private static func whole(_ value: Double, at place: String) throws(PlotFormatError) -> Int {
    guard value.magnitude <= 0x1p53, let whole = Int(exactly: value) else {
      throw PlotFormatError(place: place, reason: "a whole number is expected")
    }
    return whole
  }
}

extension MapData.Place {
  fileprivate var position: Plane.Position { Plane.Position(x: longitude, y: latitude) }
}
