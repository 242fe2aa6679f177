import TerminalText

/// Lanes of time with a shape for each span.
struct SVGSpans: SVGDrawing {
  let spans: Spans

  private static let lane = 20.0

  func draw(on page: inout SVGPage) {
    let labelWidth = min(90, spans.lanes.map { SVGText.width(of: $0.name) }.max() ?? 0) + 6
    let room = SVGPage.width - labelWidth - 2
    let hours = spans.hours
    func place(_ minute: Int) -> Double {
      labelWidth + room * Double(minute - hours.from) / Double(hours.to - hours.from)
    }
    drawHours(hours, place, on: &page)
    for (index, lane) in spans.lanes.enumerated() {
      let y = page.bottom
      page.text(SVGText.cut(lane.name, to: labelWidth), x: 0, y: y + 14)
      for span in spans.spans where span.lane == index {
        let (from, to) = (place(span.from), place(span.to))
        draw(span.form, from: from, to: to, y: y, title: span.title, on: &page)
        if span.form == .box, SVGText.width(of: span.label) < to - from - 2 {
          page.text(span.label, x: (from + to) / 2, y: y + 14, anchor: .middle)
        }
      }
      page.bottom += Self.lane
      if !lane.note.isEmpty {
        page.text(
          SVGText.cut(lane.note, to: room), x: labelWidth, y: page.bottom + 8, isMuted: true)
        page.bottom += 14
      }
    }
    for entry in spans.key {
      draw(entry.form, from: 0, to: 28, y: page.bottom, title: "", on: &page)
      page.text(entry.name, x: 34, y: page.bottom + 14)
      page.bottom += Self.lane
    }
  }

  private func drawHours(
    _ hours: (from: Int, to: Int), _ place: (Int) -> Double, on page: inout SVGPage
  ) {
    let count = (hours.to - hours.from) / 60
    let step = max(1, (count + 11) / 12) * 60
    let top = page.bottom + SVGPage.lineHeight
    let notes = spans.lanes.count { !$0.note.isEmpty }
    let bottom = top + Self.lane * Double(spans.lanes.count) + 14 * Double(notes)
    for minute in stride(from: hours.from, through: hours.to, by: step) {
      let x = place(minute)
      page.path([(x, top), (x, bottom)], opacity: 0.2, stroke: .text)
      if minute < hours.to { page.text("\(minute / 60)", x: x + 1, y: top - 4, isMuted: true) }
    }
    page.bottom = top
  }

  private func draw(
    _ form: Spans.Form, from: Double, to: Double, y: Double, title: String,
    on page: inout SVGPage
  ) {
    let width = max(1, to - from)
    let middle = y + Self.lane / 2
    switch form {
    case .dotted:
      page.path(
        [(from, middle), (to, middle)], opacity: 0.5, stroke: .text, dash: "1 3", title: title)
    case .line: page.path([(from, middle), (to, middle)], stroke: .text, title: title)
    case .box:
      page.rectangle(
        x: from, y: y + 2, width: width, height: Self.lane - 4, fill: .series(0), opacity: 0.45,
        title: title)
      page.rectangle(
        x: from, y: y + 2, width: width, height: Self.lane - 4, fill: .none, stroke: .series(0))
    case .dashed:
      page.rectangle(
        x: from, y: y, width: width, height: 4, fill: .none, stroke: .series(3), dash: "2 1",
        title: title)
    case .crossed:
      page.rectangle(
        x: from, y: y + 1, width: width, height: Self.lane - 2, fill: .none, stroke: .alert,
        title: title)
      page.text("✕", x: from + 1, y: y + 9)
    }
  }
}
