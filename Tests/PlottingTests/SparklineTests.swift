import Plotting
import Testing

@Suite("Sparklines")
struct SparklineTests {
  @Test("every bin that holds anything stands above none, and the greatest at full height")
  func counts() {
    #expect(Sparkline.text(ofCounts: [0, 1, 1_000_000]) == "▁▂█")
    #expect(Sparkline.text(ofCounts: [0, 0]) == "▁▁")
    #expect(Sparkline.text(ofCounts: []) == "")
    #expect(Sparkline.text(ofCounts: [-3, 5]) == "▁█")
  }

  @Test("values fall into bins of equal width; equal ones are one bar, and no value traps")
  func distribution() {
    #expect(Sparkline.text(ofDistribution: [0, 0, 0, 10], bins: 3) == "█▁▄")
    #expect(Sparkline.text(ofDistribution: [4, 4]) == "█")
    #expect(Sparkline.text(ofDistribution: [.nan, .infinity]) == "")
    let far = [-Double.greatestFiniteMagnitude, 0, .greatestFiniteMagnitude]
    #expect(Sparkline.text(ofDistribution: far, bins: 3) == "███")
  }
}
