import Tabular
import TerminalText

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
}

extension ScatterData: PlotContent {
  static let marks: [PlotMark] = [.scatter]

  var isEmpty: Bool { groups.allSatisfy(\.points.isEmpty) }

  /// A point for each pair, the groups told apart where there are several.
  func figure(_ spec: PlotSpec) -> Figure? {
    let points = groups.flatMap(\.points)
    guard let x = PlotRange(points.map(\.x)), let y = PlotRange(points.map(\.y)) else { return nil }
    let areSeveral = groups.count > 1
    let marks = groups.enumerated().flatMap { index, group in
      group.points.map { point in
        Plane.Mark.point(
          Plane.Position(x: point.x, y: point.y), Plane.Look(series: index),
          title: (areSeveral ? "\(group.name): " : "")
            + "\(NumberText.display(point.x)), \(NumberText.display(point.y))")
      }
    }
    return Figure(
      marks: .plane(
        Plane(
          scales: .numbers(
            x: Plane.Axis(
              range: x, first: NumberText.display(x.least),
              last: x.least < x.most ? NumberText.display(x.most) : nil, name: spec.x),
            y: Plane.Axis(range: y, name: spec.y)),
          marks: marks,
          key: areSeveral
            ? groups.enumerated().map { .point(Plane.Look(series: $0), name: $1.name) } : [])),
      remarks: remarks(points.count))
  }

  /// What must be said of points that were left out.
  private func remarks(_ count: Int) -> [String] {
    guard count < total else { return [] }
    return [
      "\(NumberText.grouped(count)) of \(NumberText.counted(total, "point")) drawn: of "
        + "points that coincide, only the first"
    ]
  }

  var amount: String { NumberText.counted(total, "point") }

  func mappingTexts(_ transform: (String) -> String) -> PlotData {
    .scatter(
      ScatterData(
        groups: groups.map { Group(name: transform($0.name), points: $0.points) }, total: total))
  }

  func bounded(by bounds: inout PlotBounds) -> PlotData {
    var left = PlotBounds.marks
    let groups = bounds.first(PlotBounds.series, of: groups, "group").map { group in
      let points = Array(group.points.prefix(left))
      left -= points.count
      return Group(name: group.name, points: points)
    }
    return .scatter(ScatterData(groups: groups, total: total))
  }

  var json: JSONValue {
    .sorted([
      "total": .count(total),
      "groups": .objects(groups) {
        [
          "name": .string($0.name), "x": .numbers($0.points.map(\.x)),
          "y": .numbers($0.points.map(\.y)),
        ]
      },
    ])
  }

  init(_ json: PlotJSONFields) throws(PlotFormatError) {
    var groups: [Group] = []
    var left = PlotBounds.marks
    for fields in try json.objects("groups", most: PlotBounds.series) {
      let x = try fields.numbers("x", most: left)
      let y = try fields.numbers("y", most: left)
      guard x.count == y.count else {
        throw fields.error("y", "their number differs from that of x")
      }
      left -= x.count
      groups.append(Group(name: try fields.text("name"), points: zip(x, y).map { Point($0, $1) }))
    }
    self.init(groups: groups, total: try json.integer("total"))
  }
}

extension ScatterData {
  /// A grid finer than this says no more: it is finer than any picture here.
  private static let finestGrid = 512

  /// Points of which so many are kept as a plot holds, the same ones every time.
  ///
  /// No two of a group fall into one cell of a grid, which is as fine as it can be. Of the points in
  /// a cell the first one stays.
  ///
  /// - Complexity: O(points) for each halving of the grid, ten at most.
  public static func thinned(_ groups: [Group]) -> ScatterData {
    let all = ScatterData(groups: groups)
    let points = all.groups.lazy.flatMap(\.points)
    guard all.total > PlotBounds.marks, let x = PlotRange(points.map(\.x)),
      let y = PlotRange(points.map(\.y))
    else { return all }
    var size = finestGrid
    while size > 1 {
      if let kept = kept(all.groups, x: x, y: y, size: size) {
        return ScatterData(groups: kept, total: all.total)
      }
      size /= 2
    }
    let firsts = all.groups.prefix(PlotBounds.marks).map {
      Group(name: $0.name, points: Array($0.points.prefix(1)))
    }
    return ScatterData(groups: firsts, total: all.total)
  }

  /// The points that stay on a grid, or nil where they are too many.
  private static func kept(
    _ groups: [Group], x: PlotRange, y: PlotRange, size: Int
  ) -> [Group]? {
    var left = PlotBounds.marks
    var kept: [Group] = []
    for group in groups {
      var isTaken = [Bool](repeating: false, count: size * size)
      var points: [Point] = []
      for point in group.points {
        let cell = y.step(point.y, of: size) * size + x.step(point.x, of: size)
        if isTaken[cell] { continue }
        guard left > 0 else { return nil }
        isTaken[cell] = true
        left -= 1
        points.append(point)
      }
      kept.append(Group(name: group.name, points: points))
    }
    return kept
  }
}
