import Plotting
import TerminalText
import Testing

@Suite("Sparklines")
struct SparklineTests {
  @Test("each value has a bar of its height, and what is missing a blank")
  func heights() {
    #expect(Sparkline.text(of: [1, 8, nil, 4.5]) == "▁█ ▅")
    #expect(Sparkline.text(of: [1, 8, nil, 4.5], glyphs: .ascii) == "_# =")
    #expect(Sparkline.text(of: [3, 3]) == "▁▁")
    #expect(Sparkline.text(of: [nil, .nan]) == "")
  }

  @Test("more values than columns are drawn as means", arguments: [1, 7, 20, 60])
  func width(columns: Int) {
    let values = (0..<500).map { Double($0) }
    let line = Sparkline.text(of: values, width: columns)
    #expect(displayWidth(of: line) == columns)
    #expect(Array(line) == line.sorted())
  }
}
