import Testing

@testable import DeepQ

@Suite("Settings")
struct SettingsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// The setting that the error names.
    let name: String
    let form: DecisionForm
    let change: @Sendable (inout DQNSettings) -> Void
    var testDescription: String { name }

    init(
      _ name: String, _ form: DecisionForm = .fixed(stateSize: 2, actionCount: 2),
      _ change: @escaping @Sendable (inout DQNSettings) -> Void
    ) {
      self.name = name
      self.form = form
      self.change = change
    }
  }

  static let candidates = DecisionForm.candidates(featureCount: 2, most: 3)
  static let refused = [
    Case("form", .fixed(stateSize: 0, actionCount: 2)) { _ in },
    Case("form", .fixed(stateSize: 2, actionCount: -1)) { _ in },
    Case("form", .candidates(featureCount: .max, most: .max)) { _ in },
    Case("layers") { $0.layers = [] },
    Case("layers") { $0.layers = [64, 0] },
    Case("layers") { $0.layers = Array(repeating: 1, count: 65) },
    Case("layers") { $0.layers = [4_096, 4_096, 4_096] },
    Case("learning rate") { $0.learningRate = 0 },
    Case("learning rate") { $0.learningRate = .nan },
    Case("discount") { $0.discount = 1.01 },
    Case("batch") { $0.batch = 0 },
    Case("replay capacity") { $0.replayCapacity = $0.batch - 1 },
    Case("replay capacity", .candidates(featureCount: 100, most: 1_000)) {
      $0.replayCapacity = 1_000_000
    },
    Case("replay capacity", .candidates(featureCount: 1_000_000, most: 1_000_000)) { _ in },
    Case("batch", .candidates(featureCount: 1, most: 100_000)) {
      $0.replayCapacity = 100
    },
    Case("warm-up") { $0.warmUp = 0 },
    Case("steps per update") { $0.stepsPerUpdate = 0 },
    Case("Huber delta") { $0.huberDelta = -1 },
    Case("gradient clip") { $0.gradientClip = 0 },
    Case("steps") { $0.steps = 0 },
    Case("exploration") { $0.exploration = .constant(1.5) },
    Case("exploration") { $0.exploration = .linear(from: 1, to: -0.1, over: 10) },
    Case("exploration factor") {
      $0.exploration = .exponential(from: 1, to: 0.1, factor: .infinity)
    },
    Case("updates a target") { $0.target = .hard(everyUpdates: 0) },
    Case("target rate") { $0.target = .soft(rate: 0) },
    Case("priority exponent") {
      $0.replay = .prioritised(exponent: 2, correction: .constant(1), floor: 0.1)
    },
    Case("priority correction") {
      $0.replay = .prioritised(exponent: 1, correction: .constant(-1), floor: 0.1)
    },
    Case("priority floor") {
      $0.replay = .prioritised(exponent: 1, correction: .constant(1), floor: 0)
    },
    Case("dueling", candidates) { $0.isDueling = true },
  ]

  @Test(
    "a value out of its range is refused by its name and with what is allowed",
    arguments: refused)
  func refusals(_ item: Case) {
    var settings = DQNSettings()
    item.change(&settings)
    let error = #expect(throws: DQNSettingsError.self) {
      try DQNTrainer(form: item.form, settings: settings, seed: 1, threads: 1)
    }
    #expect(error?.name == item.name)
    #expect(error?.description.contains("allowed: ") == true)
  }

  @Test("the defaults are allowed in both forms")
  func defaults() throws {
    try DQNSettings().validate(.fixed(stateSize: 100, actionCount: 10))
    try DQNSettings().validate(.candidates(featureCount: 40, most: 64))
  }

  @Test("a memory smaller than the warm-up starts learning when it is full")
  func fullMemory() throws {
    var chain = Chain()
    let settings = LearningTests.small {
      $0.replayCapacity = 40
      $0.warmUp = 1_000
      $0.exploration = .constant(1)
    }
    let trainer = try DQNTrainer(form: chain.form, settings: settings, seed: 1, threads: 1)
    var decisions = 0
    trainer.train(episodes: 20, in: &chain) {
      decisions += $0.steps
      return true
    }
    #expect(decisions > 40)
    #expect(trainer.updates == decisions - 39)
  }

  @Test("schedules go from their first value to their last and stay there")
  func schedules() {
    #expect(Schedule.constant(0.3).value(at: 1_000) == 0.3)
    let falling = Schedule.exponential(from: 0.5, to: 0.1, factor: 0.5)
    #expect([0, 1, 2, 3, 1_000].map(falling.value) == [0.5, 0.25, 0.125, 0.1, 0.1])
    let rising = Schedule.exponential(from: 0.25, to: 1, factor: 2)
    #expect([0, 1, 2, 3].map(rising.value) == [0.25, 0.5, 1, 1])
    // A factor's power beyond all numbers times nothing is nothing.
    let none = Schedule.exponential(from: 0, to: 1, factor: 10)
    #expect([0, 1, 5_000].map(none.value) == [0, 0, 0])
    #expect(Schedule.exponential(from: 0.1, to: 1, factor: 10).value(at: 5_000) == 1)
    let line = Schedule.linear(from: 0.4, to: 0.8, over: 4)
    #expect(line.value(at: 0) == 0.4)
    #expect(abs(line.value(at: 1) - 0.5) < 1e-15)
    #expect([4, 5].map(line.value) == [0.8, 0.8])
    #expect(Schedule.linear(from: 0.4, to: 0.8, over: 0).value(at: 0) == 0.8)
  }
}
