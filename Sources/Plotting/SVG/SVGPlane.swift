import TerminalText

/// Curves, points and ways over two axes or on a map, groups told apart by their shapes and dashes.
struct SVGPlane: SVGDrawing {
  let plane: Plane

  private static let dashes = ["", "6 3", "2 3", "8 3 2 3", "1 2", "10 4", "4 1", "6 2 1 2 1 2"]

  func draw(on page: inout SVGPage) {
    let sheet: any SVGSheet =
      switch plane.scales {
      case .numbers(let x, let y): SVGAxes(x: x, y: y, on: &page)
      case .land(let projection): SVGLand(projection, on: &page)
      }
    for mark in plane.marks { draw(mark, sheet, on: &page) }
    sheet.drawScale(on: &page)
    for entry in plane.key { draw(entry, on: &page) }
  }

  private func draw(_ mark: Plane.Mark, _ sheet: any SVGSheet, on page: inout SVGPage) {
    switch mark {
    case .curve(let curve): draw(curve, sheet, on: &page)
    case .point(let place, let look, let title):
      draw(look, at: sheet.place(place), title: title, on: &page)
    case .way(let places, let look, let title):
      drawLine(places.map(sheet.place), look, title: title, on: &page)
    case .count(let place, let count, let title):
      let center = sheet.place(place)
      page.circle(
        x: center.x, y: center.y, radius: min(10, 2 + Double(count).squareRoot()),
        fill: .series(0), opacity: 0.85, title: title)
    case .name(let place, let name):
      let corner = sheet.place(place)
      page.text(name, x: corner.x + 4, y: corner.y + 4)
    }
  }

  private func draw(_ curve: Curve, _ sheet: any SVGSheet, on page: inout SVGPage) {
    let points = drawn(curve)
    func line(_ value: (Curve.Value) -> Double) -> [(x: Double, y: Double)] {
      points.map { sheet.place(Plane.Position(x: $0.place, y: value($0.value))) }
    }
    if points.contains(where: { $0.value.least < $0.value.most }) {
      page.path(
        line(\.most) + line(\.least).reversed(), isClosed: true, fill: paint(curve.look),
        opacity: 0.25, title: "from the least to the most")
    }
    let means = line(\.mean)
    drawLine(
      means, curve.look,
      title: (curve.name.map { "\($0): " } ?? "") + Self.ends(of: points.map(\.value.mean)),
      on: &page)
    // A line of one point is no line.
    if means.count == 1 {
      page.circle(x: means[0].x, y: means[0].y, radius: 2.5, fill: paint(curve.look))
    }
  }

  /// The points that a curve goes through.
  private func drawn(_ curve: Curve) -> [(place: Double, value: Curve.Value)] {
    guard let bins = curve.bins else { return curve.points }
    return curve.values(inBins: bins).enumerated().compactMap { bin, value in
      value.map { (Double(bin) / Double(max(1, bins - 1)), $0) }
    }
  }

  /// What a line comes from and goes to, and its extremes.
  private static func ends(of values: [Double]) -> String {
    guard let first = values.first, let last = values.last, let range = PlotRange(values) else {
      return "no values"
    }
    let texts = [first, last, range.least, range.most].map { NumberText.display($0) }
    return "from \(texts[0]) to \(texts[1]), least \(texts[2]), most \(texts[3])"
  }

  private func draw(_ entry: Plane.Key, on page: inout SVGPage) {
    let y = page.bottom + 8
    switch entry {
    case .curve(let look, let name), .way(let look, let name):
      drawLine([(0, y), (28, y)], look, title: "", on: &page)
      page.text(SVGText.cut(name, to: SVGPage.width - 40), x: 34, y: y + 4)
      page.bottom += SVGPage.lineHeight
    case .point(let look, let name):
      draw(look, at: (6, y), title: "", on: &page)
      page.text(SVGText.cut(name, to: SVGPage.width - 30), x: 16, y: y + 4)
      page.bottom += SVGPage.lineHeight
    case .counts(let what): page.paragraph("circles: \(what), larger for more", isMuted: true)
    case .ways: break  // each way has a title
    }
  }

  private func drawLine(
    _ points: [(x: Double, y: Double)], _ look: Plane.Look, title: String, on page: inout SVGPage
  ) {
    page.path(
      points, stroke: paint(look), dash: Self.dashes[look.form % Self.dashes.count], title: title)
  }

  /// Circle, triangle, square and diamond, filled and then hollow.
  private func draw(
    _ look: Plane.Look, at place: (x: Double, y: Double), title: String, on page: inout SVGPage
  ) {
    let isHollow = look.form % 8 >= 4
    let fill = isHollow ? .none : paint(look)
    let stroke = isHollow ? paint(look) : .none
    let (x, y) = place
    let size = 2.6
    let corners: [(x: Double, y: Double)]
    switch look.form % 4 {
    case 0:
      page.circle(
        x: x, y: y, radius: size, fill: fill, opacity: 0.85, stroke: stroke, title: title)
      return
    case 1: corners = [(x, y - 3), (x + 3, y + size), (x - 3, y + size)]
    case 2:
      corners = [
        (x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size),
      ]
    default: corners = [(x, y - 3.4), (x + 3.4, y), (x, y + 3.4), (x - 3.4, y)]
    }
    page.path(corners, isClosed: true, fill: fill, opacity: 0.85, stroke: stroke, title: title)
  }

  private func paint(_ look: Plane.Look) -> SVGPaint { look.color.map(SVGPaint.series) ?? .text }
}

/// The stretch of a page that stands for one of a plane.
private protocol SVGSheet {
  func place(_ place: Plane.Position) -> (x: Double, y: Double)
  /// Draws what is below the marks.
  func drawScale(on page: inout SVGPage)
}

/// Axes with their ends and middles named.
private struct SVGAxes: SVGSheet {
  private let x: Plane.Axis
  private let y: Plane.Axis
  private let left: Double
  private let top: Double
  private let width: Double

  private static let height = 200.0
  private static let gap = 6.0

  /// Makes a frame below what is on the page, and moves the page's bottom under it.
  init(x: Plane.Axis, y: Plane.Axis, on page: inout SVGPage) {
    if !y.name.isEmpty { page.paragraph(y.name, isMuted: true) }
    let ticks = Self.ticks(y.range)
    let labels = ticks.map { NumberText.display($0) }
    left = min(120, labels.map(SVGText.width).max() ?? 0) + Self.gap
    top = page.bottom + 6
    width = SVGPage.width - left - 10
    self.x = x
    self.y = y
    page.bottom = top + Self.height
    for (tick, label) in zip(ticks, labels) {
      let y = top + Self.height * (1 - y.range.share(of: tick))
      page.path([(left, y), (left + width, y)], opacity: 0.25, stroke: .text, dash: "2 3")
      page.text(label, x: left - Self.gap, y: y + 4, anchor: .end, isMuted: true)
    }
    page.path(
      [(left, top), (left, page.bottom), (left + width, page.bottom)], opacity: 0.6, stroke: .text)
  }

  /// The least, the middle and the most; one value has one tick.
  private static func ticks(_ range: PlotRange) -> [Double] {
    range.least == range.most
      ? [range.least] : [range.least, range.least / 2 + range.most / 2, range.most]
  }

  func place(_ place: Plane.Position) -> (x: Double, y: Double) {
    (
      left + width * x.range.share(of: place.x),
      top + Self.height * (1 - y.range.share(of: place.y))
    )
  }

  /// Names the ends of the axis below, and what runs along it.
  func drawScale(on page: inout SVGPage) {
    let y = top + Self.height + 14
    let side = width / 3
    if let first = x.first { page.text(SVGText.cut(first, to: side), x: left, y: y, isMuted: true) }
    if let last = x.last {
      page.text(SVGText.cut(last, to: side), x: left + width, y: y, anchor: .end, isMuted: true)
    }
    if !x.name.isEmpty {
      page.text(SVGText.cut(x.name, to: side), x: left + width / 2, y: y, anchor: .middle)
    }
    page.bottom = y + 6
  }
}

/// A map, north at the top, with a scale of kilometres.
private struct SVGLand: SVGSheet {
  private let projection: MapProjection
  private let top: Double
  private let perKilometre: Double

  private static let margin = 8.0
  private static let highest = 420.0

  /// Makes a map below what is on the page, and moves the page's bottom under it.
  init(_ projection: MapProjection, on page: inout SVGPage) {
    self.projection = projection
    top = page.bottom
    perKilometre = min(
      (SVGPage.width - 2 * Self.margin) / projection.width,
      (Self.highest - 2 * Self.margin) / projection.height)
    page.bottom = top + (projection.height * perKilometre + 2 * Self.margin)
  }

  func place(_ place: Plane.Position) -> (x: Double, y: Double) {
    let position = projection.kilometres(place)
    return (
      Self.margin + position.x * perKilometre,
      top + Self.margin + (projection.height - position.y) * perKilometre
    )
  }

  func drawScale(on page: inout SVGPage) {
    let length = MapProjection.roundLength(upTo: 120 / perKilometre)
    let y = page.bottom + 8
    let end = Self.margin + length * perKilometre
    page.path([(Self.margin, y - 4), (Self.margin, y), (end, y), (end, y - 4)], stroke: .text)
    page.text("\(NumberText.display(length)) km", x: end + 6, y: y)
    page.bottom += SVGPage.lineHeight
  }
}
