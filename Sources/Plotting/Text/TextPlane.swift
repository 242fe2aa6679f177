import TerminalText

/// Curves, points and ways as dots over two axes or on a map; marks of several groups as a character
/// each.
///
///     //  12 │⢇              //   9 │  *  +
///     //     │ ⠱⡀            //     │ * ++
///     //     │  ⠈⠢⢄⡀         //     │* +
///     // 2.5 │     ⠈⠉⠒⠤⠤     //   0 │+
///     //     └──────────     //     └──────
///     //      0       50     //      0    5
struct TextPlane: TextDrawing {
  private let plane: Plane
  private let canvas: TextCanvas
  private let sheet: any TextSheet
  private let groups: [(look: Plane.Look, name: String)]
  /// Whether there are points of one group and nothing else.
  private let areDots: Bool
  /// The dots of curves and points.
  private var marks: DotRaster
  private var ways: DotRaster
  /// Whether a cell lies in a curve's band; nil where there is no curve, or groups are told apart.
  private var band: [Bool]?
  /// How much happened in each cell.
  private var counts: [Int]
  /// The characters of names; the second cell of a wide one is empty.
  private var names: [String?]

  /// A longer line says no more.
  static let mostColumns = 120
  /// Enough for a curve to bend, and two charts fit on a screen.
  static let rowsOfCurves = 10
  private static let rowsOfPoints = 16

  init(_ plane: Plane, on canvas: TextCanvas) {
    self.plane = plane
    self.canvas = canvas
    groups = plane.key.compactMap { entry in
      switch entry {
      case .curve(let look, let name), .point(let look, let name):
        (look, visible(name, glyphs: canvas.glyphs))
      case .way, .ways, .counts: nil
      }
    }
    areDots =
      groups.count <= 1 && plane.marks.allSatisfy { if case .point = $0 { true } else { false } }
    let hasCurves = plane.marks.contains { if case .curve = $0 { true } else { false } }
    let dots: DotCells = canvas.glyphs == .unicode && groups.count <= 1 ? .braille : .plain
    sheet =
      switch plane.scales {
      case .numbers(let x, let y):
        AxisSheet(
          x: x, y: y, rows: hasCurves ? Self.rowsOfCurves : Self.rowsOfPoints, dots: dots,
          on: canvas)
      case .land(let projection): LandSheet(projection, dots: dots, on: canvas)
      }
    marks = DotRaster(columns: sheet.columns, rows: sheet.rows, dots: dots)
    ways = marks
    let cells = sheet.columns * sheet.rows
    band = hasCurves && groups.count <= 1 ? Array(repeating: false, count: cells) : nil
    counts = Array(repeating: 0, count: cells)
    names = Array(repeating: nil, count: cells)
    for mark in plane.marks { draw(mark) }
  }

  private mutating func draw(_ mark: Plane.Mark) {
    switch mark {
    case .curve(let curve): draw(curve)
    case .point(let place, let look, _):
      let dot = sheet.dot(of: place)
      marks.mark(dot.x, dot.y, group: look.form)
    case .way(let places, _, _):
      let dots = places.map(sheet.dot)
      for (from, to) in zip(dots, dots.dropFirst()) { ways.line(from: from, to: to) }
    case .count(let place, let count, _):
      let cell = cell(of: place)
      counts[cell] = counts[cell].addingReportingOverflow(count).partialValue
    case .name(let place, let name): write(name, beside: cell(of: place))
    }
  }

  private func cell(of place: Plane.Position) -> Int {
    let dot = sheet.dot(of: place)
    return dot.y / marks.dots.down * sheet.columns + dot.x / marks.dots.across
  }

  private mutating func draw(_ curve: Curve) {
    var before: Int?
    for (x, value) in curve.values(inBins: marks.width).enumerated() {
      guard let value else { continue }
      let (top, here, bottom) = (height(value.most), height(value.mean), height(value.least))
      if top < bottom {
        for y in top...bottom {
          let cell = y / marks.dots.down * sheet.columns + x / marks.dots.across
          band?[cell] = true
        }
      }
      // From the height of the column before, so that a steep line has no holes.
      let from = before.map { $0 < here ? $0 + 1 : $0 > here ? $0 - 1 : here } ?? here
      for y in min(from, here)...max(from, here) { marks.mark(x, y, group: curve.look.form) }
      before = here
    }
  }

  private func height(_ y: Double) -> Int { sheet.dot(of: Plane.Position(x: 0, y: y)).y }

  /// Writes a name behind a cell, unless another one stands there.
  private mutating func write(_ name: String, beside cell: Int) {
    let room = sheet.columns - cell % sheet.columns - 1
    let text = truncated(visible(name, glyphs: canvas.glyphs), to: room, glyphs: canvas.glyphs)
    let characters = text.flatMap { character in
      [String(character)] + Array(repeating: "", count: max(1, displayWidth(of: character)) - 1)
    }
    let cells = cell + 1..<cell + 1 + characters.count
    guard names[cells].allSatisfy({ $0 == nil }) else { return }
    names.replaceSubrange(cells, with: characters)
  }

  var lines: [StyledLine] { sheet.framed((0..<sheet.rows).map(line)) }

  private func line(row: Int) -> StyledLine {
    if areDots {
      // One piece of text, blanks too, and so one escape sequence.
      let cells = (0..<sheet.columns).map { marks.character(row: row, column: $0) ?? " " }
      return StyledLine(String(cells), style: .firstSeries)
    }
    var line = StyledLine()
    for column in 0..<sheet.columns {
      let (text, style) = cell(row, column)
      line.append(text, style: style)
    }
    return line
  }

  /// What stands in a cell: of several marks the one on top.
  private func cell(_ row: Int, _ column: Int) -> (text: String, style: TextStyle) {
    let cell = row * sheet.columns + column
    if let name = names[cell] { return (name, .plain) }
    if counts[cell] > 0 { return (character(of: counts[cell]), .firstSeries) }
    if let dots = marks.character(row: row, column: column) {
      guard groups.count > 1 else { return (String(dots), .firstSeries) }
      guard let group = marks.group(row: row, column: column) else { return (several, .muted) }
      return (character(ofGroup: group), .series(group))
    }
    if let way = ways.character(row: row, column: column) {
      return (canvas.glyphs == .unicode ? String(way) : ".", .muted)
    }
    guard let band else { return (" ", .plain) }
    return (band[cell] ? String(marks.dots.band) : " ", .muted)
  }

  private func character(of count: Int) -> String {
    count < 10 ? "\(count)" : canvas.glyphs == .unicode ? "●" : "@"
  }

  /// The character of a group, without colour too; further ones begin again.
  private func character(ofGroup group: Int) -> String {
    let characters =
      canvas.glyphs == .unicode
      ? ["●", "▲", "■", "◆", "○", "△", "□", "◇"] : ["*", "+", "o", "x", "#", "@", "%", "="]
    return characters[group % characters.count]
  }

  /// What stands where several groups meet.
  private var several: String { canvas.glyphs == .unicode ? "✕" : "?" }

  var key: [StyledLine] {
    let texts = plane.key.flatMap { entry -> [String] in
      switch entry {
      case .curve, .point, .way: []
      case .ways(let what): ["dots: \(what)"]
      case .counts(let what):
        ["a digit: number of \(what) at this place"]
          + (counts.contains { $0 >= 10 } ? [character(of: 10) + ": ten or more"] : [])
      }
    }
    return canvas.remarks(texts.isEmpty ? [] : [texts.joined(separator: "; ")]) + groupKey
  }

  /// The lines that say which character is whose.
  private var groupKey: [StyledLine] {
    guard groups.count > 1 else { return [] }
    var entries = groups.map { look, name in
      (character(ofGroup: look.form), name, TextStyle.series(look.form))
    }
    if marks.hasSeveral { entries.append((several, "several", .muted)) }
    var lines: [StyledLine] = []
    var line = StyledLine()
    for (character, name, style) in entries {
      let name = truncated(name, to: max(1, canvas.width - 2), glyphs: canvas.glyphs)
      if line.width > 0, line.width + 4 + displayWidth(of: name) > canvas.width {
        lines.append(line)
        line = StyledLine()
      }
      if line.width > 0 { line.append("  ") }
      line.append(character, style: style)
      line.append(" " + name)
    }
    return lines + [line]
  }
}
