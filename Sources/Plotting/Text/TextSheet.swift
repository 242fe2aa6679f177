import TerminalText

/// The cells that stand for a stretch of a plane, and what is written around them.
protocol TextSheet {
  var columns: Int { get }
  var rows: Int { get }
  /// The dot of a place, from the upper left.
  func dot(of place: Plane.Position) -> (x: Int, y: Int)
  /// The rows with the scales around them.
  func framed(_ rows: [StyledLine]) -> [StyledLine]
}

/// Two axes: the most and the least at the left, the ends below.
///
///     //   9 │
///     //     │
///     //   0 │
///     //     └──────────
///     //      0       50
struct AxisSheet: TextSheet {
  let columns: Int
  let rows: Int
  private let x: Plane.Axis
  private let y: Plane.Axis
  private let dots: DotCells
  private let canvas: TextCanvas
  private let ticks: [String]
  private let labelWidth: Int

  init(x: Plane.Axis, y: Plane.Axis, rows: Int, dots: DotCells, on canvas: TextCanvas) {
    self.x = x
    self.y = y
    self.rows = rows
    self.dots = dots
    self.canvas = canvas
    var ticks = [String](repeating: "", count: rows)
    if y.range.least != y.range.most { ticks[0] = NumberText.display(y.range.most) }
    ticks[rows - 1] = NumberText.display(y.range.least)
    self.ticks = ticks
    labelWidth = canvas.labelColumns(for: ticks, beside: 6)
    columns = max(1, min(canvas.width - labelWidth - 2, TextPlane.mostColumns))
  }

  func dot(of place: Plane.Position) -> (x: Int, y: Int) {
    let height = rows * dots.down
    return (
      x.range.place(place.x, of: columns * dots.across),
      height - 1 - y.range.place(place.y, of: height)
    )
  }

  func framed(_ rows: [StyledLine]) -> [StyledLine] {
    heading
      + zip(ticks, rows).map { tick, row in
        var line = canvas.cell(tick, columns: labelWidth, alignment: .trailing, style: .muted)
        line.append(" " + canvas.glyphs.bar, style: .muted)
        line.append(row)
        return line
      } + axis
  }

  private var heading: [StyledLine] {
    guard !y.name.isEmpty, !y.isNamedByTitle else { return [] }
    let name = visible(y.name, glyphs: canvas.glyphs)
    return [StyledLine(truncated(name, to: canvas.width, glyphs: canvas.glyphs), style: .muted)]
  }

  /// The rule below and what it says of the ends.
  private var axis: [StyledLine] {
    let blank = String(repeating: " ", count: labelWidth + 1)
    let corner = canvas.glyphs == .unicode ? "└" : "+"
    let rule = StyledLine(
      blank + corner + String(repeating: canvas.glyphs.rule, count: columns), style: .muted)
    guard let first = x.first.map({ visible($0, glyphs: canvas.glyphs) }) else { return [rule] }
    let last = x.last.map { visible($0, glyphs: canvas.glyphs) }
    let name = visible(x.name, glyphs: canvas.glyphs)
    var line = StyledLine(blank + " ", style: .muted)
    let middle = displayWidth(of: name)
    let side = last == nil ? columns : (columns - (middle > 0 ? middle + 2 : 0)) / 2
    // A name that leaves no room for the ends is left to the title.
    let isNamed = middle > 0 && last != nil && side >= 8
    let left = isNamed ? side : last == nil ? columns : columns / 2
    line.append(canvas.cell(first, columns: left, style: .muted))
    if isNamed { line.append(" " + name + " ", style: .muted) }
    if let last {
      let right = columns - left - (isNamed ? middle + 2 : 0)
      line.append(canvas.cell(last, columns: right, alignment: .trailing, style: .muted))
    }
    return [rule, line]
  }
}

/// A stretch of land, north at the top: as many kilometres a dot across as down, and a bar of a
/// round number of them below.
struct LandSheet: TextSheet {
  let columns: Int
  let rows: Int
  private let projection: MapProjection
  private let dots: DotCells
  private let canvas: TextCanvas
  /// Kilometres of one dot, across and down.
  private let unit: (x: Double, y: Double)

  /// More rows do not fit on a screen.
  private static let mostRows = 22

  init(_ projection: MapProjection, dots: DotCells, on canvas: TextCanvas) {
    self.projection = projection
    self.dots = dots
    self.canvas = canvas
    let most = min(canvas.width, TextPlane.mostColumns)
    let across = Double(max(1, most * dots.across - 1))
    let down = Double(max(1, Self.mostRows * dots.down - 1))
    let perDot = max(projection.width / across, projection.height / (down * dots.aspect))
    unit = (perDot, perDot * dots.aspect)
    columns = min(most, Int(projection.width / unit.x) / dots.across + 1)
    rows = min(Self.mostRows, Int(projection.height / unit.y) / dots.down + 1)
  }

  func dot(of place: Plane.Position) -> (x: Int, y: Int) {
    let position = projection.kilometres(place)
    let x = Int((position.x / unit.x).rounded())
    let y = Int(((projection.height - position.y) / unit.y).rounded())
    return (min(columns * dots.across - 1, max(0, x)), min(rows * dots.down - 1, max(0, y)))
  }

  func framed(_ rows: [StyledLine]) -> [StyledLine] {
    let perColumn = unit.x * Double(dots.across)
    let room = Double(max(2, min(canvas.width / 3, 24)))
    let length = MapProjection.roundLength(upTo: perColumn * room)
    let bar = max(1, Int((length / perColumn).rounded()))
    let rule = String(repeating: canvas.glyphs.rule, count: max(0, bar - 2))
    let ends = canvas.glyphs == .unicode ? ("├", "┤") : ("|", "|")
    let picture = bar > 1 ? ends.0 + rule + ends.1 : ends.0
    let text = "\(picture) \(NumberText.display(length)) km"
    let scale = truncated(text, to: canvas.width, glyphs: canvas.glyphs)
    return rows + [StyledLine(scale, style: .muted)]
  }
}
