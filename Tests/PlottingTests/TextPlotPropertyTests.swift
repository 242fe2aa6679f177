import TerminalText
import Testing

@testable import Plotting

@Suite("Plots of any data on any width")
struct TextPlotPropertyTests {
  /// A generator of numbers that is the same for ever (Knuth's MMIX constants).
  private struct Draws {
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
      ["", "Marc", "Giuseppe-Maria von und zu", "東京タワー", "a\nb\u{1B}[2J", "👩‍⚕️🚕"][below(6)]
    }

    mutating func data() -> PlotData {
      let labels = (0..<below(5)).map { _ in label() }
      let series = (0..<below(8)).map { _ in
        PlotSeries(label(), (0..<below(6)).map { _ in value() })
      }
      return PlotData(labels: labels, series: series)
    }
  }

  @Test(
    "no line is wider than the canvas or steers the terminal", arguments: 0..<40 as Range<UInt64>)
  func fits(seed: UInt64) {
    var draws = Draws(state: seed)
    let data = draws.data()
    for mark in PlotMark.allCases {
      let plot = Plot(PlotSpec(mark, title: draws.label(), notes: [draws.label()]), data)
      for width in [1, 3, 8, 17, 40, 41, 59, 80, 120, 300] {
        let glyphs = draws.below(2) == 0 ? Glyphs.unicode : .ascii
        let canvas = TextCanvas(width: width, glyphs: glyphs)
        for line in TextPlotRenderer(canvas: canvas).lines(of: plot) {
          #expect(displayWidth(of: line) <= width, "seed \(seed), \(mark), width \(width): \(line)")
          #expect(!line.unicodeScalars.contains { $0.value < 0x20 }, "seed \(seed), \(mark)")
        }
      }
    }
  }

  @Test("a bar is as wide as its scale, grows with its value, and shows any value but 0")
  func bars() {
    var draws = Draws(state: 3)
    for _ in 0..<300 {
      let values = (0..<6).map { _ in draws.value() ?? 1 }.filter(\.isFinite).sorted()
      let columns = 4 + draws.below(60)
      let glyphs = draws.below(2) == 0 ? Glyphs.unicode : .ascii
      let scale = BarScale(values: values, columns: columns, glyphs: glyphs)
      var previous = 0
      for value in values {
        let bar = scale.bar(value)
        #expect(displayWidth(of: bar) == columns)
        let ink = bar.filter { $0 != " " && $0 != "│" && $0 != "|" }
        #expect(ink.isEmpty == (value == 0), "\(value) among \(values) on \(columns)")
        if value > 0 {
          #expect(ink.count >= previous)
          previous = ink.count
        }
      }
    }
  }

  @Test("bars of equal columns differ by eighths")
  func eighths() {
    let scale = BarScale(values: [16], columns: 2, glyphs: .unicode)
    let bars = (0...16).map { scale.bar(Double($0)) }
    #expect(
      bars == [
        "  ", "▏ ", "▎ ", "▍ ", "▌ ", "▋ ", "▊ ", "▉ ", "█ ", "█▏", "█▎", "█▍", "█▌", "█▋", "█▊",
        "█▉",
        "██",
      ])
  }
}
