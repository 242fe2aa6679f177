import SeededRandom
import Testing

@testable import DeepQ

@Suite("Learning tasks whose optimum is known")
struct LearningTests {
  /// Settings that learn a small task in a second.
  static func small(_ change: (inout DQNSettings) -> Void = { _ in }) -> DQNSettings {
    var settings = DQNSettings()
    settings.layers = [24, 16]
    settings.learningRate = 5e-3
    settings.discount = 0.9
    settings.batch = 32
    settings.replayCapacity = 2_000
    settings.warmUp = 64
    settings.stepsPerUpdate = 1
    settings.target = .hard(everyUpdates: 50)
    settings.exploration = .exponential(from: 1, to: 0.1, factor: 0.98)
    change(&settings)
    return settings
  }

  struct Variant: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let settings: DQNSettings

    init(_ name: String, _ change: (inout DQNSettings) -> Void = { _ in }) {
      testDescription = name
      settings = LearningTests.small(change)
    }
  }

  static let variants = [
    Variant("double, uniform, hard target"),
    Variant("one network") { $0.isDouble = false },
    Variant("dueling") { $0.isDueling = true },
    Variant("three steps") { $0.steps = 3 },
    Variant("soft target") { $0.target = .soft(rate: 0.02) },
    Variant("prioritised") {
      $0.replay = .prioritised(
        exponent: 0.6, correction: .linear(from: 0.4, to: 1, over: 100), floor: 1e-3)
    },
  ]

  @Test("in a chain where walking right pays, every variant walks right", arguments: variants)
  func chain(_ variant: Variant) throws {
    var chain = Chain()
    let trainer = try DQNTrainer(form: chain.form, settings: variant.settings, seed: 5, threads: 1)
    trainer.train(episodes: 150, in: &chain) { _ in true }
    let actions = (0..<Chain.places - 1).map { trainer.evaluator.best(Chain.observation(of: $0)) }
    #expect(actions == [1, 1, 1, 1])
    // One step before the end a step to the right is worth 1, two steps before it 0.9 − 0.01.
    let near = trainer.evaluator.values(Chain.observation(of: 3))[1]
    let far = trainer.evaluator.values(Chain.observation(of: 2))[1]
    #expect(abs(near - 1) < 0.1, "\(near)")
    #expect(abs(far - 0.89) < 0.1, "\(far)")
  }

  @Test("among candidates the best row of a known function is found")
  func picking() throws {
    var picking = Picking()
    let settings = Self.small { $0.discount = 0 }
    let trainer = try DQNTrainer(form: picking.form, settings: settings, seed: 6, threads: 1)
    trainer.train(episodes: 800, in: &picking) { _ in true }
    var draws = SeededGenerator(seed: 7, purpose: "unseen")
    var hits = 0
    for _ in 0..<500 {
      let rows = Picking.features(&draws)
      let choice = trainer.evaluator.best(Observation(features: rows, mask: []))
      if choice == Picking.best(rows) { hits += 1 }
    }
    #expect(hits >= 450, "\(hits) of 500")
  }

  @Test("imitation learns a teacher's decisions in both forms, and its loss falls")
  func imitation() throws {
    var draws = SeededGenerator(seed: 8, purpose: "teacher")
    let candidates = (0..<300).map { _ -> (Observation, Int) in
      let rows = Picking.features(&draws)
      return (Observation(features: rows, mask: []), Picking.best(rows))
    }
    try expectImitated(Picking().form, candidates)
    // The teacher takes the allowed action of the greatest feature.
    let fixed = (0..<300).map { _ -> (Observation, Int) in
      let features = (0..<4).map { _ in Float(draws.unit()) }
      let banned = draws.below(4)
      let best = (0..<4).filter { $0 != banned }.max { features[$0] < features[$1] } ?? 0
      return (Observation(features: features, mask: (0..<4).map { $0 != banned }), best)
    }
    try expectImitated(.fixed(stateSize: 4, actionCount: 4), fixed)
  }

  private func expectImitated(_ form: DecisionForm, _ decisions: [(Observation, Int)]) throws {
    let trainer = try DQNTrainer(form: form, settings: Self.small(), seed: 9, threads: 1)
    let losses = try trainer.imitate(Array(decisions.prefix(250)), epochs: 40)
    #expect(losses.count == 40)
    #expect(losses[39] < losses[0] / 2, "\(losses[0]) to \(losses[39])")
    let unseen = decisions.suffix(50)
    let hits = unseen.count { trainer.evaluator.best($0.0) == $0.1 }
    #expect(hits >= 42, "\(hits) of 50 unseen")
  }

  @Test("a teacher's decision that is not of the form is refused, and nothing is learnt")
  func refusedTeacher() throws {
    let form = DecisionForm.fixed(stateSize: 2, actionCount: 3)
    let refused: [(Observation, Int, String)] = [
      (Observation(features: [1, 2], mask: []), 3, "the teacher's action 3 is not allowed"),
      (Observation(features: [1, 2], mask: []), -1, "the teacher's action -1 is not allowed"),
      (
        Observation(features: [1, 2], mask: [true, false, true]), 1,
        "the teacher's action 1 is not allowed"
      ),
      (Observation(features: [1, 2], mask: [true]), 0, "a mask of 1 does not fit 3 actions"),
      (Observation(features: [1], mask: []), 0, "1 features are not 1 to 1 rows of 2"),
      (Observation(features: [1, 2, 3, 4], mask: []), 0, "4 features are not 1 to 1 rows of 2"),
    ]
    let trainer = try DQNTrainer(form: form, settings: Self.small(), seed: 1, threads: 1)
    let before = trainer.checkpoint(includingOptimiser: true).encoded()
    for (observation, action, reason) in refused {
      let error = #expect(throws: ImitationError.self) {
        try trainer.imitate([(observation, action)], epochs: 1)
      }
      #expect(error?.reason == reason)
    }
    #expect(trainer.checkpoint(includingOptimiser: true).encoded() == before)
  }

  @Test("an episode's report adds up its rewards, and watching can end the training")
  func reports() throws {
    var chain = Chain()
    let settings = Self.small { $0.exploration = .constant(1) }
    let trainer = try DQNTrainer(form: chain.form, settings: settings, seed: 1, threads: 1)
    var reports: [EpisodeReport] = []
    trainer.train(episodes: 50, in: &chain) {
      reports.append($0)
      return reports.count < 30
    }
    #expect(reports.map(\.episode) == Array(1...30))
    for report in reports {
      let walk = -0.01 * Float(report.steps)
      let isExpected = abs(report.reward - walk) < 1e-4 || abs(report.reward - walk - 1.01) < 1e-4
      #expect(isExpected, "\(report)")
      #expect(report.exploration == 1)
    }
    // The first update comes with the 64th decision, and one with each after it.
    let decisions = reports.reduce(0) { $0 + $1.steps }
    #expect(reports.last?.updates == max(0, decisions - 63))
    #expect(reports.first?.loss == nil && reports.last?.loss != nil)
    #expect(trainer.episodes == 30)
  }

  @Test("what the watcher throws ends the training and comes out of it")
  func throwing() throws {
    struct Enough: Error {}
    var chain = Chain()
    let trainer = try DQNTrainer(form: chain.form, settings: Self.small(), seed: 1, threads: 1)
    #expect(throws: Enough.self) {
      try trainer.train(episodes: 50, in: &chain) { report in
        if report.episode == 3 { throw Enough() }
        return true
      }
    }
    #expect(trainer.episodes == 3)
  }
}
