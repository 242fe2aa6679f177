import SeededRandom
import Testing

@Suite("Seeded draws")
struct SeededGeneratorTests {
  /// The reference implementation's output for the state that SplitMix64 makes of seed 0.
  ///
  /// Source: xoshiro256starstar.c and splitmix64.c, D. Blackman and S. Vigna, prng.di.unimi.it.
  @Test("the draws of seed 0 are those of the published algorithm, for ever")
  func pinned() {
    var draws = SeededGenerator(seed: 0)
    let values = [draws.next(), draws.next()]
    #expect(values == [0x99ec_5f36_cb75_f2b4, 0xbf6e_1f78_4956_452a])
  }

  @Test("one seed gives one sequence, another seed or purpose another")
  func streams() {
    func first(_ generator: SeededGenerator) -> [UInt64] {
      var generator = generator
      return (0..<8).map { _ in generator.next() }
    }
    #expect(first(SeededGenerator(seed: 7)) == first(SeededGenerator(seed: 7)))
    #expect(first(SeededGenerator(seed: 7)) != first(SeededGenerator(seed: 8)))
    let clients = first(SeededGenerator(seed: 7, purpose: "clients"))
    #expect(clients != first(SeededGenerator(seed: 7, purpose: "times")))
    #expect(clients != first(SeededGenerator(seed: 7)))
  }

  @Test("whole numbers stay in their range and are about equally likely")
  func uniform() {
    var draws = SeededGenerator(seed: 3)
    var counts = [Int](repeating: 0, count: 6)
    for _ in 0..<60_000 { counts[draws.integer(in: 10...15) - 10] += 1 }
    // Five standard deviations of a binomial count with p = 1/6.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 460 }, "counts \(counts)")
  }

  @Test("a real draw lies in 0..<1 with mean one half, and a chance comes as often as it says")
  func reals() {
    var draws = SeededGenerator(seed: 4)
    let values = (0..<50_000).map { _ in draws.unit() }
    #expect(values.allSatisfy { (0..<1).contains($0) })
    #expect(abs(values.reduce(0, +) / 50_000 - 0.5) < 0.007)
    let hits = (0..<50_000).count { _ in draws.chance(0.2) }
    #expect(abs(hits - 10_000) < 450)
    let (never, always) = (draws.chance(0), draws.chance(1))
    #expect(!never && always)
  }

  @Test("a shuffle keeps every element, and every order of three comes up")
  func shuffle() {
    var draws = SeededGenerator(seed: 5)
    let shuffled = draws.shuffled(Array(0..<100))
    #expect(shuffled.sorted() == Array(0..<100))
    var orders: [[Int]: Int] = [:]
    for _ in 0..<6_000 { orders[draws.shuffled([1, 2, 3]), default: 0] += 1 }
    #expect(orders.count == 6)
    #expect(orders.values.allSatisfy { abs($0 - 1_000) < 150 })
  }

  @Test("weights decide how often an index comes, and a weight of zero never does")
  func weights() {
    var draws = SeededGenerator(seed: 6)
    var counts = [0, 0, 0]
    for _ in 0..<40_000 { counts[draws.index(weights: [1, 0, 3])] += 1 }
    #expect(counts[1] == 0)
    #expect(abs(counts[0] - 10_000) < 450)
    let (last, nothing) = (draws.index(weights: [0, 0]), draws.pick([Int]()))
    #expect(last == 1)
    #expect(nothing == nil)
  }
}
