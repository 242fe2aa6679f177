import Statistics
import Testing

@Suite("Holm's correction") struct HolmTests {
  @Test("the worked example with four tests gives the published decisions at 5 %")
  func workedExample() {
    let adjusted = Holm.adjusted([0.01, 0.04, 0.03, 0.005])
    #expect(adjusted == [0.03, 0.06, 0.06, 0.02])
    #expect(adjusted.map { $0 <= 0.05 } == [true, false, false, true])
  }
}
