import Plotting
import TerminalText
import Testing

@Suite("Plots drawn with characters")
struct TextPlotGoldenTests {
  private let loads = PlotData(
    labels: ["Giuseppe", "Marc", "Ana", "Zoë"],
    series: [PlotSeries("recorded", [6, 2, 2, 0.01]), PlotSeries("wednesday", [4, 3, 3, nil])])

  private func drawn(
    _ spec: PlotSpec, _ data: PlotData, width: Int, glyphs: Glyphs = .unicode,
    palette: Palette = .plain
  ) -> String {
    TextPlotRenderer(canvas: TextCanvas(width: width, glyphs: glyphs, palette: palette))
      .lines(of: Plot(spec, data)).map(\.text).joined(separator: "\n")
  }

  @Test("bars stand beside their exact numbers, under a title and above remarks")
  func bars() {
    let data = PlotData(
      labels: ["Giuseppe", "Marc", "Ana"], series: [PlotSeries("rides", [6, 2, 2])])
    let spec = PlotSpec(.bars, title: "rides per driver, 2025-10-22", notes: ["gap 4"])
    #expect(
      drawn(spec, data, width: 40) == """
        rides per driver, 2025-10-22
        Giuseppe  6 ████████████████████████████
        Marc      2 █████████▍
        Ana       2 █████████▍
        gap 4
        """)
    #expect(
      drawn(spec, data, width: 40, glyphs: .ascii) == """
        rides per driver, 2025-10-22
        Giuseppe  6 ############################
        Marc      2 #########
        Ana       2 #########
        gap 4
        """)
  }

  @Test("several series stand under each other, and a missing value is told from 0")
  func groupedBars() {
    #expect(
      drawn(PlotSpec(.bars), loads, width: 40) == """
        Giuseppe  recorded      6 ██████████████
                  wednesday     4 █████████▍
        Marc      recorded      2 ████▋
                  wednesday     3 ███████
        Ana       recorded      2 ████▋
                  wednesday     3 ███████
        Zoë       recorded   0.01 ▏
                  wednesday  NULL
        """)
  }

  @Test("negative values grow to the left of the axis")
  func negativeBars() {
    let data = PlotData(
      labels: ["a", "b", "c", "d"], series: [PlotSeries("change", [6, -2, 0, -0.01])])
    #expect(
      drawn(PlotSpec(.bars), data, width: 30) == """
        a      6      │███████████████
        b     -2 █████│
        c      0      │
        d  -0.01     ▐│
        """)
  }

  @Test("two plans stand side by side where there is room")
  func sideBySide() {
    #expect(
      drawn(PlotSpec(.comparison), loads, width: 80) == """
                  recorded                        wednesday                       change
        Giuseppe     6 █████████████████████████     4 ████████████████▋              -2
        Marc         2 ████████▍                     3 ████████████▌                  +1
        Ana          2 ████████▍                     3 ████████████▌                  +1
        Zoë       0.01 ▏                          NULL
        """)
  }

  @Test("two plans stand under each other where there is not")
  func stacked() {
    #expect(
      drawn(PlotSpec(.comparison), loads, width: 40) == """
        recorded
        Giuseppe     6        ██████████████████
        Marc         2        ██████
        Ana          2        ██████
        Zoë       0.01        ▏
        wednesday
        Giuseppe     4     -2 ████████████
        Marc         3     +1 █████████
        Ana          3     +1 █████████
        Zoë       NULL
        """)
  }

  private let days = PlotData(
    labels: ["2025-10-22", "2025-10-23"],
    series: [
      PlotSeries("Giuseppe", [6, 1]), PlotSeries("Marc", [2, 3]), PlotSeries("Ana", [2, nil]),
    ])

  @Test("days by drivers are a grid with each day's gap")
  func grid() {
    #expect(
      drawn(PlotSpec(.loadGrid), days, width: 60) == """
                    Giuseppe       Marc           Ana            gap
        2025-10-22  6 ███████████  2 ███▋         2 ███▋           4
        2025-10-23  1 █▉           3 █████▌                        2
        """)
    #expect(
      drawn(PlotSpec(.loadGrid), days, width: 32, glyphs: .ascii) == """
                    Gi~  Ma~  Ana  gap
        2025-10-22    6    2    2    4
        2025-10-23    1    3         2
        """)
  }

  @Test("the gap of a day leaves out series that do not count, such as the reserve")
  func gridReserve() {
    let data = PlotData(
      labels: ["2025-10-22"],
      series: [
        PlotSeries("Ana", [3]), PlotSeries("Marc", [3]),
        PlotSeries("Khalid", [1], countsForGap: false),
      ])
    #expect(drawn(PlotSpec(.loadGrid), data, width: 60).hasSuffix("  0"))
  }

  @Test("drivers that do not fit beside each other go into further blocks")
  func gridBlocks() {
    #expect(
      drawn(PlotSpec(.loadGrid), days, width: 27) == """
                    Giu…  Marc  gap
        2025-10-22     6     2    4
        2025-10-23     1     3    2

                     Ana  gap
        2025-10-22     2    4
        2025-10-23          2
        """)
  }

  @Test("a plot of nothing, and one of zeros, says so")
  func nothing() {
    for mark in PlotMark.allCases {
      #expect(drawn(PlotSpec(mark), PlotData(labels: [], series: []), width: 40) == "no data")
    }
    let zeros = PlotData(labels: ["Marc"], series: [PlotSeries("rides", [0])])
    #expect(drawn(PlotSpec(.bars), zeros, width: 40) == "Marc  0\nevery value is 0")
  }

  @Test("only a palette with colours puts escape sequences into a plot")
  func colours() {
    let data = PlotData(labels: ["Marc"], series: [PlotSeries("rides", [1])])
    #expect(
      drawn(PlotSpec(.bars), data, width: 12, palette: .ansi) == "Marc  1 \u{1B}[34m████\u{1B}[0m")
  }
}
