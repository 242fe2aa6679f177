import TerminalText

/// Rows by columns as shades of one colour, with the numbers where there is room.
struct SVGCells: SVGDrawing {
  private let rows: [String]
  private let columns: [String]
  private let values: [[Double?]]

  private static let height = 18.0

  init(cells: Cells) {
    rows = cells.rows
    guard let ends = cells.ends else {
      columns = cells.columns
      values = cells.values
      return
    }
    columns = cells.columns + [ends.name]
    values = zip(cells.values, ends.values).map { $0 + [$1] }
  }

  func draw(on page: inout SVGPage) {
    let finite = values.joined().finite
    guard let shades = Shades(finite) else {
      page.paragraph("no data", isMuted: true)
      return
    }
    let labelWidth = min(110, rows.map(SVGText.width).max() ?? 0) + 6
    let cell = (SVGPage.width - labelWidth) / Double(max(1, columns.count))
    let numberWidth = finite.map { SVGText.width(of: NumberText.display($0)) }.max() ?? 0
    drawHead(labelWidth, cell, on: &page)
    for row in rows.indices {
      let y = page.bottom
      page.text(SVGText.cut(rows[row], to: labelWidth), x: 0, y: y + 13)
      for column in columns.indices {
        guard let value = values[row][column], value.isFinite else { continue }
        let x = labelWidth + cell * Double(column)
        page.rectangle(
          x: x, y: y, width: cell - 0.5, height: Self.height - 0.5, fill: .series(0),
          opacity: Self.opacity(shades.level(of: value)),
          title: "\(rows[row]), \(columns[column]): \(NumberText.display(value))")
        if numberWidth < cell - 1, value != 0 {
          page.text(NumberText.display(value), x: x + cell / 2, y: y + 13, anchor: .middle)
        }
      }
      page.bottom += Self.height
    }
    drawKey(shades, on: &page)
  }

  /// How much of the colour a step has: no shade is so strong that the text on it has a contrast
  /// below 4.5, on a light page or a dark one.
  static func opacity(_ level: Int) -> Double { 0.06 + 0.13 * Double(level) }

  /// A sample of each shade with what it reaches up to, as many on a line as fit.
  private func drawKey(_ shades: Shades, on page: inout SVGPage) {
    var x = SVGPage.width
    for (level, text) in shades.steps.enumerated() {
      let width = 18 + SVGText.width(of: text) + 8
      if x + width > SVGPage.width {
        x = 0
        page.bottom += Self.height
      }
      page.rectangle(
        x: x, y: page.bottom - 10, width: 14, height: 12, fill: .series(0),
        opacity: Self.opacity(level))
      page.text(text, x: x + 18, y: page.bottom, isMuted: true)
      x += width
    }
    page.bottom += 4
  }

  private func drawHead(_ labelWidth: Double, _ cell: Double, on page: inout SVGPage) {
    let widest = columns.map(SVGText.width).max() ?? 0
    // Every so many columns are named, so that names do not run into each other.
    let step = max(1, Int((min(widest, 60) / max(1, cell - 2)).rounded(.up)))
    for column in stride(from: 0, to: columns.count, by: step) {
      page.text(
        SVGText.cut(columns[column], to: max(cell, cell * Double(step)) - 2),
        x: labelWidth + cell * (Double(column) + 0.5), y: page.bottom + 12, anchor: .middle,
        isMuted: true)
    }
    page.bottom += SVGPage.lineHeight
  }
}
