/// A curve as characters: the line in dots, the band as shade where no dot of the line is.
struct LineRaster {
  struct Cell {
    let character: Character
    let isBand: Bool
  }

  private var line: DotRaster
  private var band: [Bool]

  /// Draws a curve whose values lie in a range on so many rows of characters.
  init(curve: BinnedCurve, range: PlotRange, rows: Int, dots: DotCells) {
    let columns = curve.bins.count / dots.across
    line = DotRaster(columns: columns, rows: rows, dots: dots)
    band = Array(repeating: false, count: rows * columns)
    let height = line.height
    func place(_ value: Double) -> Int { height - 1 - range.place(value, of: height) }
    var before: Int?
    for (column, bin) in curve.bins.enumerated() {
      guard let bin else { continue }
      let top = place(bin.most)
      let bottom = place(bin.least)
      if top < bottom {
        for row in top...bottom { band[row / dots.down * columns + column / dots.across] = true }
      }
      let here = place(bin.mean)
      for row in Self.rows(from: before, to: here) { line.mark(column, row) }
      before = here
    }
  }

  /// The rows of a column that a line takes: from the height of the column before to this one, so
  /// that a steep line has no holes.
  static func rows(from before: Int?, to here: Int) -> ClosedRange<Int> {
    let from = before.map { $0 < here ? $0 + 1 : $0 > here ? $0 - 1 : here } ?? here
    return min(from, here)...max(from, here)
  }

  /// The characters of a row, from the left.
  func cells(row: Int) -> [Cell] {
    (0..<line.columns).map { column in
      if let character = line.character(row: row, column: column) {
        return Cell(character: character, isBand: false)
      }
      let isBand = band[row * line.columns + column]
      return Cell(character: isBand ? line.dots.band : " ", isBand: true)
    }
  }
}
