import TerminalText

/// Points over two axes, groups told apart by their shapes.
struct SVGScatter: SVGDrawing {
  let data: ScatterData
  let x: String
  let y: String

  func draw(on page: inout SVGPage) {
    guard let across = PlotRange(data.points.map(\.x)), let up = PlotRange(data.points.map(\.y))
    else { return }
    if !y.isEmpty { page.paragraph(y, isMuted: true) }
    let frame = SVGFrame(x: across, y: up, on: &page)
    for (index, group) in data.groups.enumerated() {
      let name = data.groups.count > 1 ? "\(group.name): " : ""
      for point in group.points {
        let title = "\(name)\(NumberText.display(point.x)), \(NumberText.display(point.y))"
        Self.mark(
          index, x: frame.place(x: point.x), y: frame.place(y: point.y), title: title, on: &page)
      }
    }
    frame.nameAxis(
      from: NumberText.display(across.least),
      to: across.least < across.most ? NumberText.display(across.most) : nil, name: x, on: &page)
    if data.groups.count > 1 {
      for (index, group) in data.groups.enumerated() {
        let y = page.bottom + 8
        Self.mark(index, x: 6, y: y, title: "", on: &page)
        page.text(SVGText.cut(group.name, to: SVGPage.width - 30), x: 16, y: y + 4)
        page.bottom += SVGPage.lineHeight
      }
    }
    if let remark = ScatterChart.remark(on: data) { page.paragraph(remark, isMuted: true) }
  }

  /// Circle, triangle, square and diamond, filled and then hollow.
  static func mark(_ group: Int, x: Double, y: Double, title: String, on page: inout SVGPage) {
    let isHollow = group % 8 >= 4
    let fill = isHollow ? SVGPaint.none : .series(group)
    let stroke = isHollow ? SVGPaint.series(group) : .none
    let size = 2.6
    let corners: [(x: Double, y: Double)]
    switch group % 4 {
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
}
