import TerminalText
import Testing

@testable import Plotting

@Suite("Lines drawn with characters")
struct LineChartTests {
  private func drawn(_ data: PlotTable, width: Int, glyphs: Glyphs = .unicode) -> String {
    TextPlotRenderer(canvas: TextCanvas(width: width, glyphs: glyphs))
      .lines(of: Plot(PlotSpec(.line), .table(data))).map(\.text).joined(separator: "\n")
  }

  private let falling = PlotTable(
    labels: ["0", "10", "20", "30"], series: [PlotSeries("seed 1", [9, 3, 1, 0])])

  @Test("a line falls from the most at the top to the least at the bottom, over named ends")
  func line() {
    #expect(
      drawn(falling, width: 24) == """
        9 │⠱⡀
          │ ⠱⡀
          │  ⠘⡄
          │   ⠘⡄
          │    ⠘⡄
          │     ⠈⢆
          │      ⠈⢆⡀
          │        ⠈⠑⠤⡀
          │           ⠈⠑⠢⣀⡀
        0 │               ⠈⠉⠒⠢⠤⣀
          └─────────────────────
           0                  30
        """)
    #expect(
      drawn(falling, width: 24, glyphs: .ascii) == """
        9 |*
          | *
          |  *
          |   **
          |     *
          |      *
          |       **
          |         ****
          |             *****
        0 |                  ***
          +---------------------
           0                  30
        """)
  }

  @Test("several series are a line of their means in a band from the least to the most")
  func band() {
    let data = PlotTable(
      labels: ["0", "10", "20"],
      series: [PlotSeries("a", [8, 4, 0]), PlotSeries("b", [8, 0, 0])])
    #expect(
      drawn(data, width: 30) == """
        8 │⠑⢄░
          │ ░⠑⢄░░
          │   ⠈⠢⡀░░
          │    ░⠈⠢⡀░░░
          │     ░░⠈⠢⡀░░░░
          │       ░░⠘⢄░░░░░░
          │        ░░░⠑⢄░░░░░░
          │          ░░░⠑⠤⢄⡀░░░░░
          │           ░░░░░⠈⠉⠒⠢⠤⣀░░░
        0 │            ░░░░░░░░░░⠉⠑⠒⠤⣀
          └───────────────────────────
           0                        20
        """)
    #expect(
      drawn(data, width: 30, glyphs: .ascii) == """
        8 |*:
          | **::
          |   **:::
          |    :**::::
          |      :**:::::
          |       ::**:::::
          |        :::**::::::
          |          :::*****::::
          |           :::::::******:
        0 |             :::::::::::***
          +---------------------------
           0                        20
        """)
  }

  private func curve(_ data: PlotTable, inBins count: Int) -> [Curve.Value?] {
    data.curves(.line)[0].values(inBins: count)
  }

  @Test("labels that are numbers are places, others stand at equal distances")
  func places() {
    func means(_ labels: [String]) -> [Double?] {
      curve(PlotTable(labels: labels, series: [PlotSeries("a", [0, 1, 4])]), inBins: 5)
        .map { $0?.mean }
    }
    #expect(means(["0", "1", "4"]) == [0, 1, 2, 3, 4])
    #expect(means(["a", "b", "c"]) == [0, 0.5, 1, 2.5, 4])
    #expect(means(["4", "1", "0"]) == means(["a", "b", "c"]))
  }

  @Test("points that fall together are their mean, and the band still holds them all")
  func bins() {
    let data = PlotTable(
      labels: (0..<1_000).map(String.init),
      series: [PlotSeries("a", (0..<1_000).map { $0 % 2 == 0 ? 1 : 3 })])
    for value in curve(data, inBins: 10) {
      #expect(value == Curve.Value(mean: 2, least: 1, most: 3))
    }
  }

  @Test("before the first point and after the last there is nothing; missing values are no points")
  func ends() {
    let data = PlotTable(
      labels: ["0", "1", "2", "3", "4"],
      series: [PlotSeries("a", [nil, 2, .nan, 4, nil])])
    #expect(curve(data, inBins: 5).map { $0?.mean } == [nil, 2, 3, 4, nil])
  }

  @Test("a level line and a single point are drawn, and nothing but gaps is no data")
  func degenerate() {
    let level = PlotTable(labels: ["0", "9"], series: [PlotSeries("a", [2, 2])])
    #expect(drawn(level, width: 20, glyphs: .ascii).contains("2 |****************"))
    let point = PlotTable(labels: ["7"], series: [PlotSeries("a", [5])])
    #expect(drawn(point, width: 20, glyphs: .ascii).contains("5 |*"))
    let gaps = PlotTable(labels: ["7"], series: [PlotSeries("a", [nil])])
    #expect(drawn(gaps, width: 20) == "no data")
  }

  @Test("the line has no holes and the band encloses it", arguments: [40, 80, 131, 300])
  func connected(width: Int) {
    let values = (0..<300).map { Double(($0 * 7_919) % 101) }
    let data = PlotTable(
      labels: values.indices.map { String($0 * $0) }, series: [PlotSeries("a", values)])
    for case let value? in curve(data, inBins: width) {
      #expect(value.least <= value.mean && value.mean <= value.most)
    }
    let columns = columns(of: Plot(PlotSpec(.line), .table(data)), width: width)
    #expect(columns.count > 15)
    for rows in columns {
      #expect(!rows.isEmpty)
      #expect(rows.last.map { $0 - rows[0] } == rows.count - 1)
    }
  }

  /// The rows that the first line takes in each column between the axes.
  private func columns(of plot: Plot, width: Int) -> [[Int]] {
    let rows = TextPlotRenderer(canvas: TextCanvas(width: width, glyphs: .ascii)).lines(of: plot)
      .prefix(TextPlane.rowsOfCurves).map { Array($0.text.drop { $0 != "|" }.dropFirst()) }
    return (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.indices.filter { column < rows[$0].count && rows[$0][column] == "*" }
    }
  }

  /// Two series of which neither has a value where the other has one.
  private let apart = PlotTable(
    labels: ["0", "1", "2", "3", "4", "5"],
    series: [
      PlotSeries("a", [0, nil, 8, nil, 0, nil]), PlotSeries("b", [nil, 9, nil, 9, nil, 9]),
    ])

  @Test("a line goes on to its own next point, whatever other series have between")
  func linesApart() {
    let text = TextPlotRenderer(canvas: TextCanvas(width: 26, glyphs: .ascii))
      .lines(of: Plot(PlotSpec(.lines), .table(apart))).map(\.text).joined(separator: "\n")
    #expect(
      text == """
        9 |    +++++++++++++++++++
          |         *
          |        * *
          |       *   *
          |      *     *
          |    **       **
          |   *           *
          |  *             *
          | *               *
        0 |*                 *
          +-----------------------
           0                     5
        * a  + b
        """)
  }

  @Test("each of several lines is one path through its own points in SVG")
  func pathsApart() {
    let svg = SVGPlotRenderer().svg(of: Plot(PlotSpec(.lines), .table(apart)))
    #expect(svg.contains("d=\"M28.2 210L172.92 32.22L317.64 210\""))
    #expect(svg.contains("d=\"M100.56 10L245.28 10L390 10\""))
  }

  @Test("no line of several has a hole, however steep it is", arguments: [30, 80, 131])
  func linesConnected(width: Int) {
    var draws = Draws(state: UInt64(width))
    let values = (0..<60).map { _ in draws.below(3) == 0 ? nil : Double(draws.below(101)) }
    let data = PlotTable(
      labels: values.indices.map(String.init),
      series: [PlotSeries("a", values), PlotSeries("nothing", [])])
    let columns = columns(of: Plot(PlotSpec(.lines), .table(data)), width: width)
    let drawn = columns.drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed()
    #expect(drawn.count > 15)
    for (left, right) in zip(drawn, drawn.dropFirst()) {
      #expect(right == Array((right.first ?? 0)...(right.last ?? 0)))
      #expect(left.contains { row in right.contains { abs($0 - row) <= 1 } })
    }
  }
}
