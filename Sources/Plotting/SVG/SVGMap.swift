import TerminalText

/// Places as circles and ways as lines, north at the top, with a scale of kilometres.
struct SVGMap: SVGDrawing {
  let data: MapData

  private static let margin = 8.0
  private static let highest = 420.0

  func draw(on page: inout SVGPage) {
    guard let projection = MapProjection(data.places) else { return }
    let room = SVGPage.width - 2 * Self.margin
    let perKilometre = min(
      room / projection.width, (Self.highest - 2 * Self.margin) / projection.height)
    let top = page.bottom
    let height = projection.height * perKilometre + 2 * Self.margin
    func place(_ place: MapData.Place) -> (x: Double, y: Double) {
      let position = projection.position(of: place)
      return (
        Self.margin + position.x * perKilometre,
        top + Self.margin + (projection.height - position.y) * perKilometre
      )
    }
    for leg in data.legs {
      let name = leg.group < data.groups.count ? data.groups[leg.group] : "way"
      page.path(
        [place(leg.from), place(leg.to)], stroke: .series(leg.group + 1),
        dash: SVGLines.dashes[leg.group % SVGLines.dashes.count], title: name)
    }
    for point in data.points {
      let center = place(point.place)
      page.circle(
        x: center.x, y: center.y, radius: min(10, 2 + Double(point.count).squareRoot()),
        fill: .series(0), opacity: 0.85,
        title: NumberText.counted(point.count, "pick-up") + " at "
          + "\(NumberText.display(point.place.latitude)), "
          + NumberText.display(point.place.longitude))
    }
    page.bottom = top + height
    drawScale(perKilometre, on: &page)
    drawLegend(on: &page)
  }

  private func drawScale(_ perKilometre: Double, on page: inout SVGPage) {
    let length = MapProjection.roundLength(upTo: 120 / perKilometre)
    let y = page.bottom + 8
    let end = Self.margin + length * perKilometre
    page.path(
      [(Self.margin, y - 4), (Self.margin, y), (end, y), (end, y - 4)], stroke: .text)
    page.text("\(NumberText.display(length)) km", x: end + 6, y: y)
    page.bottom += SVGPage.lineHeight
  }

  private func drawLegend(on page: inout SVGPage) {
    page.paragraph("circles: pick-ups, larger for more", isMuted: true)
    guard data.groups.count > 1 else { return }
    for (group, name) in data.groups.enumerated() {
      let y = page.bottom + 8
      page.path(
        [(0, y), (28, y)], stroke: .series(group + 1),
        dash: SVGLines.dashes[group % SVGLines.dashes.count])
      page.text(SVGText.cut(name, to: SVGPage.width - 40), x: 34, y: y + 4)
      page.bottom += SVGPage.lineHeight
    }
  }
}
