import SeededRandom
import Testing

@testable import DeepQ

@Suite("Masked actions")
struct MaskTests {
  /// Allows drawn actions only, and keeps count of forbidden ones that were taken.
  struct Gates: DecisionEnvironment {
    let form = DecisionForm.fixed(stateSize: 3, actionCount: 5)
    private(set) var forbidden = 0
    private(set) var taken: Set<Int> = []
    private var draws = SeededGenerator(seed: 0)
    private var mask: [Bool] = []
    private var steps = 0

    mutating func reset(_ random: inout SeededGenerator) {
      draws = SeededGenerator(seed: random.next())
      steps = 0
    }

    mutating func observe(_ observation: inout Observation) {
      mask = (0..<5).map { _ in draws.chance(0.4) }
      mask[draws.below(5)] = true
      observation = Observation(
        features: (0..<3).map { _ in Float(draws.unit()) }, mask: mask)
    }

    mutating func step(_ action: Int) -> DecisionStep {
      if !mask[action] { forbidden += 1 }
      taken.insert(action)
      steps += 1
      return DecisionStep(reward: Float(action), isEnd: steps == 8)
    }
  }

  @Test("no masked action is ever taken, at random or by value", arguments: [0.0, 0.5, 1.0])
  func acting(_ exploration: Double) throws {
    for seed in UInt64(0)..<5 {
      var gates = Gates()
      let settings = LearningTests.small { $0.exploration = .constant(exploration) }
      let trainer = try DQNTrainer(form: gates.form, settings: settings, seed: seed, threads: 1)
      trainer.train(episodes: 40, in: &gates) { _ in true }
      #expect(gates.forbidden == 0, "seed \(seed)")
      if exploration == 1 { #expect(gates.taken == [0, 1, 2, 3, 4]) }
    }
  }

  @Test("the best action is the allowed one of the highest value, the first of equals")
  func best() throws {
    var draws = SeededGenerator(seed: 2, purpose: "masks")
    let network = Network(.fixed(stateSize: 3, actionCount: 6), hidden: [8], isDueling: true)
    network.initialise(seed: 2)
    let evaluator = Evaluator(network)
    for _ in 0..<300 {
      var mask = (0..<6).map { _ in draws.chance(0.4) }
      mask[draws.below(6)] = true
      let features = (0..<3).map { _ in Float(draws.unit() * 2 - 1) }
      let observation = Observation(features: features, mask: mask)
      let values = evaluator.values(observation)
      let allowed = mask.indices.filter { mask[$0] }
      let expected = allowed.max { values[$0] < values[$1] }
      #expect(evaluator.best(observation) == expected)
    }
    let silent = Network(.fixed(stateSize: 3, actionCount: 6), hidden: [8], isDueling: false)
    let mask = [false, false, true, true, false, true]
    let choice = Evaluator(silent).best(Observation(features: [1, 1, 1], mask: mask))
    #expect(choice == 2)
  }

  /// A masked action that is worth a thousand must not reach a target.
  @Test("a target never holds the value of a masked action", arguments: [true, false])
  func bootstrap(_ isDouble: Bool) throws {
    var draws = SeededGenerator(seed: 3, purpose: "targets")
    for seed in UInt64(0)..<20 {
      let network = Network(.fixed(stateSize: 2, actionCount: 4), hidden: [4], isDueling: false)
      network.initialise(seed: seed)
      let tempting = draws.below(4)
      network.parameters[network.shape.biasOffset(1) + tempting] = 1_000
      let memory = ReplayMemory(network.form, capacity: 6, isPrioritised: false)
      for _ in 0..<6 {
        var mask = (0..<4).map { _ in draws.chance(0.5) }
        mask[(tempting + 1) % 4] = true
        mask[tempting] = false
        let after = Observation(features: [0.3, Float(draws.unit())], mask: mask)
        let row: [Float] = [0.1, 0.2]
        row.withUnsafeBufferPointer { values in
          guard let base = values.baseAddress else { return }
          memory.add(base, action: (tempting + 2) % 4, reward: 0, discount: 1, after: after)
        }
      }
      var settings = DQNSettings()
      settings.isDouble = isDouble
      let evaluator = Evaluator(network)
      let rows = BatchRows(
        network.shape, network.form, isDouble: isDouble, first: 6, size: 6)
      let part = BatchPart(network, memory, settings, rows, places: 0..<6)
      part.run(Array(0..<6), Array(repeating: 1, count: 6), target: network.parameters)
      let seen = evaluator.values(Observation(features: [0.3, 0.5], mask: []))
      #expect(seen[tempting] > 900)
      #expect(part.errors.allSatisfy { abs($0) < 100 }, "seed \(seed)")
    }
  }
}
