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
    elements.append("<text \(place)\(end)\(style)>\(MarkupText.escaped(ScreenLine(text)))</text>")
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
    let title = title.isEmpty ? "" : "<title>\(MarkupText.escaped(ScreenLine(title)))</title>"
    elements.append(
      title.isEmpty ? "<\(name)\(attributes)/>" : "<\(name)\(attributes)>\(title)</\(name)>")
  }
}

/// What a shape is painted with: a colour that a document may set, with a default.
///
/// The defaults are the palette of M. Okabe and K. Ito, "Color universal design" (2002, revised
/// 2008), which people with any colour vision tell apart; shapes and dashes tell the same.
enum SVGPaint: Equatable {
  /// The colour of a series, `--plot-1` to `--plot-8`, repeating.
  case series(Int)
  /// The document's colour of text.
  case text
  /// What is broken: `--plot-alert`.
  case alert
  case none

  /// Blue, vermillion, bluish green, orange, reddish purple, sky blue, yellow, and the text's colour.
  private static let defaults = [
    "#0072B2", "#D55E00", "#009E73", "#E69F00", "#CC79A7", "#56B4E9", "#F0E442", "currentColor",
  ]

  /// An attribute of that paint: `fill` or `stroke`.
  ///
  /// The attribute is for readers that know no variables; where they are known, the style wins.
  func attribute(_ name: String) -> String {
    switch self {
    case .none: return " \(name)=\"none\""
    case .text: return " \(name)=\"currentColor\""
    case .alert: return variable(name, "--plot-alert", "#D55E00")
    case .series(let index):
      let place = index % Self.defaults.count
      return variable(name, "--plot-\(place + 1)", Self.defaults[place])
    }
  }

  private func variable(_ name: String, _ variable: String, _ color: String) -> String {
    " \(name)=\"\(color)\" style=\"\(name):var(\(variable),\(color))\""
  }
}

/// Texts and numbers as SVG holds them.
enum SVGText {
  /// A coordinate with at most two decimals.
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
    let sign = hundredths < 0 ? "-" : ""
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    guard rest > 0 else { return hundredths == 0 ? "0" : sign + String(whole) }
    let decimals = rest % 10 == 0 ? String(rest / 10) : (rest < 10 ? "0" : "") + String(rest)
    return sign + String(whole) + "." + decimals
  }

  /// About how wide a text is drawn, in the unit of the page.
  static func width(of text: String) -> Double {
    Double(displayWidth(of: text)) * SVGPage.columnWidth
  }

  /// A text cut to about a width.
  static func cut(_ text: String, to width: Double) -> String {
    truncated(visible(text), to: max(1, Int(width / SVGPage.columnWidth)))
  }
}
