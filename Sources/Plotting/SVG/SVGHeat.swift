import TerminalText

/// Rows by columns as shades of one colour, with the numbers where there is room.
struct SVGHeat: SVGDrawing {
  let data: HeatData

  private static let height = 18.0

  func draw(on page: inout SVGPage) {
    guard let shades = HeatShades(data.finiteValues) else {
      page.paragraph("no data", isMuted: true)
      return
    }
    let labelWidth = min(110, data.rows.map(SVGText.width).max() ?? 0) + 6
    let cell = (SVGPage.width - labelWidth) / Double(max(1, data.columns.count))
    let numberWidth = data.finiteValues.map { SVGText.width(of: NumberText.display($0)) }.max() ?? 0
    drawHead(labelWidth, cell, on: &page)
    for row in data.rows.indices {
      let y = page.bottom
      page.text(SVGText.cut(data.rows[row], to: labelWidth), x: 0, y: y + 13)
      for column in data.columns.indices {
        guard let value = data.values[row][column], value.isFinite else { continue }
        let x = labelWidth + cell * Double(column)
        let level = Double(shades.level(of: value))
        page.rectangle(
          x: x, y: y, width: cell - 0.5, height: Self.height - 0.5, fill: .series(0),
          // No shade is so dark that the text on it could not be read.
          opacity: 0.06 + 0.14 * level,
          title: "\(data.rows[row]), \(data.columns[column]): \(NumberText.display(value))")
        if numberWidth < cell - 1, value != 0 {
          page.text(NumberText.display(value), x: x + cell / 2, y: y + 13, anchor: .middle)
        }
      }
      page.bottom += Self.height
    }
    page.paragraph(shades.legend(glyphs: .unicode), isMuted: true)
  }

  private func drawHead(_ labelWidth: Double, _ cell: Double, on page: inout SVGPage) {
    let widest = data.columns.map(SVGText.width).max() ?? 0
    // Every so many columns are named, so that names do not run into each other.
    let step = max(1, Int((min(widest, 60) / max(1, cell - 2)).rounded(.up)))
    for column in stride(from: 0, to: data.columns.count, by: step) {
      page.text(
        SVGText.cut(data.columns[column], to: max(cell, cell * Double(step)) - 2),
        x: labelWidth + cell * (Double(column) + 0.5), y: page.bottom + 12, anchor: .middle,
        isMuted: true)
    }
    page.bottom += SVGPage.lineHeight
  }
}
