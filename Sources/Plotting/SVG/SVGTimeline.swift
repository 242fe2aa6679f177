import TerminalText

/// Lanes of time: rides as boxes, ways as lines, idle times dotted, delays and conflicts marked.
struct SVGTimeline: SVGDrawing {
  let data: TimelineData

  private static let lane = 20.0

  func draw(on page: inout SVGPage) {
    let labelWidth = min(90, data.lanes.map { SVGText.width(of: $0.name) }.max() ?? 0) + 6
    let room = SVGPage.width - labelWidth - 2
    let hours = data.hours
    func place(_ minute: Int) -> Double {
      labelWidth + room * Double(minute - hours.from) / Double(hours.to - hours.from)
    }
    drawHours(hours, place, on: &page)
    for (index, lane) in data.lanes.enumerated() {
      let y = page.bottom
      page.text(SVGText.cut(lane.name, to: labelWidth), x: 0, y: y + 14)
      for kind in TimelineData.Kind.allCases {
        for span in data.spans where span.lane == index && span.kind == kind {
          draw(span, of: lane, from: place(span.from), to: place(span.to), y: y, on: &page)
        }
      }
      page.bottom += Self.lane
      if !lane.note.isEmpty {
        page.text(
          SVGText.cut(lane.note, to: room), x: labelWidth, y: page.bottom + 8, isMuted: true)
        page.bottom += 14
      }
    }
    for kind in TimelineData.Kind.allCases.reversed()
    where data.spans.contains(where: { $0.kind == kind }) {
      drawMark(kind, from: 0, to: 28, y: page.bottom, title: "", on: &page)
      page.text(TimelineMarks.name(kind), x: 34, y: page.bottom + 14)
      page.bottom += Self.lane
    }
  }

  private func drawHours(
    _ hours: (from: Int, to: Int), _ place: (Int) -> Double, on page: inout SVGPage
  ) {
    let count = (hours.to - hours.from) / 60
    let step = max(1, (count + 11) / 12) * 60
    let top = page.bottom + SVGPage.lineHeight
    let notes = data.lanes.count { !$0.note.isEmpty }
    let bottom = top + Self.lane * Double(data.lanes.count) + 14 * Double(notes)
    for minute in stride(from: hours.from, through: hours.to, by: step) {
      let x = place(minute)
      page.path([(x, top), (x, bottom)], opacity: 0.2, stroke: .text)
      if minute < hours.to { page.text("\(minute / 60)", x: x + 1, y: top - 4, isMuted: true) }
    }
    page.bottom = top
  }

  private func draw(
    _ span: TimelineData.Span, of lane: TimelineData.Lane, from: Double, to: Double, y: Double,
    on page: inout SVGPage
  ) {
    let title =
      "\(lane.name): \(TimelineMarks.name(span.kind)) \(span.label), "
      + "\(Self.clock(span.from)) to \(Self.clock(span.to))"
    drawMark(span.kind, from: from, to: to, y: y, title: title, on: &page)
    if span.kind == .ride, SVGText.width(of: span.label) < to - from - 2 {
      page.text(span.label, x: (from + to) / 2, y: y + 14, anchor: .middle)
    }
  }

  private func drawMark(
    _ kind: TimelineData.Kind, from: Double, to: Double, y: Double, title: String,
    on page: inout SVGPage
  ) {
    let width = max(1, to - from)
    let middle = y + Self.lane / 2
    switch kind {
    case .idle:
      page.path(
        [(from, middle), (to, middle)], opacity: 0.5, stroke: .text, dash: "1 3", title: title)
    case .hop: page.path([(from, middle), (to, middle)], stroke: .text, title: title)
    case .ride:
      page.rectangle(
        x: from, y: y + 2, width: width, height: Self.lane - 4, fill: .series(0), opacity: 0.45,
        title: title)
      page.rectangle(
        x: from, y: y + 2, width: width, height: Self.lane - 4, fill: .none, stroke: .series(0))
    case .late:
      page.rectangle(
        x: from, y: y, width: width, height: 4, fill: .none, stroke: .series(3), dash: "2 1",
        title: title)
    case .broken:
      page.rectangle(
        x: from, y: y + 1, width: width, height: Self.lane - 2, fill: .none, stroke: .alert,
        title: title)
      page.text("✕", x: from + 1, y: y + 9)
    }
  }

  private static func clock(_ minute: Int) -> String {
    let hour = abs(minute) / 60
    let rest = abs(minute) % 60
    return (minute < 0 ? "-" : "") + (hour < 10 ? "0" : "") + "\(hour):" + (rest < 10 ? "0" : "")
      + "\(rest)"
  }
}
