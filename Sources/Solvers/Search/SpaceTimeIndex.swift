import FleetModel

/// Points with times in cells of a grid, so that those near a place and a time are found fast.
///
/// A point whose place is not known is near every place, and every point is near it.
struct SpaceTimeIndex {
  /// Minutes of a slice of time.
  private static let slice = 20

  private let columns: Int
  private let rows: Int
  private let slices: Int
  private let firstTime: Int
  private let west: Double
  private let south: Double
  private let cellWidth: Double
  private let cellHeight: Double
  private var cells: [[Int]]
  /// Points without a place, by slice of time.
  private var unplaced: [[Int]]

  /// Sorts points into cells that hold about three of them each.
  init(_ points: [Coordinate?], times: [Int]) {
    let latitudes = points.compactMap { $0?.latitude }.filter(\.isFinite)
    let longitudes = points.compactMap { $0?.longitude }.filter(\.isFinite)
    south = latitudes.min() ?? 0
    west = longitudes.min() ?? 0
    firstTime = times.min() ?? 0
    slices = min(2_000, ((times.max() ?? 0) - firstTime) / Self.slice + 1)
    let perSlice = Double(points.count) / Double(max(1, slices))
    let side = max(1, min(400, Int((perSlice / 3).squareRoot().rounded(.up))))
    columns = side
    rows = side
    cellHeight = max(1e-6, ((latitudes.max() ?? 0) - south) / Double(side))
    cellWidth = max(1e-6, ((longitudes.max() ?? 0) - west) / Double(side))
    cells = Array(repeating: [], count: columns * rows * slices)
    unplaced = Array(repeating: [], count: slices)
    for (index, point) in points.enumerated() {
      guard let point else {
        unplaced[slot(times[index])].append(index)
        continue
      }
      let cell = (slot(times[index]) * rows + row(point)) * columns + column(point)
      cells[cell].append(index)
    }
  }

  /// The points in the cells around a place whose times lie in a range, roughly.
  func near(_ place: Coordinate?, from first: Int, to last: Int) -> [Int] {
    let nearRows = place.map { Self.around(row($0), of: rows) } ?? 0...(rows - 1)
    let nearColumns = place.map { Self.around(column($0), of: columns) } ?? 0...(columns - 1)
    var found: [Int] = []
    for slot in slot(first)...max(slot(first), slot(last)) {
      found += unplaced[slot]
      for row in nearRows {
        for column in nearColumns {
          found += cells[(slot * rows + row) * columns + column]
        }
      }
    }
    return found
  }

  /// A cell's number and those beside it.
  private static func around(_ middle: Int, of count: Int) -> ClosedRange<Int> {
    max(0, middle - 1)...min(count - 1, middle + 1)
  }

  private func slot(_ time: Int) -> Int {
    min(slices - 1, max(0, (time - firstTime) / Self.slice))
  }

  private func row(_ point: Coordinate) -> Int {
    Self.cell((point.latitude - south) / cellHeight, of: rows)
  }

  private func column(_ point: Coordinate) -> Int {
    Self.cell((point.longitude - west) / cellWidth, of: columns)
  }

  private static func cell(_ position: Double, of count: Int) -> Int {
    position.isFinite ? Int(min(Double(count - 1), max(0, position))) : 0
  }
}
