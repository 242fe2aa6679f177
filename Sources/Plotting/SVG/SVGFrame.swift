import TerminalText

/// Axes with their ends and middles named, and the places of values between them.
struct SVGFrame {
  let left: Double
  let top: Double
  let width: Double
  let height: Double
  let x: PlotRange
  let y: PlotRange

  private static let gap = 6.0

  /// Makes a frame below what is on the page, and moves the page's bottom under it.
  init(x: PlotRange, y: PlotRange, on page: inout SVGPage) {
    let ticks = Self.ticks(y)
    left = min(120, ticks.map { SVGText.width(of: NumberText.display($0)) }.max() ?? 0) + Self.gap
    top = page.bottom + 6
    width = SVGPage.width - left - 10
    height = 200
    self.x = x
    self.y = y
    page.bottom = top + height
    for tick in ticks {
      let y = place(y: tick)
      page.path(
        [(left, y), (left + width, y)], opacity: 0.25, stroke: .text, dash: "2 3")
      page.text(NumberText.display(tick), x: left - Self.gap, y: y + 4, anchor: .end, isMuted: true)
    }
    page.path(
      [(left, top), (left, top + height), (left + width, top + height)], opacity: 0.6,
      stroke: .text)
  }

  /// The least, the middle and the most; one value has one tick.
  private static func ticks(_ range: PlotRange) -> [Double] {
    range.least == range.most
      ? [range.least] : [range.least, range.least / 2 + range.most / 2, range.most]
  }

  func place(x value: Double) -> Double { left + width * x.share(of: value) }

  func place(y value: Double) -> Double { top + height * (1 - y.share(of: value)) }

  /// Names the ends of the axis below, and what runs along it.
  func nameAxis(from first: String, to last: String?, name: String, on page: inout SVGPage) {
    let y = top + height + 14
    let side = width / 3
    page.text(SVGText.cut(first, to: side), x: left, y: y, isMuted: true)
    if let last {
      page.text(SVGText.cut(last, to: side), x: left + width, y: y, anchor: .end, isMuted: true)
    }
    if !name.isEmpty {
      page.text(SVGText.cut(name, to: side), x: left + width / 2, y: y, anchor: .middle)
    }
    page.bottom = y + 6
  }
}
