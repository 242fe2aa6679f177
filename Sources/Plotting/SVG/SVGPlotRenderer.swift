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
    if plot.data.isEmpty {
      page.paragraph("no data", isMuted: true)
    } else {
      page.bottom += 4
      drawing(of: plot).draw(on: &page)
    }
    if plot.isAllZero { page.paragraph("every value is 0", isMuted: true) }
    for note in plot.spec.notes { page.paragraph(note, isMuted: true) }
    let height = SVGText.number(page.bottom + 4)
    let title = plot.spec.title.isEmpty ? PlotDescription.kind(of: plot) : plot.spec.title
    let attributes = [
      "xmlns=\"http://www.w3.org/2000/svg\"",
      "viewBox=\"0 0 \(SVGText.number(SVGPage.width)) \(height)\"", "role=\"img\"",
      "aria-labelledby=\"\(id)-title \(id)-desc\"", "width=\"100%\"",
      "style=\"max-width:600px;height:auto\(hasGround ? Self.ground : "")\"",
      "font-family=\"system-ui, sans-serif\"",
      "font-size=\"\(SVGText.number(SVGPage.fontSize))\"", "fill=\"currentColor\"",
    ]
    return "<svg \(attributes.joined(separator: " "))>"
      + "<title id=\"\(id)-title\">\(SVGText.escaped(visible(title)))</title>"
      + "<desc id=\"\(id)-desc\">\(SVGText.escaped(visible(PlotDescription.text(of: plot))))</desc>"
      + page.elements.joined() + "</svg>"
  }

  /// How much of the colour `--plot-1` each shade of a grid has, from the lightest; numbers stand on it.
  public static var shadeOpacities: [Double] { (0...HeatShades.count).map(SVGHeat.opacity) }

  private static let ground = ";padding:8px;background:#fff;color:#1c1e21"

  private func drawing(of plot: Plot) -> any SVGDrawing {
    switch plot.data {
    case .table(let table): drawing(of: table, plot.spec)
    case .histogram(let histogram): SVGHistogram(data: histogram, scale: plot.spec.scale)
    case .scatter(let scatter): SVGScatter(data: scatter, x: plot.spec.x, y: plot.spec.y)
    case .heat(let heat): SVGHeat(data: heat)
    case .timeline(let timeline): SVGTimeline(data: timeline)
    case .map(let map): SVGMap(data: map)
    }
  }

  private func drawing(of table: PlotTable, _ spec: PlotSpec) -> any SVGDrawing {
    switch spec.mark {
    case .loadGrid: SVGHeat(data: LoadGrid(data: table).heat)
    case .line: SVGLines(data: table, form: .meanOfSeries, x: spec.x, y: spec.y)
    case .band: SVGLines(data: table, form: .band, x: spec.x, y: spec.y)
    case .lines: SVGLines(data: table, form: .series, x: spec.x, y: spec.y)
    case .bars, .comparison, .histogram, .scatter, .heat, .timeline, .map: SVGBars(data: table)
    }
  }
}

extension LoadGrid {
  /// The grid as rows by columns, its gaps in the last one.
  fileprivate var heat: HeatData {
    HeatData(
      rows: data.labels, columns: data.series.map(\.name) + [Self.gapName],
      values: data.labels.indices.map { row in
        data.series.map { $0.values[row] } + [gap(row: row)]
      })
  }
}
