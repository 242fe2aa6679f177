import TerminalText

/// Points over two axes: in braille where there is one group, in marks where there are several.
struct ScatterChart: TextDrawing {
  let data: ScatterData
  let x: String
  let y: String

  private static let rows = 16

  func lines(on canvas: TextCanvas) -> [StyledLine] {
    guard let across = PlotRange(data.points.map(\.x)), let up = PlotRange(data.points.map(\.y))
    else { return [StyledLine("no data", style: .muted)] }
    let frame = PlotFrame(y: up, rows: Self.rows, on: canvas)
    let ends = (NumberText.display(across.least), NumberText.display(across.most))
    func picture(_ row: (Int) -> StyledLine) -> [StyledLine] {
      heading(on: canvas)
        + frame.lines(
          from: ends.0, to: across.least < across.most ? ends.1 : nil,
          name: visible(x, glyphs: canvas.glyphs), row: row) + remarks(on: canvas)
    }
    guard data.groups.count > 1 else {
      let raster = dots(across, up, frame)
      return picture { row in
        let cells = (0..<frame.columns).map { raster.character(row: row, column: $0) ?? " " }
        return StyledLine(String(cells), style: .firstSeries)
      }
    }
    let marks = GroupMarks(glyphs: canvas.glyphs)
    let raster = groups(across, up, frame)
    return picture { raster.line(row: $0, marks: marks) }
      + marks.legend(
        visibleLabels(data.groups.map(\.name), on: canvas), on: canvas,
        hasSeveral: raster.hasSeveral)
  }

  private func heading(on canvas: TextCanvas) -> [StyledLine] {
    guard !y.isEmpty else { return [] }
    let name = truncated(visible(y, glyphs: canvas.glyphs), to: canvas.width, glyphs: canvas.glyphs)
    return [StyledLine(name, style: .muted)]
  }

  private func remarks(on canvas: TextCanvas) -> [StyledLine] {
    guard let remark = Self.remark(on: data) else { return [] }
    return wrapped(remark, to: canvas.width, indent: 2).map { StyledLine($0, style: .muted) }
  }

  /// What must be said of points that were left out, or nil.
  static func remark(on data: ScatterData) -> String? {
    let count = data.points.count
    guard count < data.total else { return nil }
    return
      "\(NumberText.grouped(count)) of \(NumberText.counted(data.total, "point")) drawn: of "
      + "points that coincide, only the first"
  }

  private func dots(_ across: PlotRange, _ up: PlotRange, _ frame: PlotFrame) -> DotRaster {
    let cells = frame.canvas.glyphs == .unicode ? DotCells.braille : DotCells.plain
    var raster = DotRaster(columns: frame.columns, rows: frame.rows, dots: cells)
    for point in data.points {
      raster.mark(
        across.place(point.x, of: raster.width),
        raster.height - 1 - up.place(point.y, of: raster.height))
    }
    return raster
  }

  private func groups(_ across: PlotRange, _ up: PlotRange, _ frame: PlotFrame) -> MarkRaster {
    var raster = MarkRaster(columns: frame.columns, rows: frame.rows)
    for (group, points) in data.groups.map(\.points).enumerated() {
      for point in points {
        raster.mark(
          row: frame.rows - 1 - up.place(point.y, of: frame.rows),
          column: across.place(point.x, of: frame.columns), group: group)
      }
    }
    return raster
  }
}
