/// Leaves points out of a scatter until it can be drawn, the same ones every time.
struct ScatterThinning {
  /// A grid finer than this says no more: it is finer than any picture here.
  private static let finestGrid = 512

  /// Points of which no two of a group fall into one cell of a grid.
  ///
  /// The grid is as fine as it can be for so many points. Of the points in a cell the first one stays.
  ///
  /// - Complexity: O(points) for each halving of the grid, ten at most.
  static func thinned(_ groups: [ScatterData.Group], to most: Int) -> [ScatterData.Group] {
    let count = groups.reduce(0) { $0 + $1.points.count }
    guard count > most else { return groups }
    let points = groups.lazy.flatMap(\.points)
    guard let x = PlotRange(points.map(\.x)), let y = PlotRange(points.map(\.y)) else {
      return groups
    }
    var size = finestGrid
    while size > 1 {
      if let kept = kept(groups, x: x, y: y, size: size, most: most) { return kept }
      size /= 2
    }
    return groups.prefix(most).map { .init(name: $0.name, points: Array($0.points.prefix(1))) }
  }

  /// The points that stay on a grid, or nil where they are too many.
  private static func kept(
    _ groups: [ScatterData.Group], x: PlotRange, y: PlotRange, size: Int, most: Int
  ) -> [ScatterData.Group]? {
    var left = most
    var kept: [ScatterData.Group] = []
    for group in groups {
      var isTaken = [Bool](repeating: false, count: size * size)
      var points: [ScatterData.Point] = []
      for point in group.points {
        let cell = y.step(point.y, of: size) * size + x.step(point.x, of: size)
        if isTaken[cell] { continue }
        guard left > 0 else { return nil }
        isTaken[cell] = true
        left -= 1
        points.append(point)
      }
      kept.append(.init(name: group.name, points: points))
    }
    return kept
  }
}

extension ScatterData {
  /// Points of which so many are kept as a plot holds.
  ///
  /// - Complexity: O(points).
  public static func thinned(_ groups: [Group]) -> ScatterData {
    let all = ScatterData(groups: groups)
    return ScatterData(
      groups: ScatterThinning.thinned(all.groups, to: PlotBounds.marks), total: all.total)
  }
}
