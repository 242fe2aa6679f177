import TerminalText

/// Lines over labels: one with a band, or one a series told apart by dashes.
struct SVGLines: SVGDrawing {
  enum Form {
    /// One line, the mean of all series, in the band from the least to the most of them.
    case meanOfSeries
    /// One line, the first series, in the band of the second and third.
    case band
    case series
  }

  let data: PlotTable
  let form: Form
  let x: String
  let y: String

  static let dashes = ["", "6 3", "2 3", "8 3 2 3", "1 2", "10 4", "4 1", "6 2 1 2 1 2"]

  func draw(on page: inout SVGPage) {
    guard let range = PlotRange(data.finiteValues) else {
      page.paragraph("no data", isMuted: true)
      return
    }
    if !y.isEmpty { page.paragraph(y, isMuted: true) }
    let places = BinnedCurve.places(of: data.labels)
    let frame = SVGFrame(x: PlotRange(least: 0, most: 1), y: range, on: &page)
    if form == .series {
      for series in data.series.indices { drawLine(series, places, frame, on: &page) }
    } else {
      drawBand(places, frame, on: &page)
    }
    frame.nameAxis(
      from: data.labels.first ?? "", to: data.labels.count > 1 ? data.labels.last : nil, name: x,
      on: &page)
    if form == .series { legend(on: &page) }
  }

  private func drawLine(
    _ series: Int, _ places: [Double], _ frame: SVGFrame, on page: inout SVGPage
  ) {
    let values = data.series[series].values
    let points = places.indices.compactMap { row in
      values[row].flatMap { $0.isFinite ? (frame.place(x: places[row]), frame.place(y: $0)) : nil }
    }
    let numbers = values.compactMap { $0 }.filter(\.isFinite)
    let name = data.series[series].name
    page.path(
      points, stroke: .series(series), dash: Self.dashes[series % Self.dashes.count],
      title: "\(name): " + Self.ends(of: numbers))
    dot(points, series, on: &page)
  }

  /// A line of one point is no line.
  private func dot(_ points: [(Double, Double)], _ series: Int, on page: inout SVGPage) {
    guard points.count == 1 else { return }
    page.circle(x: points[0].0, y: points[0].1, radius: 2.5, fill: .series(series))
  }

  private func drawBand(_ places: [Double], _ frame: SVGFrame, on page: inout SVGPage) {
    let count = min(300, max(1, data.labels.count))
    let curve =
      form == .band ? BinnedCurve(band: data, bins: count) : BinnedCurve(data: data, bins: count)
    let bins = curve.bins.enumerated().compactMap { index, bin in
      bin.map { (place: Double(index) / Double(max(1, count - 1)), bin: $0) }
    }
    func points(_ value: (BinnedCurve.Bin) -> Double) -> [(x: Double, y: Double)] {
      bins.map { (frame.place(x: $0.place), frame.place(y: value($0.bin))) }
    }
    if bins.contains(where: { $0.bin.least < $0.bin.most }) {
      page.path(
        points(\.most) + points(\.least).reversed(), isClosed: true, fill: .series(0),
        opacity: 0.25, title: "from the least to the most")
    }
    page.path(points(\.mean), stroke: .series(0), title: Self.ends(of: bins.map(\.bin.mean)))
    dot(points(\.mean).map { ($0.x, $0.y) }, 0, on: &page)
  }

  /// What a line comes from and goes to, and its extremes.
  private static func ends(of values: [Double]) -> String {
    guard let first = values.first, let last = values.last, let range = PlotRange(values) else {
      return "no values"
    }
    let texts = [first, last, range.least, range.most].map { NumberText.display($0) }
    return "from \(texts[0]) to \(texts[1]), least \(texts[2]), most \(texts[3])"
  }

  private func legend(on page: inout SVGPage) {
    for (series, name) in data.series.map(\.name).enumerated() {
      let y = page.bottom + 8
      page.path(
        [(0, y), (28, y)], stroke: .series(series), dash: Self.dashes[series % Self.dashes.count])
      page.text(SVGText.cut(name, to: SVGPage.width - 40), x: 34, y: y + 4)
      page.bottom += SVGPage.lineHeight
    }
  }
}
