import SeededRandom
import Testing

@testable import DeepQ

@Suite("Same seed, same bits")
struct DeterminismTests {
  static let variants = [
    LearningTests.Variant("uniform") { $0.steps = 2 },
    LearningTests.Variant("prioritised") {
      $0.replay = .prioritised(exponent: 0.6, correction: .constant(0.5), floor: 1e-3)
    },
    LearningTests.Variant("odd batch, soft target") {
      $0.batch = 33
      $0.target = .soft(rate: 0.01)
    },
    LearningTests.Variant("batch of one") { $0.batch = 1 },
  ]

  private func bytes<Environment: DecisionEnvironment>(
    _ environment: Environment, _ settings: DQNSettings, seed: UInt64, threads: Int
  ) throws -> [UInt8] {
    var environment = environment
    let trainer = try DQNTrainer(
      form: environment.form, settings: settings, seed: seed, threads: threads)
    trainer.train(episodes: 40, in: &environment) { _ in true }
    #expect(trainer.updates > 20)
    return trainer.checkpoint(includingOptimiser: true).encoded()
  }

  @Test(
    "a checkpoint's bytes are those of any run of the seed, on one thread or two, of no other",
    arguments: variants)
  func checkpoints(_ variant: LearningTests.Variant) throws {
    var settings = variant.settings
    settings.warmUp = 40
    try expectSame(Chain(), settings)
    try expectSame(Picking(), settings)
    settings.isDueling = true
    try expectSame(Chain(), settings)
  }

  private func expectSame(_ environment: some DecisionEnvironment, _ settings: DQNSettings) throws {
    let expected = try bytes(environment, settings, seed: 11, threads: 1)
    #expect(try bytes(environment, settings, seed: 11, threads: 1) == expected)
    #expect(try bytes(environment, settings, seed: 11, threads: 2) == expected)
    #expect(try bytes(environment, settings, seed: 12, threads: 1) != expected)
  }

  /// Decisions of a teacher that takes the action of the greatest feature.
  private func decisions(_ seed: UInt64) -> [(Observation, Int)] {
    var draws = SeededGenerator(seed: seed, purpose: "teacher")
    return (0..<70).map { _ in
      let features = (0..<3).map { _ in Float(draws.unit()) }
      let best = features.indices.max { features[$0] < features[$1] } ?? 0
      return (Observation(features: features, mask: []), best)
    }
  }

  @Test("resuming keeps weights and optimiser bit for bit, and what is learnt next is the same")
  func resuming() throws {
    let form = DecisionForm.fixed(stateSize: 3, actionCount: 3)
    let settings = LearningTests.small { $0.isDueling = true }
    let trainer = try DQNTrainer(form: form, settings: settings, seed: 4, threads: 1)
    try trainer.imitate(decisions(1), epochs: 3)
    let saved = trainer.checkpoint(includingOptimiser: true).encoded()
    let resumed = try DQNTrainer(
      resuming: AgentCheckpoint(decoding: saved), settings: LearningTests.small { $0.layers = [9] },
      seed: 4, threads: 2)
    #expect(resumed.checkpoint(includingOptimiser: true).encoded() == saved)
    try trainer.imitate(decisions(2), epochs: 2)
    try resumed.imitate(decisions(2), epochs: 2)
    let after = trainer.checkpoint(includingOptimiser: true).encoded()
    #expect(after != saved)
    #expect(resumed.checkpoint(includingOptimiser: true).encoded() == after)
  }

  @Test("resuming from weights alone starts the optimiser anew and the target at the weights")
  func weightsAlone() throws {
    let settings = LearningTests.small()
    let trainer = try DQNTrainer(form: Chain().form, settings: settings, seed: 4, threads: 1)
    let resumed = try DQNTrainer(
      resuming: trainer.checkpoint(includingOptimiser: false), settings: settings, seed: 5,
      threads: 1)
    #expect(resumed.optimiser.step == 0)
    let count = resumed.target.count
    #expect((0..<count).allSatisfy { resumed.target[$0] == trainer.network.parameters[$0] })
    #expect((0..<count).contains { resumed.target[$0] != 0 })
  }

  @Test("first weights are uniform within ±√(6 / inputs), biases zero, from the seed alone")
  func firstWeights() {
    let network = Network(.fixed(stateSize: 24, actionCount: 8), hidden: [96], isDueling: false)
    network.initialise(seed: 1)
    let weights = (0..<network.shape.biasOffset(0)).map { Double(network.parameters[$0]) }
    #expect(weights.allSatisfy { abs($0) <= 0.5 })
    let variance = weights.reduce(0) { $0 + $1 * $1 } / Double(weights.count)
    #expect(abs(variance - 2.0 / 24) < 0.005)
    let biases = (0..<96).map { network.parameters[network.shape.biasOffset(0) + $0] }
    #expect(biases.allSatisfy { $0 == 0 })
  }
}
