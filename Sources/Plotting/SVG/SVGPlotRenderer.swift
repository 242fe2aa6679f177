import TerminalText

/// Draws plots as SVG: one element that needs nothing from outside.
///
///     SVGPlotRenderer(id: "plot-1").svg(of: plot)
///     // <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 86" role="img" …>…</svg>
///
/// Colours are the custom properties `--plot-1` to `--plot-8` and `--plot-alert` with defaults, and
/// text has the document's colour: so a document decides on light, dark and print. Every mark tells
/// its value in its title, and the description tells those of small plots.
public struct SVGPlotRenderer: Sendable {
  private let id: String
  private let hasGround: Bool

  /// Makes a renderer.
  ///
  /// - Parameters:
  ///   - id: What the ids in the element begin with, unique in the document; of it, letters, digits,
  ///     `-` and `_` are used.
  ///   - hasGround: Whether it stands on a white ground with dark text, for pages whose colours are
  ///     not known.
  public init(id: String = "plot", hasGround: Bool = false) {
    self.hasGround = hasGround
    let allowed = id.unicodeScalars.filter {
      $0.isASCII
        && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_")
    }
    let kept = String(String.UnicodeScalarView(allowed))
    self.id = kept.isEmpty ? "plot" : kept
  }

  /// The element of a plot.
  ///
  /// - Complexity: O(data).
  public func svg(of plot: Plot) -> String {
    var page = SVGPage()
    if !plot.spec.title.isEmpty { page.paragraph(plot.spec.title, isBold: true) }
    if !plot.data.isEmpty { page.bottom += 4 }
    if let figure = plot.figure {
      drawing(of: figure).draw(on: &page)
      for remark in figure.remarks { page.paragraph(remark, isMuted: true) }
    } else {
      page.paragraph("no data", isMuted: true)
    }
    for remark in plot.remarks { page.paragraph(remark, isMuted: true) }
    let height = SVGText.number(page.bottom + 4)
    let title = plot.spec.title.isEmpty ? plot.spec.mark.name : plot.spec.title
    let attributes = [
      "xmlns=\"http://www.w3.org/2000/svg\"",
      "viewBox=\"0 0 \(SVGText.number(SVGPage.width)) \(height)\"", "role=\"img\"",
      "aria-labelledby=\"\(id)-title \(id)-desc\"", "width=\"100%\"",
      "style=\"max-width:600px;height:auto\(hasGround ? Self.ground : "")\"",
      "font-family=\"system-ui, sans-serif\"",
      "font-size=\"\(SVGText.number(SVGPage.fontSize))\"", "fill=\"currentColor\"",
    ]
    return "<svg \(attributes.joined(separator: " "))>"
      + "<title id=\"\(id)-title\">\(MarkupText.escaped(ScreenLine(title)))</title>"
      + "<desc id=\"\(id)-desc\">\(MarkupText.escaped(ScreenLine(plot.words)))</desc>"
      + page.elements.joined() + "</svg>"
  }

  /// How much of the colour `--plot-1` each shade of a grid has, from the lightest; numbers stand on it.
  public static var shadeOpacities: [Double] { (0...Shades.count).map(SVGCells.opacity) }

  private static let ground = ";padding:8px;background:#fff;color:#1c1e21"

  private func drawing(of figure: Figure) -> any SVGDrawing {
    switch figure.marks {
    case .bars(let bars): SVGBars(bars: bars)
    case .cells(let cells): SVGCells(cells: cells)
    case .spans(let spans): SVGSpans(spans: spans)
    case .plane(let plane): SVGPlane(plane: plane)
    }
  }
}

/// Marks of one sort with their key, laid out on a page.
protocol SVGDrawing {
  func draw(on page: inout SVGPage)
}
