import TerminalText

/// Places and ways as dots, north at the top, with a scale of kilometres.
struct MapChart: TextDrawing {
  let data: MapData

  /// Rows of a map: more do not fit on a screen.
  private static let mostRows = 22

  func lines(on canvas: TextCanvas) -> [StyledLine] {
    guard let projection = MapProjection(data.places) else {
      return [StyledLine("no data", style: .muted)]
    }
    let sheet = MapSheet(projection: projection, canvas: canvas, mostRows: Self.mostRows)
    var ways = DotRaster(columns: sheet.columns, rows: sheet.rows, dots: sheet.dots)
    for leg in data.legs { ways.line(from: sheet.dot(of: leg.from), to: sheet.dot(of: leg.to)) }
    let counts = counts(sheet)
    let picture = (0..<sheet.rows).map { row in
      var line = StyledLine()
      for column in 0..<sheet.columns {
        let count = counts[row * sheet.columns + column]
        if count > 0 {
          line.append(Self.mark(of: count, glyphs: canvas.glyphs), style: .firstSeries)
        } else if let way = ways.character(row: row, column: column) {
          line.append(canvas.glyphs == .unicode ? String(way) : ".", style: .muted)
        } else {
          line.append(" ")
        }
      }
      return line
    }
    return picture + [sheet.scale] + legend(counts: counts, on: canvas)
  }

  /// How much happened in each cell.
  private func counts(_ sheet: MapSheet) -> [Int] {
    var counts = [Int](repeating: 0, count: sheet.columns * sheet.rows)
    for point in data.points {
      let dot = sheet.dot(of: point.place)
      let cell = dot.y / sheet.dots.down * sheet.columns + dot.x / sheet.dots.across
      counts[cell] = counts[cell].addingReportingOverflow(point.count).partialValue
    }
    return counts
  }

  private static func mark(of count: Int, glyphs: Glyphs) -> String {
    count < 10 ? "\(count)" : glyphs == .unicode ? "●" : "@"
  }

  private func legend(counts: [Int], on canvas: TextCanvas) -> [StyledLine] {
    var texts = ["a digit: number of pick-ups at this place"]
    if counts.contains(where: { $0 >= 10 }) {
      texts.append(Self.mark(of: 10, glyphs: canvas.glyphs) + ": ten or more")
    }
    if !data.legs.isEmpty { texts.append("dots: the rides, as the crow flies") }
    return wrapped(texts.joined(separator: "; "), to: canvas.width, indent: 2)
      .map { StyledLine($0, style: .muted) }
  }
}

/// The grid of characters that a map is drawn on: as many kilometres a dot across as down.
private struct MapSheet {
  let dots: DotCells
  let columns: Int
  let rows: Int
  private let projection: MapProjection
  private let canvas: TextCanvas
  /// Kilometres of one dot, across and down.
  private let unit: (x: Double, y: Double)

  init(projection: MapProjection, canvas: TextCanvas, mostRows: Int) {
    self.projection = projection
    self.canvas = canvas
    dots = canvas.glyphs == .unicode ? .braille : .plain
    // A character is about twice as high as wide: braille dots are square, ASCII ones are not.
    let aspect = canvas.glyphs == .unicode ? 1.0 : 2.0
    let most = min(canvas.width, PlotFrame.longest)
    let across = Double(max(1, most * dots.across - 1))
    let down = Double(max(1, mostRows * dots.down - 1))
    let perDot = max(projection.width / across, projection.height / (down * aspect))
    unit = (perDot, perDot * aspect)
    columns = min(most, Int(projection.width / unit.x) / dots.across + 1)
    rows = min(mostRows, Int(projection.height / unit.y) / dots.down + 1)
  }

  /// The dot of a place, from the upper left.
  func dot(of place: MapData.Place) -> (x: Int, y: Int) {
    let position = projection.position(of: place)
    let x = Int((position.x / unit.x).rounded())
    let y = Int(((projection.height - position.y) / unit.y).rounded())
    return (
      min(columns * dots.across - 1, max(0, x)), min(rows * dots.down - 1, max(0, y))
    )
  }

  /// A bar of a round number of kilometres.
  var scale: StyledLine {
    let perColumn = unit.x * Double(dots.across)
    let room = Double(max(2, min(canvas.width / 3, 24)))
    let length = MapProjection.roundLength(upTo: perColumn * room)
    let bar = max(1, Int((length / perColumn).rounded()))
    let rule = String(repeating: canvas.glyphs.rule, count: max(0, bar - 2))
    let ends = canvas.glyphs == .unicode ? ("├", "┤") : ("|", "|")
    let picture = bar > 1 ? ends.0 + rule + ends.1 : ends.0
    let text = "\(picture) \(NumberText.display(length)) km"
    return StyledLine(truncated(text, to: canvas.width, glyphs: canvas.glyphs), style: .muted)
  }
}
