import SeededRandom
import Testing

@testable import DeepQ

@Suite("Replay")
struct ReplayTests {
  @Test("a sum tree draws in proportion to priorities, and never what has none")
  func proportions() {
    let priorities = [0.0, 1, 2, 0, 5, 0.5, 1.5]
    var tree = SumTree(capacity: priorities.count)
    for (index, priority) in priorities.enumerated() { tree.set(index, to: priority) }
    #expect(tree.total == 10)
    var draws = SeededGenerator(seed: 1, purpose: "tree")
    var counts = Array(repeating: 0, count: priorities.count)
    for _ in 0..<50_000 { counts[tree.find(draws.unit() * tree.total)] += 1 }
    for (count, priority) in zip(counts, priorities) {
      // Five standard deviations of a binomial count at most.
      #expect(abs(Double(count) - 5_000 * priority) < 560, "\(counts)")
    }
    #expect(counts[0] == 0 && counts[3] == 0)
    #expect(tree.find(0) == 1)
    #expect(tree.find(tree.total) == 6)
    #expect(tree.find(2 * tree.total) == 6)
  }

  @Test("a sum tree's total is that of its entries after any changes")
  func totals() {
    var draws = SeededGenerator(seed: 2, purpose: "tree")
    for capacity in [1, 2, 3, 8, 13, 100] {
      var tree = SumTree(capacity: capacity)
      var expected = Array(repeating: 0.0, count: capacity)
      for _ in 0..<500 {
        let index = draws.below(capacity)
        expected[index] = draws.chance(0.1) ? 0 : draws.unit() * 100
        tree.set(index, to: expected[index])
      }
      let sum = expected.reduce(0, +)
      #expect(abs(tree.total - sum) <= 1e-12 * sum)
      #expect(expected.indices.allSatisfy { tree[$0] == expected[$0] })
      for _ in 0..<100 where sum > 0 {
        #expect(expected[tree.find(draws.unit() * tree.total)] > 0)
      }
    }
  }

  /// A memory of decisions whose rewards are their numbers.
  private func memory(_ count: Int, capacity: Int, isPrioritised: Bool) -> ReplayMemory {
    let form = DecisionForm.fixed(stateSize: 1, actionCount: 2)
    let memory = ReplayMemory(form, capacity: capacity, isPrioritised: isPrioritised)
    for number in 0..<count {
      withUnsafePointer(to: Float(number)) { row in
        memory.add(
          row, action: number % 2, reward: Float(number), discount: 1,
          after: Observation(features: [Float(number + 1)], mask: []))
      }
    }
    return memory
  }

  @Test("a full memory keeps the newest decisions, whole")
  func ring() {
    let memory = memory(11, capacity: 4, isPrioritised: false)
    #expect(memory.count == 4)
    #expect(memory.rewards == [8, 9, 10, 7])
    #expect(memory.actions == [0, 1, 0, 1])
    #expect((0..<4).map { memory.state($0)[0] } == [8, 9, 10, 7])
    #expect((0..<4).map { memory.follower($0)[0] } == [9, 10, 11, 8])
  }

  @Test("uniform draws are about equally likely, weigh 1 and stay among what is remembered")
  func uniform() {
    let memory = memory(5, capacity: 100, isPrioritised: false)
    var draws = SeededGenerator(seed: 3, purpose: "replay")
    var (indices, weights) = ([Int](repeating: 0, count: 50), [Float](repeating: 0, count: 50))
    var counts = Array(repeating: 0, count: 5)
    for _ in 0..<400 {
      memory.draw(&indices, &weights, correction: 1, &draws)
      for index in indices { counts[index] += 1 }
      #expect(weights.allSatisfy { $0 == 1 })
    }
    #expect(counts.allSatisfy { abs($0 - 4_000) < 290 }, "\(counts)")
  }

  /// P(i) = pᵢ^α / Σ pₖ^α and w = (n · P)^−β over the greatest of the batch.
  ///
  /// Source: T. Schaul et al., "Prioritized Experience Replay", ICLR 2016, section 3.
  @Test("prioritised draws follow the errors, and weights undo that to the power of the correction")
  func prioritised() {
    let memory = memory(4, capacity: 4, isPrioritised: true)
    let errors = [0.0, -3, 8, 15]
    for (index, error) in errors.enumerated() {
      memory.reprioritise(index, error: error, exponent: 0.5, floor: 1)
    }
    // (|error| + 1)^½ = 1, 2, 3, 4: shares of a tenth each.
    var draws = SeededGenerator(seed: 4, purpose: "replay")
    var (indices, weights) = ([Int](repeating: 0, count: 10), [Float](repeating: 0, count: 10))
    var counts = Array(repeating: 0, count: 4)
    for _ in 0..<500 {
      memory.draw(&indices, &weights, correction: 0.4, &draws)
      for (index, weight) in zip(indices, weights) {
        counts[index] += 1
        // The rarest of the batch is entry 0: in strata of a tenth it is drawn each time.
        let expected = Float(power(1 / Double(index + 1), 0.4))
        #expect(abs(weight - expected) < 1e-6)
      }
    }
    #expect(counts == [500, 1_000, 1_500, 2_000])
    memory.draw(&indices, &weights, correction: 0, &draws)
    #expect(weights.allSatisfy { $0 == 1 })
  }

  @Test("an error that is no number leaves the priority as it was")
  func noNumber() {
    let memory = memory(2, capacity: 2, isPrioritised: true)
    memory.reprioritise(0, error: .nan, exponent: 0.5, floor: 1)
    memory.reprioritise(0, error: .infinity, exponent: 0.5, floor: 1)
    var draws = SeededGenerator(seed: 5, purpose: "replay")
    var (indices, weights) = ([0, 0], [Float(0), 0])
    memory.draw(&indices, &weights, correction: 1, &draws)
    #expect(indices == [0, 1])
    #expect(weights == [1, 1])
  }
}
