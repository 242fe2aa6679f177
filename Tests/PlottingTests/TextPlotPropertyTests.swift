import TerminalText
import Testing

@testable import Plotting

@Suite("Plots of any data on any width")
struct TextPlotPropertyTests {
  @Test(
    "no line is wider than the canvas or steers the terminal", arguments: 0..<16 as Range<UInt64>)
  func fits(seed: UInt64) {
    var draws = Draws(state: seed)
    for plot in draws.plots() {
      let widths =
        [1, 3, 8, 17, 40, 41, 59, 80, 120, 300] + (0..<5).map { _ in 40 + draws.below(261) }
      for width in widths {
        for glyphs in [Glyphs.unicode, .ascii] {
          let canvas = TextCanvas(width: width, glyphs: glyphs)
          for line in TextPlotRenderer(canvas: canvas).lines(of: plot).map(\.text) {
            #expect(
              displayWidth(of: line) <= width,
              "seed \(seed), \(plot.spec.mark), width \(width): \(line)")
            #expect(
              !line.unicodeScalars.contains { $0.value < 0x20 }, "seed \(seed), \(plot.spec.mark)")
          }
        }
      }
    }
  }

  @Test("an ASCII canvas of ASCII data gets nothing else", arguments: 0..<20 as Range<UInt64>)
  func ascii(seed: UInt64) {
    var draws = Draws(state: seed)
    for plot in draws.plots() {
      let plain = plot.mappingTexts { String($0.unicodeScalars.filter(\.isASCII)) }
      let canvas = TextCanvas(width: 40 + draws.below(261), glyphs: .ascii)
      for line in TextPlotRenderer(canvas: canvas).lines(of: plain).map(\.text) {
        #expect(line.utf8.allSatisfy { $0 < 0x80 }, "seed \(seed), \(plot.spec.mark): \(line)")
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
