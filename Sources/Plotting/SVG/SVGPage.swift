import TerminalText

/// The elements of a picture, drawn from the top downwards.
struct SVGPage {
  /// The width in units: text of 12 units is still read where the page is 360 pixels wide.
  static let width = 400.0
  static let fontSize = 12.0
  /// About the width of a letter, of the wider fonts that readers have.
  static let columnWidth = 7.4
  static let lineHeight = 16.0

  enum Anchor: String {
    case start, middle, end
  }

  private(set) var elements: [String] = []
  /// Where the next line of text goes.
  var bottom = 0.0

  /// Adds a text; `y` is its base line.
  mutating func text(
    _ text: String, x: Double, y: Double, anchor: Anchor = .start, isMuted: Bool = false,
    isBold: Bool = false
  ) {
    let place = "x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\""
    let end = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    let style = (isMuted ? " opacity=\"0.75\"" : "") + (isBold ? " font-weight=\"bold\"" : "")
    elements.append("<text \(place)\(end)\(style)>\(SVGText.escaped(visible(text)))</text>")
  }

  /// Adds lines of text at the bottom, wrapped to the page.
  mutating func paragraph(_ text: String, isMuted: Bool = false, isBold: Bool = false) {
    for line in wrapped(visible(text), to: Int(Self.width / Self.columnWidth)) {
      bottom += Self.lineHeight
      self.text(line, x: 0, y: bottom - 4, isMuted: isMuted, isBold: isBold)
    }
  }

  /// Adds a rectangle that says what it stands for.
  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, fill: SVGPaint, opacity: Double = 1,
    stroke: SVGPaint = .none, dash: String = "", title: String = ""
  ) {
    let frame = [("x", x), ("y", y), ("width", max(0, width)), ("height", max(0, height))]
      .map { " \($0)=\"\(SVGText.number($1))\"" }.joined()
    add("rect", frame + paint(fill, opacity, stroke, dash), title: title)
  }

  /// Adds a path that says what it stands for.
  mutating func path(
    _ points: [(x: Double, y: Double)], isClosed: Bool = false, fill: SVGPaint = .none,
    opacity: Double = 1, stroke: SVGPaint = .none, dash: String = "", title: String = ""
  ) {
    guard !points.isEmpty else { return }
    var steps = points.enumerated().map { index, point in
      (index == 0 ? "M" : "L") + SVGText.number(point.x) + " " + SVGText.number(point.y)
    }
    if isClosed { steps.append("Z") }
    add("path", " d=\"\(steps.joined())\"" + paint(fill, opacity, stroke, dash), title: title)
  }

  /// Adds a circle that says what it stands for.
  mutating func circle(
    x: Double, y: Double, radius: Double, fill: SVGPaint, opacity: Double = 1,
    stroke: SVGPaint = .none, title: String = ""
  ) {
    let frame = [("cx", x), ("cy", y), ("r", radius)]
      .map { " \($0)=\"\(SVGText.number($1))\"" }.joined()
    add("circle", frame + paint(fill, opacity, stroke, ""), title: title)
  }

  private func paint(_ fill: SVGPaint, _ opacity: Double, _ stroke: SVGPaint, _ dash: String)
    -> String
  {
    // Two style attributes would be no XML: a shape is filled or outlined in a variable colour.
    let paint =
      fill == .none ? fill.attribute("fill") + stroke.attribute("stroke") : fill.attribute("fill")
    return paint + (opacity < 1 ? " opacity=\"\(SVGText.number(opacity))\"" : "")
      + (dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\"")
  }

  private mutating func add(_ name: String, _ attributes: String, title: String) {
    let title = title.isEmpty ? "" : "<title>\(SVGText.escaped(visible(title)))</title>"
    elements.append(
      title.isEmpty ? "<\(name)\(attributes)/>" : "<\(name)\(attributes)>\(title)</\(name)>")
  }
}

/// A plot of one form, which knows how to draw itself on a page.
protocol SVGDrawing {
  func draw(on page: inout SVGPage)
}
