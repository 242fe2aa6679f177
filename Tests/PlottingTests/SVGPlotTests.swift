import Plotting
import Testing

@Suite("Plots drawn as SVG")
struct SVGPlotTests {
  @Test("any plot is one well-formed element with a title and a description", arguments: 0..<40)
  func wellFormed(seed: Int) {
    var draws = Draws(state: UInt64(seed))
    for plot in draws.plots() {
      let svg = SVGPlotRenderer(id: "p\(seed)").svg(of: plot)
      let check = WellFormed(svg)
      #expect(check.problem == nil, "seed \(seed), \(plot.spec.mark)")
      #expect(check.ids == ["p\(seed)-title", "p\(seed)-desc"])
      #expect(check.names.first == "svg")
      #expect(svg.contains("role=\"img\" aria-labelledby=\"p\(seed)-title p\(seed)-desc\""))
    }
  }

  @Test("nothing in it runs or is fetched, whatever the data say", arguments: 0..<20)
  func selfContained(seed: Int) {
    var draws = Draws(state: UInt64(seed))
    for plot in draws.plots() {
      let svg = SVGPlotRenderer().svg(of: plot)
      let names = Set(WellFormed(svg).names)
      #expect(
        names.isSubset(of: ["svg", "title", "desc", "text", "rect", "path", "circle"]), "\(names)")
      for word in ["href", "url(", " on", "<style", "javascript"] {
        #expect(!svg.replacingTexts.contains(word), "seed \(seed), \(word)")
      }
    }
  }

  @Test("an id holds only what an id may, and is never empty")
  func identifiers() {
    let plot = Plot(PlotSpec(.bars), PlotData(labels: [], series: []))
    #expect(SVGPlotRenderer(id: "a b\"<7").svg(of: plot).contains("id=\"ab7-title\""))
    #expect(SVGPlotRenderer(id: "\"").svg(of: plot).contains("id=\"plot-title\""))
  }

  @Test("a small picture is as it is")
  func golden() {
    let plot = Plot(
      PlotSpec(.bars, title: "rides < 3", notes: ["gap 1"]),
      PlotData(labels: ["Ana", "Zoë & co"], series: [PlotSeries("rides", [2, 1])]))
    #expect(
      SVGPlotRenderer(id: "p").svg(of: plot).replacing("><", with: ">\n<") == """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 76" role="img" \
        aria-labelledby="p-title p-desc" width="100%" style="max-width:600px;height:auto" \
        font-family="system-ui, sans-serif" font-size="12" fill="currentColor">
        <title id="p-title">rides &lt; 3</title>
        <desc id="p-desc">bar chart: 2 rows, 1 series. Ana 2; Zoë &amp; co 1. gap 1</desc>
        <text x="0" y="12" font-weight="bold">rides &lt; 3</text>
        <text x="0" y="31">Ana</text>
        <rect x="67.2" y="21" width="317.4" height="12" fill="#0072B2" \
        style="fill:var(--plot-1,#0072B2)">
        <title>Ana: 2</title>
        </rect>
        <text x="388.6" y="31">2</text>
        <text x="0" y="49">Zoë &amp; co</text>
        <rect x="67.2" y="39" width="158.7" height="12" fill="#0072B2" \
        style="fill:var(--plot-1,#0072B2)">
        <title>Zoë &amp; co: 1</title>
        </rect>
        <text x="229.9" y="49">1</text>
        <text x="0" y="68" opacity="0.75">gap 1</text>
        </svg>
        """)
  }
}

extension String {
  /// The picture without what texts of data may hold: words between tags.
  fileprivate var replacingTexts: String {
    split(separator: "<").map { $0.prefix { $0 != ">" } }.joined(separator: "<")
  }
}
