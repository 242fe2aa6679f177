import SeededRandom
import Statistics
import Testing

@Suite("Holm's correction") struct HolmTests {
  private func isClose(_ values: [Double], _ expected: [Double]) -> Bool {
    values.count == expected.count && zip(values, expected).allSatisfy { abs($0 - $1) < 1e-15 }
  }

  @Test("the worked example with four tests gives the published decisions at 5 %")
  func workedExample() {
    let adjusted = Holm.adjusted([0.01, 0.04, 0.03, 0.005])
    #expect(isClose(adjusted, [0.03, 0.06, 0.06, 0.02]))
    #expect(adjusted.map { $0 <= 0.05 } == [true, false, false, true])
  }

  @Test("the examples in the manuals of Pingouin and stdlib come out")
  func manuals() {
    #expect(
      isClose(
        Holm.adjusted([0.50, 0.003, 0.32, 0.054, 0.0003]), [0.64, 0.012, 0.64, 0.162, 0.0015]))
    #expect(
      isClose(
        Holm.adjusted([0.319, 0.201, 0.4, 0.374, 0.113]), [0.957, 0.804, 0.957, 0.957, 0.565]))
  }

  @Test("none and one p-value stay as they are, and nothing passes 1")
  func edges() {
    #expect(Holm.adjusted([]) == [])
    #expect(Holm.adjusted([0.2]) == [0.2])
    #expect(Holm.adjusted([0.6, 0.7, 1]) == [1, 1, 1])
  }

  @Test("a p-value that is not a number stays so and is no test")
  func notANumber() {
    let adjusted = Holm.adjusted([.nan, 0.01, 0.5])
    #expect(adjusted[0].isNaN)
    #expect(Array(adjusted[1...]) == [0.02, 0.5])
  }

  @Test("adjusted values reject what Holm's steps reject, in any order of the tests")
  func steps() {
    var draws = SeededGenerator(seed: 31)
    for round in 0..<200 {
      let values = (0..<(1 + round % 9)).map { _ in Double(1 + draws.below(200)) / 1_024 }
      let adjusted = Holm.adjusted(values)
      let alpha = Double(1 + draws.below(400)) / 2_048
      // The procedure as published: from the smallest on, stop at the first one not rejected.
      var rejected = 0
      for (step, value) in values.sorted().enumerated() {
        guard value * Double(values.count - step) <= alpha else { break }
        rejected += 1
      }
      #expect(adjusted.count { $0 <= alpha } == rejected, "\(values) at \(alpha)")
      #expect(zip(values, adjusted).allSatisfy { $0 <= $1 && $1 <= 1 })
      let order = draws.shuffled(Array(values.indices))
      #expect(Holm.adjusted(order.map { values[$0] }) == order.map { adjusted[$0] })
    }
  }
}
