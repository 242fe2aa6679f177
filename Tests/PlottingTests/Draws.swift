import Plotting

/// A generator of awkward plots that is the same for ever (Knuth's MMIX constants).
struct Draws {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func value() -> Double? {
    switch below(12) {
    case 0: nil
    case 1: 0
    case 2: .nan
    case 3: -.infinity
    case 4: .greatestFiniteMagnitude
    case 5: -.greatestFiniteMagnitude
    case 6: .leastNonzeroMagnitude
    case 7: -Double(below(1000)) / 7
    default: Double(below(40))
    }
  }

  mutating func label() -> String {
    [
      "", "Marc", "Giuseppe-Maria von und zu", "東京タワー", "a\nb\u{1B}[2J", "👩‍⚕️🚕",
      "<script>\"&'\u{0}\u{FFFF}", "\u{202E}turned", String(repeating: "long ", count: 80),
    ][below(9)]
  }

  mutating func table() -> PlotTable {
    let labels = (0..<below(5)).map { below(3) == 0 ? "\($0 * 7)" : label() }
    let series = (0..<below(8)).map { _ in
      PlotSeries(label(), (0..<below(6)).map { _ in value() }, countsForGap: below(2) == 0)
    }
    return PlotTable(labels: labels, series: series)
  }

  mutating func histogram() -> HistogramData {
    let values = (0..<below(60)).compactMap { _ in value() }
    let binning: HistogramBinning =
      [.automatic, .count(1 + below(30)), .width(0.5 + Double(below(90)))][below(3)]
    return HistogramData(of: values, binning: binning, nulls: below(3), others: below(2))
      ?? HistogramData(of: values, binning: .count(3)) ?? HistogramData(of: [], binning: .automatic)
      ?? { preconditionFailure("no values always make a histogram") }()
  }

  mutating func scatter() -> ScatterData {
    ScatterData.thinned(
      (0..<below(11)).map { _ in
        .init(
          name: label(), points: (0..<below(9)).map { _ in .init(value() ?? 0, value() ?? 1) })
      })
  }

  mutating func heat() -> HeatData {
    let columns = (0..<below(30)).map { below(4) == 0 ? label() : "\($0)" }
    return HeatData(
      rows: (0..<below(8)).map { _ in label() }, columns: columns,
      values: (0..<below(8)).map { _ in (0..<below(30)).map { _ in value() } }, name: label())
  }

  mutating func timeline() -> TimelineData {
    let lanes = (0..<below(6)).map { _ in TimelineData.Lane(label(), note: label()) }
    let kinds = TimelineData.Kind.allCases
    return TimelineData(
      lanes: lanes,
      spans: (0..<below(25)).map { _ in
        let from = below(2) == 0 ? 300 + below(900) : below(9_000) - 4_000
        return .init(
          lane: below(7) - 1, kinds[below(kinds.count)], from: from, to: from + below(200) - 20,
          label: below(2) == 0 ? "\(below(500))" : label())
      })
  }

  mutating func place() -> MapData.Place {
    MapData.Place(
      latitude: below(9) == 0 ? value() ?? .nan : 46 + Double(below(900)) / 1_000,
      longitude: below(9) == 0 ? value() ?? 181 : 6 + Double(below(900)) / 1_000)
  }

  mutating func map() -> MapData {
    MapData(
      groups: (0..<below(4)).map { _ in label() },
      points: (0..<below(20)).map { _ in .init(place(), count: below(40) - 2) },
      legs: (0..<below(20)).map { _ in .init(from: place(), to: place(), group: below(4)) })
  }

  /// A plot of each kind of data, with every mark that can draw it.
  mutating func plots() -> [Plot] {
    let table = PlotData.table(table())
    let tabular: [PlotMark] = [.bars, .comparison, .loadGrid, .line, .band, .lines]
    return tabular.map { plot($0, table) } + [
      plot(.histogram, .histogram(histogram())), plot(.scatter, .scatter(scatter())),
      plot(.heat, .heat(heat())), plot(.timeline, .timeline(timeline())), plot(.map, .map(map())),
    ]
  }

  private mutating func plot(_ mark: PlotMark, _ data: PlotData) -> Plot {
    Plot(
      PlotSpec(
        mark, title: label(), notes: [label()], x: label(), y: label(),
        scale: below(2) == 0 ? .log : .linear),
      data)
  }
}
